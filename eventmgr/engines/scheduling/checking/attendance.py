"""Who meets: nobody twice, nobody absent, the right representative, not more meetings than wanted, time to walk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from eventmgr.engines.scheduling.checking.faults import Fault, fault
from eventmgr.engines.scheduling.checking.schedule_index import Person, ScheduleIndex


def attendance(index: ScheduleIndex) -> Iterator[Fault]:
    """Faults in when and where people meet: overlaps, maxima, ways between halls."""
    yield from _persons(index)
    yield from _maxima(index)
    if index.instance.travel:
        for person in index.everybody():
            yield from _ways(index, person)


def _persons(index: ScheduleIndex) -> Iterator[Fault]:
    """Meeting after meeting, first of `a`, then of `b`."""
    participants, meetings = index.instance.participants, index.instance.meetings
    sometimes_away = {person for person, day in index.of_person.items() if not day.keys() <= index.presence(person)}
    """Whoever has a meeting without being there."""
    for meeting, placed in index.held.items():
        slot, wanted = placed.slot, meetings[meeting]
        for person, named in zip(index.persons(placed), (wanted.seat_a, wanted.seat_b), strict=True):
            participant, seat = person
            if not 0 <= seat < participants[participant].seats:
                yield fault("unknown_seat", meeting=meeting, participant=participant, seat=seat)
                continue
            if named is not None and seat != named:
                yield fault("other_seat", meeting=meeting, participant=participant, seat=seat, named=named)
            if meeting in index.second and (first := index.of_person[person][slot]) != meeting:
                yield fault("person_twice", participant=participant, seat=seat, slot=slot, other=first, meeting=meeting)
            if person not in sometimes_away or slot in index.presence(person) or index.is_past(placed):
                continue
            if slot in participants[participant].absent:
                yield fault("absent", meeting=meeting, participant=participant, slot=slot)
            else:
                yield fault("seat_absent", meeting=meeting, participant=participant, seat=seat, slot=slot)


def _maxima(index: ScheduleIndex) -> Iterator[Fault]:
    counts = meetings_of(index)
    for number, participant in enumerate(index.instance.participants):
        if participant.maximum is not None and counts[number] > participant.maximum:
            yield fault("maximum_exceeded", participant=number, has=counts[number], maximum=participant.maximum)


def meetings_of(index: ScheduleIndex) -> Counter[int]:
    """Number of a participant → how many meetings they hold."""
    meetings = index.instance.meetings
    return Counter([side for number in index.held for side in (meetings[number].a, meetings[number].b)])


def _ways(index: ScheduleIndex, person: Person) -> Iterator[Fault]:
    day = sorted(index.of_person.get(person, {}).items())
    for (before, other), (after, meeting) in combinations(day, 2):
        needed = way(index, index.held[other].table, index.held[meeting].table)
        if after - before - 1 < needed and index.same_stretch(before, after):
            yield fault(
                "travel",
                participant=person[0],
                seat=person[1],
                other=other,
                meeting=meeting,
                has=after - before - 1,
                needed=needed,
            )


def way(index: ScheduleIndex, one: int | None, other: int | None) -> int:
    """Free slots needed from one table to another; 0 where a hall is not known."""
    here, there = index.hall_of(one), index.hall_of(other)
    if here is None or there is None or not index.instance.travel:
        return 0
    return index.instance.travel[here][there]
