"""Better tables by exchange: a meeting goes to a table that its people use before or after; who sits there goes
elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from eventmgr.engines.scheduling.table_assignment.links import Links
from eventmgr.engines.scheduling.table_pools import Pools
from eventmgr.engines.scheduling.timetable import NOWHERE


class TableSwaps:
    """Moves on one assignment of tables. Meetings at required or kept tables (`bound`) stay."""

    def __init__(
        self, slots: Sequence[int], tables: list[int], links: Links, pools: Pools, bound: Sequence[bool]
    ) -> None:
        self.slots, self.tables, self.pools, self.bound = slots, tables, pools, bound
        self.near = [before + after for before, after in zip(links.before, links.after, strict=True)]
        """meeting → meetings that one of its people has next to it in time."""
        self.at: dict[tuple[int, int], int] = {(slot, tables[m]): m for m, slot in enumerate(slots) if slot != NOWHERE}
        """(slot, table) → meeting."""
        self.usable = [[frozenset(tables) for tables in slots] for slots in pools.tables]

    def gain(self, meeting: int, table: int) -> int:
        """How many links of a meeting are no change if it sits at `table`."""
        tables = self.tables
        return sum(tables[other] == table for other in self.near[meeting])

    def sweep(self) -> int:
        """Tries every meeting once, slot after slot; returns by how much the changes fell."""
        free = [m for m, slot in enumerate(self.slots) if slot != NOWHERE and not self.bound[m]]
        return sum(map(self._better, sorted(free, key=self.slots.__getitem__)))

    def _better(self, meeting: int) -> int:
        tables, slot = self.tables, self.slots[meeting]
        here = tables[meeting]
        around = [tables[other] for other in self.near[meeting]]
        now = around.count(here)
        for table in dict.fromkeys(around):
            more = around.count(table) - now
            if more <= 0 or table not in self.usable[self.pools.pool[meeting]][slot]:
                continue
            other = self.at.get((slot, table))
            if other is None:
                self._move(meeting, table)
                return more
            if self.bound[other]:
                continue
            away, lost = self._elsewhere(other, here)
            if more > lost:
                del self.at[slot, here], self.at[slot, table]
                tables[meeting], tables[other] = table, away
                self.at[slot, table], self.at[slot, away] = meeting, other
                return more - lost
        return 0

    def _elsewhere(self, meeting: int, offered: int) -> tuple[int, int]:
        """The best table for a meeting that must leave its own, `offered` or a free one; and what that loses."""
        tables, slot = self.tables, self.slots[meeting]
        now = self.gain(meeting, tables[meeting])
        usable = self.usable[self.pools.pool[meeting]][slot]
        best, most = offered, self.gain(meeting, offered)
        for table in sorted({tables[other] for other in self.near[meeting]}):
            if table in usable and (slot, table) not in self.at and self.gain(meeting, table) > most:
                best, most = table, self.gain(meeting, table)
        return best, now - most

    def _move(self, meeting: int, table: int) -> None:
        slot = self.slots[meeting]
        del self.at[slot, self.tables[meeting]]
        self.tables[meeting] = table
        self.at[slot, table] = meeting
