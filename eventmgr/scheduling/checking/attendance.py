"""Who meets: nobody twice, nobody absent, the right representative, not more meetings than wanted, time to walk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from eventmgr.scheduling.checking.faults import Fault, fault
from eventmgr.scheduling.checking.ledger import Ledger, Person


def attendance(ledger: Ledger) -> Iterator[Fault]:
    """Faults of people."""
    yield from _persons(ledger)
    yield from _maxima(ledger)
    if ledger.instance.travel:
        for person in ledger.everybody():
            yield from _ways(ledger, person)


def _persons(ledger: Ledger) -> Iterator[Fault]:
    """Meeting after meeting, first of `a`, then of `b`."""
    participants, meetings = ledger.instance.participants, ledger.instance.meetings
    sometimes_away = {person for person, day in ledger.of_person.items() if not day.keys() <= ledger.presence(person)}
    """Whoever has a meeting without being there."""
    for meeting, placed in ledger.held.items():
        slot, wanted = placed.slot, meetings[meeting]
        for person, named in zip(ledger.persons(placed), (wanted.seat_a, wanted.seat_b), strict=True):
            participant, seat = person
            if not 0 <= seat < participants[participant].seats:
                yield fault("unknown_seat", meeting=meeting, participant=participant, seat=seat)
                continue
            if named is not None and seat != named:
                yield fault("other_seat", meeting=meeting, participant=participant, seat=seat, named=named)
            if meeting in ledger.second and (first := ledger.of_person[person][slot]) != meeting:
                yield fault("person_twice", participant=participant, seat=seat, slot=slot, other=first, meeting=meeting)
            if person not in sometimes_away or slot in ledger.presence(person) or ledger.is_past(placed):
                continue
            if slot in participants[participant].absent:
                yield fault("absent", meeting=meeting, participant=participant, slot=slot)
            else:
                yield fault("seat_absent", meeting=meeting, participant=participant, seat=seat, slot=slot)


def _maxima(ledger: Ledger) -> Iterator[Fault]:
    counts = meetings_of(ledger)
    for number, participant in enumerate(ledger.instance.participants):
        if participant.maximum is not None and counts[number] > participant.maximum:
            yield fault("maximum_exceeded", participant=number, has=counts[number], maximum=participant.maximum)


def meetings_of(ledger: Ledger) -> Counter[int]:
    """Participant → meetings held."""
    meetings = ledger.instance.meetings
    return Counter([side for number in ledger.held for side in (meetings[number].a, meetings[number].b)])


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
