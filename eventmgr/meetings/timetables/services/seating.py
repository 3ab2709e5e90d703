"""Somebody sits at tables no more: a colleague who is free then takes the place, or it is open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from eventmgr.events.models import Event
from eventmgr.log.services import Act
from eventmgr.meetings.parties.availability import Cannot, spans_of
from eventmgr.meetings.parties.queries import list_representatives_of
from eventmgr.meetings.planning.queries import find_plan, get_locked_plan
from eventmgr.meetings.timetables import queries
from eventmgr.meetings.timetables.models import Meeting, MeetingState
from eventmgr.meetings.timetables.services.publishing import raise_number


def leave_seats(event: Event, party_id: int, ids: Collection[int], *, act: Act) -> list[Meeting]:
    """These representatives of the party are about to go: in their meetings to come sits the first colleague who can come and
    has no other meeting then; those meetings. In the ones that have begun nobody sits by name from now on."""
    if find_plan(event.id) is None:
        return []
    plan, gone = get_locked_plan(event.id), set(ids)
    sides = [
        (meeting, side)
        for meeting in queries.list_meetings(event.id)
        for side in ("asker_seat_id", "asked_seat_id")
        if meeting.state is not MeetingState.CANCELLED
    ]
    busy: dict[datetime, set[int | None]] = defaultdict(set)
    for meeting, side in sides:
        busy[meeting.starts_at].add(getattr(meeting, side))
    people = [one.id for one in list_representatives_of(party_id) if one.id not in gone]
    leaving = [(meeting, side) for meeting, side in sides if getattr(meeting, side) in gone]
    cannot = spans_of(event) if leaving and people else None
    away = {one: cannot.of_representative(party_id, one) for one in people} if cannot else {}
    changed = []
    for meeting, side in leaving:
        is_to_come = meeting.state is MeetingState.PLACED and meeting.starts_at > act.at
        free = (one for one in people if one not in busy[meeting.starts_at] and not _is_away(meeting, away[one]))
        seat = next(free, None) if is_to_come else None
        busy[meeting.starts_at].add(seat)
        setattr(meeting, side, seat)
        meeting.former_ids = [one for one in meeting.former_ids if one != seat]
        raise_number(meeting, at=act.at)
        changed += [meeting] if is_to_come else []
    plan.revision += bool(changed)
    return changed


def _is_away(meeting: Meeting, spans: Collection[Cannot]) -> bool:
    return any(span.starts_at < meeting.ends_at and span.ends_at > meeting.starts_at for span in spans)
