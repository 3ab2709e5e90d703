"""Tables, halls and pools: where a meeting may be held, and how many meetings a slot has room for."""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from eventmgr.engines.scheduling.instance import Instance, Meeting

NO_DRAW = -1
"""The pool of a meeting at a host's own table that nobody else can want at the same time."""
NO_TABLE = -2
"""What `required_table` says when no table may be used: two demands contradict each other."""


@dataclass(frozen=True)
class Pools:
    """Pools of tables that stand for each other. A meeting draws one table from its pool."""

    pool: tuple[int, ...]
    """meeting → pool, or NO_DRAW."""
    tables: tuple[tuple[tuple[int, ...], ...], ...]
    """pool → slot → table numbers that can be used then, rising."""

    @property
    def room(self) -> tuple[tuple[int, ...], ...]:
        """pool → slot → how many tables there are."""
        return tuple(tuple(len(tables) for tables in slots) for slots in self.tables)


def required_table(instance: Instance, meeting: Meeting, homes: frozenset[int] | None = None) -> int | None:
    """The one table at which a meeting may be held; None: any of its hall; NO_TABLE: none.

    The table that the meeting names, else the home table of `a`, else that of `b`. A meeting that names a table of
    somebody who is not in it, or another than its host's, cannot be held.
    """
    own = [home for side in (meeting.a, meeting.b) if (home := instance.participants[side].home_table) is not None]
    if meeting.table is None:
        return own[0] if own else None
    homes = home_tables(instance) if homes is None else homes
    allowed = meeting.table in own if own else meeting.table not in homes
    return meeting.table if allowed else NO_TABLE


def home_tables(instance: Instance) -> frozenset[int]:
    """Tables that belong to a host."""
    return frozenset(p.home_table for p in instance.participants if p.home_table is not None)


def is_available(instance: Instance, table: int, slot: int) -> bool:
    """Whether a table can be used in a slot."""
    return 0 <= table < instance.slot_tables[slot] and (slot, table) not in instance.tables_lost


def available_slots(instance: Instance, table: int) -> int:
    """Mask of the slots in which a table can be used."""
    return sum(1 << slot for slot in range(instance.slots) if is_available(instance, table, slot))


def hall_of(instance: Instance, table: int) -> int:
    """The hall in which a table stands; the last one also takes tables beyond all halls."""
    end = 0
    for number, hall in enumerate(instance.halls):
        end += hall.tables
        if table < end:
            return number
    return max(0, len(instance.halls) - 1)


def far_apart(instance: Instance) -> bool:
    """Whether it matters in which hall a meeting is held: some way between halls takes time."""
    return len(instance.halls) > 1 and any(empty > 0 for row in instance.travel for empty in row)


def too_near(instance: Instance, hall: int, slot: int, other_hall: int, other_slot: int) -> bool:
    """Whether nobody can be at meetings in both halls at these times, for want of time on the way; a night is long
    enough."""
    if bisect(instance.days, slot) != bisect(instance.days, other_slot):
        return False
    if slot < other_slot:
        return other_slot - slot - 1 < instance.travel[hall][other_hall]
    return slot - other_slot - 1 < instance.travel[other_hall][hall]


def pools_of(instance: Instance, halls: Sequence[int]) -> Pools:
    """The pools of an instance: one for all halls, or one per hall where ways take time; then shared home tables, one
    each.

    `halls`: meeting → hall, as in `halls_of`.
    """
    homes = home_tables(instance)
    required = [required_table(instance, meeting, homes) for meeting in instance.meetings]
    apart = far_apart(instance)
    count = len(instance.halls) if apart else 1
    place = [hall_of(instance, t) if apart else 0 for t in range(max(instance.slot_tables, default=0))]
    tables = [
        _standing_in(instance, [t for t, at in enumerate(place) if at == hall and t not in homes])
        for hall in range(count)
    ]
    own = _shared_homes(instance, required, homes)
    tables += [_standing_in(instance, [home]) for home in own]
    pool = []
    for number, table in enumerate(required):
        if table in homes:
            pool.append(count + own.index(table) if table in own else NO_DRAW)
        else:
            pool.append(halls[number] if apart else 0)
    return Pools(tuple(pool), tuple(tables))


