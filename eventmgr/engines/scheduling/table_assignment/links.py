"""Which meetings follow each other for one person: a table change is a link whose two meetings have different
tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eventmgr.engines.scheduling.timetable import NOWHERE


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
