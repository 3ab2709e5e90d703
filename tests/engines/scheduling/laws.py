"""What every timetable obeys, in the dumbest words: a second check beside the product's own, for the property tests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from eventmgr.engines.scheduling.instance import Instance
from eventmgr.engines.scheduling.schedule import Placed, Schedule

Person = tuple[int, int]
"""(participant, representative)."""


def broken(instance: Instance, schedule: Schedule) -> list[str]:
    """The laws that the schedule breaks, each with the meeting or person; the spread and the guarantees are not among them."""
    laws = (_once, _places, _presence, _tables, _order, _caps, _travel, _help)
    return [complaint for law in laws for complaint in law(instance, schedule.placed)]


def people_of(instance: Instance) -> list[Person]:
    """Every representative of every participant."""
    return [(number, seat) for number, one in enumerate(instance.participants) for seat in range(one.seats)]


def sides(instance: Instance, placed: Placed) -> tuple[Person, Person]:
    """The two people of a placed meeting."""
    meeting = instance.meetings[placed.meeting]
    return (meeting.a, placed.seats[0]), (meeting.b, placed.seats[1])


def slots_of(instance: Instance, placed: Sequence[Placed]) -> dict[Person, list[int]]:
    """Person → slots with a meeting, rising."""
    slots: dict[Person, list[int]] = {person: [] for person in people_of(instance)}
    for one in placed:
        for person in sides(instance, one):
            slots[person].append(one.slot)
    return {person: sorted(own) for person, own in slots.items()}


def is_present(instance: Instance, person: Person, slot: int) -> bool:
    """Whether neither the participant nor this representative is away."""
    participant = instance.participants[person[0]]
    away = participant.seat_absent[person[1]] if participant.seat_absent else frozenset()
    return slot not in participant.absent and slot not in away


def stretch(instance: Instance, slot: int) -> int:
    """Number of the stretch that a slot lies in."""
    return sum(first <= slot for first in instance.days)


def breaks_of(instance: Instance, slots: Sequence[int]) -> tuple[int, int]:
    """(breaks, idle slots) of somebody who meets in these slots."""
    gaps = [b - a - 1 for a, b in pairwise(slots) if b - a > 1 and stretch(instance, a) == stretch(instance, b)]
    return len(gaps), sum(gaps)


def figures(instance: Instance, placed: Sequence[Placed]) -> dict[str, int]:
    """weight, breaks, spread, idle, counted anew."""
    counted = [breaks_of(instance, slots) for slots in slots_of(instance, placed).values()]
    breaks = [one for one, _idle in counted]
    return {
        "weight": sum(instance.meetings[one.meeting].weight for one in placed),
        "breaks": sum(breaks),
        "spread": max(breaks, default=0) - min(breaks, default=0),
        "idle": sum(idle for _one, idle in counted),
    }


def said(schedule: Schedule) -> dict[str, int]:
    """The same figures as the schedule gives them."""
    return {name: getattr(schedule, name) for name in ("weight", "breaks", "spread", "idle")}


def keeps_spread(instance: Instance, placed: Sequence[Placed]) -> bool:
    """Whether no two people's breaks differ by more than the limit."""
    return instance.spread is None or figures(instance, placed)["spread"] <= instance.spread


def _once(instance: Instance, placed: Sequence[Placed]) -> Iterator[str]:
    for meeting, times in Counter(one.meeting for one in placed).items():
        if times > 1:
            yield f"meeting {meeting} placed {times} times"
    meets = Counter((person, one.slot) for one in placed for person in sides(instance, one))
    yield from (f"{person} meets {times} at once" for (person, _slot), times in meets.items() if times > 1)


def _places(instance: Instance, placed: Sequence[Placed]) -> Iterator[str]:
    for one in placed:
        meeting = instance.meetings[one.meeting]
        first, end = instance.sessions[meeting.session - 1] if meeting.session else (0, instance.slots)
        if meeting.cancelled or not 0 <= one.slot < instance.slots or not first <= one.slot < end:
            yield f"meeting {one.meeting} in slot {one.slot}"
        if meeting.fixed not in (None, one.slot):
            yield f"meeting {one.meeting} not in its fixed slot"
        for named, seat in zip((meeting.seat_a, meeting.seat_b), one.seats, strict=True):
            if named not in (None, seat):
                yield f"meeting {one.meeting} without its representative"


