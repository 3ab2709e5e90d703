"""The organizers' list of registrations as mailings narrow it, and where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import url_for

from eventmgr.event.events.models import Event
from eventmgr.event.registration.filters import kept_filters

_SAY_STATES = ("status", "held", "todo", "flag")
"""Filters that say which states are meant."""


def list_address(event: Event, filters: Mapping[str, str], **more: str) -> str:
    """The organizers' list, narrowed so."""
    asked: dict[str, Any] = {**filters, **more}
    return url_for("registration_manage.index", slug=event.slug, **asked)


def asked_filters(asked: Mapping[str, str], event: Event) -> dict[str, str]:
    """The filters of an address of the list, those whose registration stands if it asks for no state.

    Raises:
        BadValue: a value is not known.
    """
    filters = kept_filters(asked, event)
    return filters if any(name in filters for name in _SAY_STATES) else {**filters, "status": "live"}
