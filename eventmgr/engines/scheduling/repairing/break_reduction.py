"""Fewer breaks by short Kempe chains: those that cost no move; and where further moves are allowed, those that gain the
most for each."""

from __future__ import annotations

from collections.abc import Sequence

from eventmgr.engines.scheduling.breaks import Gaps
from eventmgr.engines.scheduling.cancellation import is_over
from eventmgr.engines.scheduling.placement.kempe_chains import KempeChains
from eventmgr.engines.scheduling.problem import bits
from eventmgr.engines.scheduling.repairing.residual_schedule import ResidualSchedule
from eventmgr.engines.scheduling.timetable import NOWHERE

WORTH = (3.0, 2.0, 1.0, 0.5, 0.33)
"""Breaks gained for each move, in the order in which they are taken."""
FREE, GOOD = 0.0, 1.0
LONGEST = 8
"""Meetings of a chain at most."""


class BreakReduction:
    """Work on one repaired timetable. Meetings whose slot a rule looks at stay where they are."""

    def __init__(self, start: ResidualSchedule, movable: bytearray, deadline: float | None = None) -> None:
        self.start = start
        self.timetable = start.timetable
        self.deadline = deadline
        self.gaps = Gaps(start.problem)
        self.breaks = sum(map(self.gaps.breaks, self.timetable.busy))
        """Of all people, as things are."""
        self.enough = 0
        self.chains = KempeChains(start.timetable)
        for meeting, free in enumerate(movable):
            if not free:
                self.chains.movable[meeting] = 0

    def for_nothing(self) -> None:
        """Chains of which no meeting that could stay leaves home for another one: only breaks become fewer."""
        slot, home = self.timetable.slot, self.start.home
        away = [m for m, at in enumerate(slot) if at not in (NOWHERE, home[m])]
        people = sorted({person for m in away for person in self.timetable.ends[m]})
        self._sweep(people, FREE, 0)

    def run(self, most: int) -> int:
        """Moves at most so many meetings from home; returns how many more are away from home than before."""
        left = most
        for worth in WORTH:
            left = self._sweep(range(len(self.timetable.busy)), worth, left)
        return most - left

    def make_good(self, most: int, enough: int) -> int:
        """The same, but only for whoever has more breaks than before the changes, by moves that take out a break each.

        It ends at `enough` breaks of all people.
        """
        self.enough = enough
        left = self._sweep(self._hurt(), GOOD, most)
        self.enough = 0
        return most - left

    def _hurt(self) -> list[int]:
        was = [0] * len(self.timetable.busy)
        for meeting, slot in enumerate(self.start.home):
            if slot != NOWHERE:
                for person in self.timetable.ends[meeting]:
                    was[person] |= 1 << slot
        return [
            person
            for person, busy in enumerate(self.timetable.busy)
            if self.gaps.breaks(busy) > self.gaps.breaks(was[person])
        ]

    def _sweep(self, people: Sequence[int], worth: float, left: int) -> int:
        """Helps these people as often as that is worth it; returns the moves left."""
        progress = True
        while progress:
            progress = False
            for person in people:
                if self._late() or self.breaks <= self.enough:
                    return left
                if self.gaps.breaks(self.timetable.busy[person]):
                    moved = self._help(person, worth, left)
                    progress |= moved is not None
                    left -= moved or 0
        return left

    def _help(self, person: int, worth: float, most: int) -> int | None:
        """Swaps the first chain that takes a break from this person and is worth it; returns the moves, None if there
        is none."""
        busy, breaks = self.timetable.busy[person], self.gaps.breaks
        before = breaks(busy)
        free = bits(self.start.problem.present[person] & ~busy & -(1 << self.start.problem.instance.now))
        for s in bits(busy):
            if not self.chains.movable[self.timetable.at[person][s]]:
                continue
            for t in free:
                gain = before - breaks(busy ^ (1 << s | 1 << t))
                path = self.chains.path(person, s, t) if gain > 0 else None
                if path is None or len(path) > LONGEST:
                    continue
                gain -= self._torn(path, person, s, t)
                cost = self._moves(path, s, t)
                if gain > 0 and cost <= most and gain >= worth * cost and self._swapped(path, s, t):
                    self.breaks -= gain
                    return cost
        return None

    def _torn(self, path: list[int], person: int, s: int, t: int) -> int:
        """By how much the breaks of whoever stands at the far end grow."""
        for meeting in path:
            a, b = self.timetable.ends[meeting]
            person = b if a == person else a
        busy = self.timetable.busy[person]
        return self.gaps.breaks(busy ^ (1 << s | 1 << t)) - self.gaps.breaks(busy)

    def _moves(self, path: list[int], s: int, t: int) -> int:
        """By how much the number of meetings away from home grows."""
        slot, home, stays = self.timetable.slot, self.start.home, self.start.stays
        return sum((s + t - slot[m] != home[m]) - (slot[m] != home[m]) for m in path if stays[m])

    def _swapped(self, path: list[int], s: int, t: int) -> bool:
        """Swaps the two slots along a path, if tables suffice."""
        self.chains.swap(path, s, t)
        timetable, room = self.timetable, self.start.problem.room
        pools = {self.start.problem.pool[m] for m in path} - {NOWHERE}
        if all(timetable.load[pool][slot] <= room[pool][slot] for pool in pools for slot in (s, t)):
            return True
        self.chains.swap(path, s, t)
        return False

    def _late(self) -> bool:
        return is_over(self.deadline)
