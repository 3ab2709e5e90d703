"""Which meetings follow each other for one person: a table change is a link whose two meetings have different tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eventmgr.scheduling.table_pools import Pools
from eventmgr.scheduling.timetable import NOWHERE

Link = tuple[int, int]
"""A meeting, and the next one of one of its two people."""


@dataclass(frozen=True)
class Links:
    """The links of one timetable. Two meetings of the same two people one after the other have two links."""

    before: tuple[tuple[int, ...], ...]
    """meeting → the meetings that its two people have before it (at most two)."""
    after: tuple[tuple[int, ...], ...]

    def changes(self, tables: Sequence[int]) -> int:
        """How often somebody's next meeting is at another table."""
        return sum(tables[m] != tables[earlier] for m, before in enumerate(self.before) for earlier in before)


def links_of(slots: Sequence[int], ends: Sequence[tuple[int, int]]) -> Links:
    """The links of meetings with `slots` (NOWHERE: not placed) and people `ends`."""
    before: list[tuple[int, ...]] = [()] * len(slots)
    after: list[tuple[int, ...]] = [()] * len(slots)
    held: list[list[int]] = [[] for _ in range(max(slots, default=NOWHERE) + 1)]
    for meeting, slot in enumerate(slots):
        if slot != NOWHERE:
            held[slot].append(meeting)
    last: dict[int, int] = {}
    for meetings in held:
        for meeting in meetings:
            for person in ends[meeting]:
                earlier = last.get(person)
                if earlier is not None:
                    before[meeting] += (earlier,)
                    after[earlier] += (meeting,)
                last[person] = meeting
    return Links(tuple(before), tuple(after))


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
