"""Who sits at tables: where somebody comes no more a colleague who is free takes the place, or it is open; where
somebody comes, open places are theirs. Whichever way it came about, it is answered here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from eventmgr.event.events.models import Event
from eventmgr.matchmaking.meeting_parties.availability import Cannot, spans_of
from eventmgr.matchmaking.meeting_parties.queries import list_absentees, list_representatives_of
from eventmgr.matchmaking.meeting_plans.queries import find_plan, get_locked_plan
from eventmgr.matchmaking.timetables import queries
from eventmgr.matchmaking.timetables.models import Meeting, MeetingState
from eventmgr.matchmaking.timetables.services.publishing import raise_number
from eventmgr.tools.log.services import Act

_Side = tuple[Meeting, str]
"""A meeting, and the column of one of its seats."""


class _Colleagues:
    """Who of a party comes, and is in no other meeting."""

    def __init__(self, event: Event, party_id: int, *, without: Collection[int] = (), first: int | None = None) -> None:
        absent = {seat for _party, seat in list_absentees(event.id)} | set(without)
        people = [one.id for one in list_representatives_of(party_id) if one.id not in absent]
        self.people = sorted(people, key=lambda one: one != first)
        cannot = spans_of(event) if people else None
        self.away = {one: cannot.of_representative(party_id, one) for one in people} if cannot else {}
        self.busy: dict[datetime, set[int | None]] = defaultdict(set)

    def take(self, meeting: Meeting, seat: int | None) -> None:
        """Note that the seat is taken during that meeting."""
        self.busy[meeting.starts_at].add(seat)

    def free(self, meeting: Meeting, *, usual: Collection[int] = ()) -> int | None:
        """The first who can sit there; of those one of the usual ones, if there is one."""
        for one in sorted(self.people, key=lambda one: one not in usual):
            if one not in self.busy[meeting.starts_at] and not _is_away(meeting, self.away[one]):
                return one
        return None


def leave_seats(
    event: Event, party_id: int, ids: Collection[int], *, stays: bool = False, first: int | None = None, act: Act
) -> list[Meeting]:
    """These representatives of the party come no more: in their meetings to come sits the first colleague who can come
    and has no other meeting then, or nobody; those meetings. In the ones that have begun nobody sits by name from now
    on.

    Args:
        stays: they stay on record, so that their calendars hear of it; who goes for good is named in nothing any more.
        first: whoever has taken over the place of one, and is asked before the others.
    """
    if find_plan(event.id) is None:
        return []
    gone = set(ids)
    sides = _sides(event)
    leaving = [(meeting, side) for meeting, side in sides if getattr(meeting, side) in gone]
    if stays:
        leaving = [(meeting, side) for meeting, side in leaving if _is_to_come(meeting, act.at)]
    if not leaving:
        return []
    plan = get_locked_plan(event.id)
    colleagues = _Colleagues(event, party_id, without=gone, first=first)
    for meeting, side in sides:
        colleagues.take(meeting, getattr(meeting, side))
    changed = []
    for meeting, side in leaving:
        is_to_come = _is_to_come(meeting, act.at)
        was, seat = getattr(meeting, side), colleagues.free(meeting) if is_to_come else None
        colleagues.take(meeting, seat)
        setattr(meeting, side, seat)
        meeting.former_ids = sorted({*meeting.former_ids, *([was] if stays else [])} - {seat})
        raise_number(meeting, at=act.at)
        changed += [meeting] if is_to_come else []
    plan.revision += bool(changed)
    return changed


def fill_seats(event: Event, party_id: int, *, act: Act) -> list[Meeting]:
    """Somebody represents the party now, or comes after all: the meetings to come in which a place of the party was
    open and is taken now, by whoever sat there before if they can."""
    if find_plan(event.id) is None:
        return []
    sides = _sides(event)
    own = {"asker_seat_id": "asker_id", "asked_seat_id": "asked_id"}
    open_ones = [
        (meeting, side)
        for meeting, side in sides
        if getattr(meeting, side) is None
        and getattr(meeting.request, own[side]) == party_id
        and _is_to_come(meeting, act.at)
    ]
    if not open_ones:
        return []
    plan = get_locked_plan(event.id)
    colleagues = _Colleagues(event, party_id)
    for meeting, side in sides:
        colleagues.take(meeting, getattr(meeting, side))
    changed = []
    for meeting, side in open_ones:
        seat = colleagues.free(meeting, usual=meeting.former_ids)
        if seat is None:
            continue
        colleagues.take(meeting, seat)
        setattr(meeting, side, seat)
        meeting.former_ids = [one for one in meeting.former_ids if one != seat]
        raise_number(meeting, at=act.at)
        changed.append(meeting)
    plan.revision += bool(changed)
    return changed


def _sides(event: Event) -> list[_Side]:
    return [
        (meeting, side)
        for meeting in queries.list_meetings(event.id)
        for side in ("asker_seat_id", "asked_seat_id")
        if meeting.state is not MeetingState.CANCELLED
    ]


def _is_to_come(meeting: Meeting, at: datetime) -> bool:
    return meeting.state is MeetingState.PLACED and meeting.starts_at > at


def _is_away(meeting: Meeting, spans: Collection[Cannot]) -> bool:
    return any(span.starts_at < meeting.ends_at and span.ends_at > meeting.starts_at for span in spans)
