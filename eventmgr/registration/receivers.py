"""What registration does when an event changes: the queue moves up, and those concerned get a letter."""

from __future__ import annotations

from functools import partial

from flask import Flask

from eventmgr.events.models import Event, EventStatus
from eventmgr.events.signals import event_changed
from eventmgr.log.services import Act, Changes
from eventmgr.messages.secrets import offer_secret
from eventmgr.registration import letters
from eventmgr.registration.services import fill
from eventmgr.registration.services.announcing import announce

_OPENS_PLACES = {"capacity", "has_waiting_list", "status", "units", "quota_mode"}
_MOVES = {"starts_at", "ends_at", "timezone", "venues", "city"}


def connect(_app: Flask) -> None:
    """Listen to what happens downstairs."""
    event_changed.connect(_on_event_changed)
    for kind in ("my", "check-in"):
        offer_secret(kind, partial(letters.resolve, kind))


def _on_event_changed(event: Event, *, changes: Changes, act: Act, **_more: object) -> None:
    fields = set(changes)
    if fields & _OPENS_PLACES:
        fill(event, at=act.at)
    kind = _letter(event, fields)
    if kind is not None and act.at < event.ends_at:
        announce(event, kind, at=act.at)


def _letter(event: Event, fields: set[str]) -> str | None:
    """What those who are registered should hear, if anything."""
    if "status" in fields and event.status is EventStatus.CANCELLED:
        return "cancelled"
    if "status" in fields and event.status is EventStatus.POSTPONED:
        return "postponed"
    if fields & _MOVES and event.status in (EventStatus.PUBLISHED, EventStatus.POSTPONED):
        return "changed"
    return None
