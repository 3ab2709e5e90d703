"""The first assignment, slot after slot: as many people as can be stay at the table where they last were."""

from __future__ import annotations

from collections.abc import Sequence

from eventmgr.engines.scheduling.table_assignment.links import Links
from eventmgr.engines.scheduling.table_pools import NO_DRAW, Pools
from eventmgr.engines.scheduling.timetable import NOWHERE


def assign_slot(
    meetings: Sequence[int], usable: Sequence[int], tables: list[int], links: Links, later: Sequence[int]
) -> None:
    """Gives the `usable` tables of one pool to `meetings` of one slot; those of earlier slots are seated already.

    Most people who can stay do stay: a table that only one meeting wants goes to it, then a meeting that wants only one
    table gets it, until what is left are circles. `later[x]` says how many people will want to come back to table x.
    """
    left = set(usable)
    wants: dict[int, list[int]] = {}
    wanted: dict[int, set[int]] = {}
    for meeting in meetings:
        before = [tables[earlier] for earlier in links.before[meeting]]
        if len(before) == 2 and before[0] == before[1] and before[0] in left:
            tables[meeting] = before[0]
            left.discard(before[0])
        else:
            wants[meeting] = before
    for meeting, before in wants.items():
        wants[meeting] = [table for table in before if table in left]
        for table in wants[meeting]:
            wanted.setdefault(table, set()).add(meeting)
    _peel(wants, wanted, tables, left)
    rest = [meeting for meeting in meetings if tables[meeting] == NOWHERE]
    for meeting, table in zip(rest, sorted(left, key=lambda x: (later[x], x)), strict=False):
        tables[meeting] = table


def _peel(wants: dict[int, list[int]], wanted: dict[int, set[int]], tables: list[int], left: set[int]) -> None:
    """A largest matching of meetings to the tables they want; exact, since each meeting wants at most two (Karp and
    Sipser)."""
    lonely = [table for table, meetings in wanted.items() if len(meetings) == 1]
    single = [meeting for meeting, want in wants.items() if len(want) == 1]
    waiting = list(wants)
    while True:
        if lonely:
            table = lonely.pop()
            if table not in left or not wanted[table]:
                continue
            meeting = min(wanted[table])
        elif single:
            meeting = single.pop()
            if tables[meeting] != NOWHERE or not wants[meeting]:
                continue
            table = wants[meeting][0]
        elif waiting:
            meeting = waiting.pop()
            if tables[meeting] != NOWHERE or not wants[meeting]:
                continue
            table = wants[meeting][0]
        else:
            return
        tables[meeting] = table
        left.discard(table)
        for other in wants[meeting]:
            wanted[other].discard(meeting)
            if len(wanted[other]) == 1:
                lonely.append(other)
        for rival in wanted.pop(table, set()):
            wants[rival].remove(table)
            if len(wants[rival]) == 1:
                single.append(rival)


def initial_assignment(
    slots: Sequence[int], links: Links, pools: Pools, required: Sequence[int | None], keep: Sequence[int | None] | None
) -> list[int]:
    """meeting → table, NOWHERE for meetings without a slot. `keep`: tables to hold on to where they can still be
    used."""
    tables = [NOWHERE] * len(slots)
    held: list[list[int]] = [[] for _ in pools.tables[0]] if pools.tables else []
    for meeting, slot in enumerate(slots):
        if slot != NOWHERE:
            held[slot].append(meeting)
    later = [0] * (1 + max((row[-1] for slots in pools.tables for row in slots if row), default=0))
    for slot, meetings in enumerate(held):
        taken = _assign_bound(meetings, slot, tables, pools, required, keep)
        for meeting in meetings:
            for earlier in links.before[meeting]:
                if tables[earlier] < len(later):
                    later[tables[earlier]] -= 1
        for pool, usable in enumerate(pools.tables):
            open_ones = [m for m in meetings if pools.pool[m] == pool and tables[m] == NOWHERE]
            if open_ones:
                assign_slot(open_ones, [table for table in usable[slot] if table not in taken], tables, links, later)
        for meeting in meetings:
            if tables[meeting] < len(later):
                later[tables[meeting]] += len(links.after[meeting])
    return tables


def _assign_bound(
    meetings: list[int],
    slot: int,
    tables: list[int],
    pools: Pools,
    required: Sequence[int | None],
    keep: Sequence[int | None] | None,
) -> set[int]:
    """Seats the meetings of a slot that must be, or should stay, at one table; returns the tables taken."""
    taken = set()
    for meeting in meetings:
        table = required[meeting]
        if table is not None:
            tables[meeting] = table
            taken.add(table)
    if keep is None:
        return taken
    usable = [frozenset(rows[slot]) for rows in pools.tables]
    for meeting in meetings:
        table = keep[meeting]
        if table is None or tables[meeting] != NOWHERE or table in taken or pools.pool[meeting] == NO_DRAW:
            continue
        if table in usable[pools.pool[meeting]]:
            tables[meeting] = table
            taken.add(table)
    return taken
