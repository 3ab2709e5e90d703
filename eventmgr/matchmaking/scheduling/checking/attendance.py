"""Who meets: nobody twice, nobody absent, the right representative, not more meetings than wanted, time to walk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from eventmgr.matchmaking.scheduling.checking.faults import Fault, fault
from eventmgr.matchmaking.scheduling.checking.ledger import Ledger, Person
from eventmgr.matchmaking.scheduling.schedule import Placed


def attendance(ledger: Ledger) -> Iterator[Fault]:
    """Faults of people."""
    for placed in ledger.held.values():
        for person, named in zip(ledger.persons(placed), _named(ledger, placed), strict=True):
            yield from _person(ledger, placed, person, named)
    yield from _maxima(ledger)
    if ledger.instance.travel:
        for person in ledger.everybody():
            yield from _ways(ledger, person)


def _named(ledger: Ledger, placed: Placed) -> tuple[int | None, int | None]:
    meeting = ledger.instance.meetings[placed.meeting]
    return meeting.seat_a, meeting.seat_b


def _person(ledger: Ledger, placed: Placed, person: Person, named: int | None) -> Iterator[Fault]:
    participant, seat = person
    meeting, slot = placed.meeting, placed.slot
    if not 0 <= seat < ledger.participant(person).seats:
        yield fault("unknown_seat", meeting=meeting, participant=participant, seat=seat)
        return
    if named is not None and seat != named:
        yield fault("other_seat", meeting=meeting, participant=participant, seat=seat, named=named)
    first = ledger.of_person[person][slot]
    if first != meeting:
        yield fault("person_twice", participant=participant, seat=seat, slot=slot, other=first, meeting=meeting)
    if ledger.is_past(placed):
        return
    if slot in ledger.participant(person).absent:
        yield fault("absent", meeting=meeting, participant=participant, slot=slot)
    elif not ledger.present(person, slot):
        yield fault("seat_absent", meeting=meeting, participant=participant, seat=seat, slot=slot)


def _maxima(ledger: Ledger) -> Iterator[Fault]:
    counts = meetings_of(ledger)
    for number, participant in enumerate(ledger.instance.participants):
        if participant.maximum is not None and counts[number] > participant.maximum:
            yield fault("maximum_exceeded", participant=number, has=counts[number], maximum=participant.maximum)


def meetings_of(ledger: Ledger) -> Counter[int]:
    """Participant → meetings held."""
    return Counter(
        side
        for number in ledger.held
        for side in (ledger.instance.meetings[number].a, ledger.instance.meetings[number].b)
    )


def _ways(ledger: Ledger, person: Person) -> Iterator[Fault]:
    day = sorted(ledger.of_person.get(person, {}).items())
    for (before, other), (after, meeting) in combinations(day, 2):
        needed = way(ledger, ledger.held[other].table, ledger.held[meeting].table)
        if after - before - 1 < needed and ledger.same_stretch(before, after):
            yield fault(
                "travel",
                participant=person[0],
                seat=person[1],
                other=other,
                meeting=meeting,
                has=after - before - 1,
                needed=needed,
            )


def way(ledger: Ledger, one: int | None, other: int | None) -> int:
    """Free slots needed from one table to another; 0 where a hall is not known."""
    here, there = ledger.hall_of(one), ledger.hall_of(other)
    if here is None or there is None or not ledger.instance.travel:
        return 0
    return ledger.instance.travel[here][there]
