"""How few table changes a timetable can have: what docs/inside/scheduling.md measures the assignment of tables against."""

from __future__ import annotations

from collections.abc import Sequence

from eventmgr.engines.scheduling.problem import Problem
from eventmgr.engines.scheduling.table_assignment import links_of, required_tables
from eventmgr.engines.scheduling.table_assignment.links import Links
from eventmgr.engines.scheduling.table_pools import Pools, pools_of

Link = tuple[int, int]
"""A meeting, and the next one of one of its two people."""


def table_change_bound(problem: Problem, slots: Sequence[int], ends: Sequence[tuple[int, int]]) -> int:
    """A proved lower bound on the table changes of a timetable, whatever the assignment."""
    pools = pools_of(problem.instance, problem.halls)
    return fewest_changes(slots, links_of(slots, ends), pools, required_tables(problem))


def fewest_changes(slots: Sequence[int], links: Links, pools: Pools, required: Sequence[int | None]) -> int:
    """A proved lower bound on the table changes of any assignment for this timetable.

    Two meetings of one slot stand at different tables. So where the two people of a meeting come from two meetings of the same
    slot, one of them changes, and likewise where they part for two meetings of the same slot. A link is in at most one such
    pair at each of its two ends: the pairs form paths and circles of links, and the fewest links that touch every pair are
    counted exactly. Links between required tables, or pools, that differ are changes anyway.
    """
    changes = 0
    free: set[Link] = set()
    for meeting, before in enumerate(links.before):
        for earlier in set(before):
            if _apart(meeting, earlier, pools, required):
                changes += before.count(earlier)
            elif before.count(earlier) == 1:
                free.add((earlier, meeting))
    partners: dict[Link, list[Link]] = {link: [] for link in free}
    for meeting in range(len(slots)):
        into = [(earlier, meeting) for earlier in links.before[meeting]]
        out = [(meeting, later) for later in links.after[meeting]]
        for pair, ends in ((into, [first for first, _ in into]), (out, [last for _, last in out])):
            if len(pair) == 2 and slots[ends[0]] == slots[ends[1]] and pair[0] in free and pair[1] in free:
                partners[pair[0]].append(pair[1])
                partners[pair[1]].append(pair[0])
    return changes + _cover(partners)


def _apart(one: int, other: int, pools: Pools, required: Sequence[int | None]) -> bool:
    """Whether two meetings can never be at the same table."""
    if required[one] is not None or required[other] is not None:
        return None not in (required[one], required[other]) and required[one] != required[other]
    return pools.pool[one] != pools.pool[other]


def _cover(partners: dict[Link, list[Link]]) -> int:
    """The fewest vertices that touch every edge of a graph of paths and circles: half of the edges of each, rounded up."""
    seen: set[Link] = set()
    cover = 0
    for first in sorted(partners):
        if first in seen:
            continue
        seen.add(first)
        stack, degrees = [first], 0
        while stack:
            link = stack.pop()
            degrees += len(partners[link])
            for other in partners[link]:
                if other not in seen:
                    seen.add(other)
                    stack.append(other)
        cover += (degrees // 2 + 1) // 2
    return cover
