"""The rows of meetings when a repair moves them, and when it is taken back: each that changes rises its number once."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.matchmaking.timetables.models import Meeting, MeetingState, MissedBy
from eventmgr.matchmaking.timetables.services.publishing import raise_number
from eventmgr.matchmaking.timetables.task.places import Place
from eventmgr.tools.log.services import Act

_VALUES = (
    "state",
    "starts_at",
    "ends_at",
    "table_id",
    "asker_seat_id",
    "asked_seat_id",
    "assistant_ids",
    "is_locked",
    "missed_by",
    "started_at",
)


@dataclass(frozen=True)
class Moved:
    """A meeting that has changed, and when it was held before; None: it had no place."""

    meeting: Meeting
    was: datetime | None

    @property
    def now(self) -> datetime | None:
        """When it is held now; None: not any more."""
        return None if self.meeting.state is MeetingState.CANCELLED else self.meeting.starts_at


def kept(meeting: Meeting | None) -> dict[str, Any] | None:
    """What undoing writes back, as JSON; None: there was no such row."""
    return None if meeting is None else {name: _plain(getattr(meeting, name)) for name in _VALUES}


def move(
    event: Event, request_id: int, meeting: Meeting | None, place: Place | None, ends_at: datetime | None, *, act: Act
) -> Moved:
    """The request's meeting has that place from now on; without one it is cancelled and its row stays, for
    calendars."""
    was = meeting.starts_at if meeting is not None and meeting.state is not MeetingState.CANCELLED else None
    if place is None:
        assert meeting is not None
        meeting.state = MeetingState.CANCELLED
        return Moved(_changed(meeting, act), was)
    if meeting is None:
        meeting = Meeting(
            event_id=event.id,
            request_id=request_id,
            sequence=-1,
            former_ids=[],
            calendar_changed_at=act.at,
            uid=f"meeting-{uuid.uuid4()}@eventmgr",
            created_at=act.at,
        )
        db.session.add(meeting)
    assert ends_at is not None
    meeting.state, meeting.missed_by, meeting.started_at = MeetingState.PLACED, None, None
    meeting.starts_at, meeting.ends_at, meeting.table_id = place.starts_at, ends_at, place.table
    gone = {meeting.asker_seat_id, meeting.asked_seat_id} - {None, *place.seats}
    meeting.former_ids = sorted((set(meeting.former_ids) | gone) - set(place.seats))
    meeting.asker_seat_id, meeting.asked_seat_id = place.seats
    meeting.assistant_ids = list(place.assistants)
    return Moved(_changed(meeting, act), was)


def restore(
    meeting: Meeting, values: dict[str, Any] | None, known: Mapping[str, Collection[int]], *, act: Act
) -> Moved:
    """The meeting stands as `kept` has it; one that had no row is cancelled.

    Args:
        known: column → numbers that still exist, for a representative or a table that was deleted meanwhile.
    """
    was = None if meeting.state is MeetingState.CANCELLED else meeting.starts_at
    if values is None:
        meeting.state = MeetingState.CANCELLED
    else:
        sat = {meeting.asker_seat_id, meeting.asked_seat_id} - {None}
        for name in _VALUES:
            value = _read(name, values[name])
            setattr(meeting, name, value if name not in known or value in known[name] else None)
        sits = {meeting.asker_seat_id, meeting.asked_seat_id}
        meeting.former_ids = sorted((set(meeting.former_ids) | sat) - sits)
    return Moved(_changed(meeting, act), was)


def _changed(meeting: Meeting, act: Act) -> Meeting:
    raise_number(meeting, at=act.at)
    return meeting


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return getattr(value, "value", value)


def _read(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in ("starts_at", "ends_at", "started_at"):
        return datetime.fromisoformat(value)
    if name == "state":
        return MeetingState(value)
    return MissedBy(value) if name == "missed_by" else value