def _presence(instance: Instance, placed: Sequence[Placed]) -> Iterator[str]:
    people = set(people_of(instance))
    for one in placed:
        for person in sides(instance, one):
            if person not in people or not is_present(instance, person, one.slot):
                yield f"{person} is not there in slot {one.slot}"


def _tables(instance: Instance, placed: Sequence[Placed]) -> Iterator[str]:
    hosts = {one.home_table: number for number, one in enumerate(instance.participants) if one.home_table is not None}
    for (slot, table), times in Counter((one.slot, one.table) for one in placed).items():
        if times > 1:
            yield f"table {table} used {times} times in slot {slot}"
    for one in placed:
        meeting = instance.meetings[one.meeting]
        if one.table is None or not 0 <= one.table < instance.slot_tables[one.slot]:
            yield f"no table {one.table} in slot {one.slot}"
        if (one.slot, one.table) in instance.tables_lost or meeting.table not in (None, one.table):
            yield f"meeting {one.meeting} at table {one.table}"
        homes = [home for home, host in hosts.items() if host in (meeting.a, meeting.b)]
        if (homes or one.table in hosts) and one.table not in homes:
            yield f"meeting {one.meeting} away from its host's table"


def _order(instance: Instance, placed: Sequence[Placed]) -> Iterator[str]:
    slots = {one.meeting: one.slot for one in placed}
    for meeting, slot in slots.items():
        for earlier in instance.meetings[meeting].after:
            if slots.get(earlier, slot) >= slot:
                yield f"meeting {meeting} not after {earlier}"


def _caps(instance: Instance, placed: Sequence[Placed]) -> Iterator[str]:
    held = Counter(person[0] for one in placed for person in sides(instance, one))
    for number, participant in enumerate(instance.participants):
        if participant.maximum is not None and held[number] > participant.maximum:
            yield f"participant {number} has {held[number]} meetings"


def _travel(instance: Instance, placed: Sequence[Placed]) -> Iterator[str]:
    if not instance.travel:
        return
    halls = [number for number, hall in enumerate(instance.halls) for _table in range(hall.tables)]
    visits: dict[Person, list[tuple[int, int]]] = {person: [] for person in people_of(instance)}
    for one in placed:
        for person in sides(instance, one):
            visits[person].append((one.slot, halls[one.table or 0]))
    for person, own in visits.items():
        for (slot, hall), (later, other) in pairwise(sorted(own)):
            same_stretch = stretch(instance, slot) == stretch(instance, later)
            if same_stretch and later - slot - 1 < instance.travel[hall][other]:
                yield f"{person} cannot be in hall {other} in slot {later}"


def _help(instance: Instance, placed: Sequence[Placed]) -> Iterator[str]:
    work: dict[int, list[int]] = {number: [] for number in range(len(instance.assistants))}
    for one in placed:
        meeting = instance.meetings[one.meeting]
        helpers = [instance.assistants[number] for number in one.assistants]
        if meeting.language and not any(meeting.language in helper.languages for helper in helpers):
            yield f"meeting {one.meeting} has no interpreter"
        if meeting.moderated and not any(helper.moderates for helper in helpers):
            yield f"meeting {one.meeting} has no moderator"
        for number in one.assistants:
            work[number].append(one.slot)
    for number, slots in work.items():
        yield from _overworked(instance, number, sorted(slots))


def _overworked(instance: Instance, number: int, slots: Sequence[int]) -> Iterator[str]:
    assistant = instance.assistants[number]
    if len(set(slots)) < len(slots) or assistant.absent & set(slots):
        yield f"assistant {number} cannot help in {slots}"
    if assistant.maximum is not None and len(slots) > assistant.maximum:
        yield f"assistant {number} helps {len(slots)} times"
    run = 0
    for place, slot in enumerate(slots):
        follows = place > 0 and slots[place - 1] == slot - 1 and stretch(instance, slot - 1) == stretch(instance, slot)
        run = run + 1 if follows else 1
        if assistant.most_in_a_row is not None and run > assistant.most_in_a_row:
            yield f"assistant {number} has no rest before slot {slot}"
