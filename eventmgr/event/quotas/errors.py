"""The refusals of places, each with its sentence."""

from __future__ import annotations

from eventmgr.ground.errors import Refusal


class EventFull(Refusal):
    """Every place of the event is taken."""


class QuotaFull(EventFull):
    """The places of one delegation unit are taken, and its quota binds."""


class OverQuota(Refusal):
    """A decision goes beyond a quota: the office is asked once, and gives its reason where the quota binds."""
