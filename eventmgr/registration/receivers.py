"""What registration does when an event changes: the queue moves up, and those concerned get a letter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
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
_OF_STATUS = {EventStatus.CANCELLED.value: "cancelled", EventStatus.POSTPONED.value: "postponed"}
_AGAIN = {
    EventStatus.DRAFT.value: "published",
    EventStatus.CANCELLED.value: "restored",
    EventStatus.POSTPONED.value: "rescheduled",
}
"""State from which an event is published → the letter."""


def connect(_app: Flask) -> None:
    """Listen to what happens downstairs."""
    event_changed.connect(_on_event_changed)
    for kind in ("my", "check-in"):
        offer_secret(kind, partial(letters.resolve, kind))


def _on_event_changed(
    event: Event, *, changes: Changes, act: Act, told: Mapping[str, dict[str, str]] | None = None, **_more: object
) -> None:
    fields = set(changes)
    if fields & _OPENS_PLACES:
        fill(event, at=act.at)
    kind = _letter(event, changes, told or {})
    if kind is not None and act.at < _latest_end(event, changes):
        announce(event, kind, at=act.at, before=told or {})


def _latest_end(event: Event, changes: Changes) -> datetime:
    """An event that was moved into the past still stands in the calendars at its old time."""
    before = changes.get("ends_at", [None])[0]
    return max(event.ends_at, datetime.fromisoformat(str(before))) if before else event.ends_at


def _letter(event: Event, changes: Changes, told: Mapping[str, dict[str, str]]) -> str | None:
    """What those who are registered should hear, if anything: a mailed entry is never left untrue."""
    before, now = changes.get("status", [None, None])
    if now in _OF_STATUS:
        return _OF_STATUS[str(now)]
    if now == EventStatus.PUBLISHED.value:
        return _AGAIN.get(str(before))
    if event.status in (EventStatus.DRAFT, EventStatus.CANCELLED):
        return None
    differs = any(letters.differences_since(event, language, facts) for language, facts in told.items())
    return "changed" if differs else None
