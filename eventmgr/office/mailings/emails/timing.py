"""When a bulk e-mail is due: at an instant, or so many days or hours from an anchor of its event. Pure."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from eventmgr.event.events.derived.opening import closing_instant
from eventmgr.event.events.models import Event
from eventmgr.office.mailings.models import Anchor, BulkMail

ANCHORING = frozenset({"starts_at", "ends_at", "registration_closes_at", "timezone"})
"""Columns of an event with which anchors move."""


def due_of(mail: BulkMail, event: Event) -> datetime | None:
    """The instant at which it is to be sent; None: as soon as it is confirmed. Days are days of the event's wall
    clock."""
    if mail.anchor is None:
        return mail.sends_at
    anchor = anchor_of(mail.anchor, event)
    if mail.in_hours:
        return anchor + timedelta(hours=mail.distance)
    there = anchor.astimezone(ZoneInfo(event.timezone)) + timedelta(days=mail.distance)
    return there.astimezone(UTC)


def anchor_of(anchor: Anchor, event: Event) -> datetime:
    """The instant that the anchor names at the event."""
    return {
        Anchor.START: event.starts_at,
        Anchor.END: event.ends_at,
        Anchor.CLOSES: closing_instant(event),
    }[anchor]
