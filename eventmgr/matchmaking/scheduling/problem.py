"""The same task as `instance.Instance`, lowered to bit masks: what every move of the scheduler works on.

Bit t of a mask stands for slot t. People are the representatives ("seats") of participants, numbered through; in the plain
form person p is participant p.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eventmgr.matchmaking.scheduling.instance import Instance, Meeting
from eventmgr.matchmaking.scheduling.rules import Rule
from eventmgr.matchmaking.scheduling.rules.making import rules_of


@dataclass(frozen=True)
class Problem:
    """Bit masks of one instance. Tuples are indexed by person, meeting or pool."""

    instance: Instance
    slots: int
    owner: tuple[int, ...]
    """person → participant."""
    present: tuple[int, ...]
    """person → slots in which this person can meet."""
    choices: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]
    """meeting → the people who may sit for side a, and for side b (more than one: interchangeable representatives)."""
    ends: tuple[tuple[int, int], ...]
    """meeting → the two people chosen to begin with."""
    window: tuple[int, ...]
    """meeting → slots allowed by its own session, fixed slot and precedence; presence is not counted in."""
    weight: tuple[int, ...]
    pool: tuple[int, ...]
    """meeting → the pool of tables that it draws from, or -1 (a host's own table: no draw)."""
    room: tuple[tuple[int, ...], ...]
    """pool → tables per slot."""
    rules: tuple[Rule, ...]
    """Rules that masks and pools cannot say: precedence, caps, assistants, travel."""
    ruled: frozenset[int]
    """Meetings whose slot one of `rules` looks at; fast moves leave them where they are."""
    day_starts: int
    """Mask of the slots that begin a stretch: a gap before them is no break."""

    @property
    def people(self) -> int:
        return len(self.present)

    def allowed(self, meeting: int, ends: tuple[int, int]) -> int:
        """Mask of slots in which `meeting` may be held by these two people, tables and others aside."""
        a, b = ends
        return self.window[meeting] & self.present[a] & self.present[b]


def mask_of(slots: Sequence[int] | frozenset[int]) -> int:
    """Slots as bits."""
    mask = 0
    for slot in slots:
        mask |= 1 << slot
    return mask


def bits(mask: int) -> list[int]:
    """The slots of a mask, rising."""
    slots = []
    while mask:
        low = mask & -mask
        slots.append(low.bit_length() - 1)
        mask ^= low
    return slots


def lower(instance: Instance) -> Problem:
    """The bit masks of an instance that `reading` or the caller has made (numbers in range)."""
    owner, present, seats = _people(instance)
    choices = tuple(_choices(meeting, seats) for meeting in instance.meetings)
    pool, room = _pools(instance)
    rules = rules_of(instance)
    return Problem(
        instance=instance,
        slots=instance.slots,
        owner=tuple(owner),
        present=tuple(present),
        choices=choices,
        ends=_split(choices, len(owner)),
        window=_windows(instance),
        weight=tuple(meeting.weight for meeting in instance.meetings),
        pool=pool,
        room=room,
        rules=rules,
        ruled=frozenset().union(*(rule.meetings for rule in rules if rule.looks_at_slots)),
        day_starts=mask_of(instance.days),
    )


def _people(instance: Instance) -> tuple[list[int], list[int], list[tuple[int, ...]]]:
    every_slot = (1 << instance.slots) - 1
    owner: list[int] = []
    present: list[int] = []
    seats: list[tuple[int, ...]] = []
    for number, participant in enumerate(instance.participants):
        first = len(owner)
        for seat in range(participant.seats):
            absent = set(participant.absent)
            if participant.seat_absent:
                absent |= participant.seat_absent[seat]
            owner.append(number)
            present.append(every_slot & ~mask_of(frozenset(absent)))
        seats.append(tuple(range(first, len(owner))))
    return owner, present, seats


def _choices(meeting: Meeting, seats: list[tuple[int, ...]]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    side_a, side_b = seats[meeting.a], seats[meeting.b]
    return (
        side_a if meeting.seat_a is None else side_a[meeting.seat_a : meeting.seat_a + 1],
        side_b if meeting.seat_b is None else side_b[meeting.seat_b : meeting.seat_b + 1],
    )


def _split(choices: Sequence[tuple[tuple[int, ...], tuple[int, ...]]], people: int) -> tuple[tuple[int, int], ...]:
    """Each meeting to the representatives with the fewest meetings so far, named ones first."""
    load = [0] * people
    ends: list[tuple[int, int]] = [(0, 0)] * len(choices)
    for number in sorted(range(len(choices)), key=lambda m: (len(choices[m][0]) * len(choices[m][1]) > 1, m)):
        a, b = (min(side, key=lambda person: (load[person], person)) for side in choices[number])
        load[a] += 1
        load[b] += 1
        ends[number] = (a, b)
    return tuple(ends)


def _windows(instance: Instance) -> tuple[int, ...]:
    every_slot = (1 << instance.slots) - 1
    windows = []
    for meeting in instance.meetings:
        window = 0 if meeting.cancelled else every_slot
        if meeting.session is not None:
            first, end = instance.sessions[meeting.session - 1]
            window &= (1 << end) - (1 << first)
        if meeting.fixed is not None:
            window &= 1 << meeting.fixed
        windows.append(window)
    return tuple(windows)


def _pools(instance: Instance) -> tuple[tuple[int, ...], tuple[tuple[int, ...], ...]]:
    """One pool of tables per hall; home tables and tables that a meeting names stand outside the pools they are taken from."""
    homes = {participant.home_table for participant in instance.participants if participant.home_table is not None}
    ends = []
    first = 0
    for hall in instance.halls or ():
        ends.append((first, first + hall.tables))
        first += hall.tables
    if not ends:
        ends = [(0, max(instance.slot_tables, default=0))]
    room = tuple(
        tuple(
            sum(
                1
                for table in range(start, min(end, instance.slot_tables[slot]))
                if table not in homes and (slot, table) not in instance.tables_lost
            )
            for slot in range(instance.slots)
        )
        for start, end in ends
    )
    pool = []
    for meeting in instance.meetings:
        hosted = any(instance.participants[side].home_table is not None for side in (meeting.a, meeting.b))
        pool.append(-1 if hosted else 0)
    return tuple(pool), room
