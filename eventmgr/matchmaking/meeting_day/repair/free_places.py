"""Which requests without a place would fit into a free one. Pure: values in, values out; whoever offers looks again at
every rule."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from eventmgr.engines.scheduling.instance import Instance, Meeting
from eventmgr.matchmaking.meeting_day.repair.proposing import Standing, free_seats
from eventmgr.matchmaking.meeting_requests.models import RequestState
from eventmgr.matchmaking.timetables.task.places import Place

FEW = 3
"""A party with fewer meetings has few: what it has asked for is offered, too, though nobody has accepted it yet."""


@dataclass(frozen=True)
class Candidate:
    """A request, a place for it, and why it is suggested."""

    place: Place
    is_accepted: bool
    """It waits for a place; else it is open, and one side has few meetings."""
    fewest: int
    """Meetings of the side that has fewer."""


def candidates(stands: Standing, *, limit: int) -> list[Candidate]:
    """Requests that would fit, accepted ones first, then those whose side has the fewest meetings; each with the
    earliest free place, no two of them in each other's way."""
    instance = stands.instance
    placed = {placed_meeting.meeting for placed_meeting in stands.schedule.placed}
    counts: Counter[int] = Counter()
    busy: dict[tuple[int, int], set[int]] = defaultdict(set)
    taken: dict[int, set[int]] = defaultdict(set)
    for placed_meeting in stands.schedule.placed:
        meeting = instance.meetings[placed_meeting.meeting]
        counts.update((meeting.a, meeting.b))
        busy[meeting.a, placed_meeting.slot].add(placed_meeting.seats[0])
        busy[meeting.b, placed_meeting.slot].add(placed_meeting.seats[1])
        if placed_meeting.table is not None:
            taken[placed_meeting.slot].add(placed_meeting.table)
    states = {request.id: request.state for request in stands.rows.requests}
    wanted = []
    for number, meeting in enumerate(instance.meetings):
        is_accepted = states[stands.numbering.requests[number]] is RequestState.ACCEPTED
        fewest = min(counts[meeting.a], counts[meeting.b])
        if number in placed or meeting.cancelled or meeting.language or meeting.moderated:
            continue
        if is_accepted or fewest < FEW:
            wanted.append((not is_accepted, fewest, number))
    fitting: list[Candidate] = []
    for is_open, fewest, number in sorted(wanted):
        meeting = instance.meetings[number]
        if len(fitting) == limit:
            break
        if not _has_room(instance, meeting, counts):
            continue
        for slot, table in _free(stands, meeting, busy, taken):
            seats = [
                min(free_seats(instance.participants[side], slot, busy[side, slot])) for side in (meeting.a, meeting.b)
            ]
            busy[meeting.a, slot].add(seats[0])
            busy[meeting.b, slot].add(seats[1])
            taken[slot].add(table)
            counts.update((meeting.a, meeting.b))
            place = Place(
                stands.numbering.requests[number],
                stands.numbering.slots[slot].starts_at,
                stands.numbering.tables[table],
            )
            fitting.append(Candidate(place, not is_open, fewest))
            break
    return fitting


def _has_room(instance: Instance, meeting: Meeting, counts: Counter[int]) -> bool:
    """Whether neither side has as many meetings as it may have."""
    return all(
        (most := instance.participants[side].maximum) is None or counts[side] < most for side in (meeting.a, meeting.b)
    )


def _free(
    stands: Standing, meeting: Meeting, busy: dict[tuple[int, int], set[int]], taken: dict[int, set[int]]
) -> Iterator[tuple[int, int]]:
    """(slot, table) to come in which both are free, the earliest first, one table each."""
    instance = stands.instance
    homes = {one.home_table for one in instance.participants} - {None}
    own = {instance.participants[side].home_table for side in (meeting.a, meeting.b)} - {None}
    for slot in range(stands.now, instance.slots):
        if not all(free_seats(instance.participants[side], slot, busy[side, slot]) for side in (meeting.a, meeting.b)):
            continue
        tables = own or set(range(instance.slot_tables[slot])) - homes
        free = [
            table
            for table in sorted(table for table in tables if table is not None)
            if table not in taken[slot] and (slot, table) not in instance.tables_lost
        ]
        if free:
            yield slot, free[0]