def _standing_in(instance: Instance, tables: list[int]) -> tuple[tuple[int, ...], ...]:
    """slot → which of `tables` can be used; slots alike share one tuple."""
    alike: dict[tuple[int, frozenset[int]], tuple[int, ...]] = {}
    lost: list[set[int]] = [set() for _ in range(instance.slots)]
    for slot, table in instance.tables_lost:
        lost[slot].add(table)
    slots = []
    for slot, end in enumerate(instance.slot_tables):
        key = (end, frozenset(lost[slot]))
        if key not in alike:
            alike[key] = tuple(table for table in tables if table < end and table not in key[1])
        slots.append(alike[key])
    return tuple(slots)


def _shared_homes(instance: Instance, required: list[int | None], homes: frozenset[int]) -> list[int]:
    """Home tables that two meetings of different people could want at once."""
    wanted: dict[int, list[Meeting]] = {}
    for meeting, table in zip(instance.meetings, required, strict=True):
        if table in homes and table is not None:
            wanted.setdefault(table, []).append(meeting)
    return sorted(table for table, meetings in wanted.items() if not _one_person_in_all(instance, meetings))


def _one_person_in_all(instance: Instance, meetings: list[Meeting]) -> bool:
    shared = set.intersection(*({meeting.a, meeting.b} for meeting in meetings))
    return any(instance.participants[participant].seats == 1 for participant in shared)


def halls_of(instance: Instance) -> tuple[int, ...]:
    """meeting → its hall. A meeting without a required table goes where its people are anyway, as far as the tables
    reach.

    Which hall that is, is decided here, before slots are: with ways between halls, this choice may cost a meeting.
    """
    if not far_apart(instance):
        return (0,) * len(instance.meetings)
    homes = home_tables(instance)
    required = [required_table(instance, meeting, homes) for meeting in instance.meetings]
    left = [
        sum(1 for t in range(instance.slot_tables[s]) if t not in homes and hall_of(instance, t) == h)
        for s in range(instance.slots)
        for h in range(len(instance.halls))
    ]
    room = [sum(left[hall :: len(instance.halls)]) for hall in range(len(instance.halls))]
    pull: list[Counter[int]] = [Counter() for _ in instance.participants]
    chosen = [0] * len(required)
    free = []
    for number, table in enumerate(required):
        if table is None:
            free.append(number)
        elif table != NO_TABLE:
            chosen[number] = hall_of(instance, table)
            _count(instance, number, chosen[number], pull)
            room[chosen[number]] -= table not in homes
    for number in _by_pull(instance, free, pull):
        meeting = instance.meetings[number]
        request = pull[meeting.a] + pull[meeting.b]
        chosen[number] = min(range(len(room)), key=lambda hall: (room[hall] <= 0, -request[hall], -room[hall], hall))
        room[chosen[number]] -= 1
        _count(instance, number, chosen[number], pull)
    return tuple(chosen)


def _count(instance: Instance, number: int, hall: int, pull: list[Counter[int]]) -> None:
    for side in (instance.meetings[number].a, instance.meetings[number].b):
        pull[side][hall] += 1


def _by_pull(instance: Instance, free: list[int], pull: list[Counter[int]]) -> list[int]:
    """Free meetings, group of people after group: those of one participant follow each other, the bound ones' first."""
    mine: dict[int, list[int]] = {}
    for number in free:
        for side in (instance.meetings[number].a, instance.meetings[number].b):
            mine.setdefault(side, []).append(number)
    waiting = sorted(mine, key=lambda side: (not pull[side], -len(mine[side]), side))
    order: dict[int, None] = {}
    seen: set[int] = set()
    for first in waiting:
        stack = [first]
        while stack:
            side = stack.pop()
            if side in seen:
                continue
            seen.add(side)
            for number in mine[side]:
                order.setdefault(number)
                meeting = instance.meetings[number]
                stack.append(meeting.b if meeting.a == side else meeting.a)
    return list(order)
