"""What timetables do when a request is no longer accepted: its meeting is cancelled, and whom that concerns is told;
when a representative goes, or one comes; and when the event moves, is called off or takes place after all."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any

from flask import Flask

from eventmgr.event.events.models import Event
from eventmgr.event.events.signals import event_changed, event_moved
from eventmgr.ground.db import db
from eventmgr.matchmaking.meeting_parties.models import MeetingParty, PartyRepresentative
from eventmgr.matchmaking.meeting_parties.signals import mailbox_left, mailbox_taken, seats_added, seats_removed
from eventmgr.matchmaking.meeting_requests.models import MeetingRequest
from eventmgr.matchmaking.meeting_requests.signals import request_withdrawn
from eventmgr.matchmaking.timetables import services
from eventmgr.tools.log.services import Act

_TOLD = {"status", "starts_at", "ends_at", "timezone"}
"""What of an event makes the entries of its meetings untrue that were e-mailed."""


def connect(_app: Flask) -> None:
    """Listen to what happens downstairs."""
    request_withdrawn.connect(_on_request_withdrawn)
    seats_removed.connect(_on_seats_removed)
    seats_added.connect(_on_seats_added)
    mailbox_left.connect(_on_mailbox_left)
    mailbox_taken.connect(_on_mailbox_taken)
    event_moved.connect(_on_event_moved)
    event_changed.connect(_on_event_changed)


def _on_request_withdrawn(request: MeetingRequest, *, act: Act, by: MeetingParty | None = None) -> Collection[int]:
    """The parties that are written to about it."""
    event = db.session.get_one(Event, request.event_id)
    meeting = services.cancel_meeting(event, request, act=act)
    return services.announce_changes(event, [meeting], withdrawer=by, at=act.at) if meeting is not None else ()


def _on_seats_removed(
    party: MeetingParty,
    *,
    event: Event,
    ids: Collection[int],
    act: Act,
    stays: bool = False,
    first: int | None = None,
) -> None:
    services.take_back(event, ids, at=act.at)
    changed = services.leave_seats(event, party.id, ids, stays=stays, first=first, act=act)
    if changed:
        services.announce_changes(event, changed, at=act.at)


def _on_seats_added(party: MeetingParty, *, event: Event, act: Act) -> None:
    changed = services.fill_seats(event, party.id, act=act)
    if changed:
        services.announce_changes(event, changed, at=act.at)


def _on_mailbox_left(event: Event, *, seats: Collection[PartyRepresentative], act: Act) -> None:
    services.take_back(event, [seat.id for seat in seats], at=act.at)


def _on_mailbox_taken(event: Event, *, seats: Collection[PartyRepresentative], act: Act) -> None:
    services.announce_to(event, [seat.id for seat in seats], at=act.at)


def _on_event_moved(event: Event, *, shift: Callable[[datetime], datetime], act: Act, **_more: object) -> None:
    services.move_along(event, shift, at=act.at)


def _on_event_changed(event: Event, *, changes: dict[str, Any], act: Act, **_more: object) -> None:
    if "status" in changes:
        services.tell_calendars(event, at=act.at)
    if changes.keys() & _TOLD:
        services.announce_standing(event, at=act.at)
