"""Tables, last of all: everybody changes tables as seldom as can be found.

`initial` seats slot after slot, `swaps` exchanges tables within a slot, `links` counts changes. Slots, people and rooms
are given and stay.
"""

from __future__ import annotations

from collections.abc import Sequence

from eventmgr.engines.scheduling.problem import Problem
from eventmgr.engines.scheduling.table_assignment.initial import initial_assignment
from eventmgr.engines.scheduling.table_assignment.links import links_of
from eventmgr.engines.scheduling.table_assignment.swaps import TableSwaps
from eventmgr.engines.scheduling.table_pools import NO_DRAW, home_tables, pools_of, required_table

SWEEPS = 6

__all__ = ["assign_tables", "links_of"]


def assign_tables(
    problem: Problem,
    slots: Sequence[int],
    ends: Sequence[tuple[int, int]],
    *,
    keep: Sequence[int | None] | None = None,
) -> list[int]:
    """meeting → table number, NOWHERE (-1) for a meeting without a slot. The same arguments give the same tables.

    Args:
        slots: meeting → slot or NOWHERE, as in `Timetable.slot`; every pool has room for what is in a slot.
        ends: meeting → its two people, as in `Timetable.ends`.
        keep: meeting → the table that it had, to hold on to where that is still possible (a repair); None: any.
    """
    required = required_tables(problem)
    pools = pools_of(problem.instance, problem.halls)
    links = links_of(slots, ends)
    tables = initial_assignment(slots, links, pools, required, keep)
    bound = [
        table is not None
        or pools.pool[m] == NO_DRAW
        or (keep is not None and keep[m] is not None and keep[m] == tables[m])
        for m, table in enumerate(required)
    ]
    exchanges = TableSwaps(slots, tables, links, pools, bound)
    for _ in range(SWEEPS):
        if not exchanges.sweep():
            break
    return tables


def required_tables(problem: Problem) -> list[int | None]:
    """meeting → the table that it must have, by its own wish or its host's; None: any."""
    instance = problem.instance
    homes = home_tables(instance)
    return [
        None if meeting.table is None and not homes else required_table(instance, meeting, homes)
        for meeting in instance.meetings
    ]
