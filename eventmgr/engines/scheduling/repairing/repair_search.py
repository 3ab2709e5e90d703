"""From the residual schedule to a repaired timetable: first weight, then few moves, by free slots, ejection chains and
Kempe chains."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from eventmgr.engines.scheduling.assistant_assignment import restore, snapshot, without_help
from eventmgr.engines.scheduling.cancellation import is_over
from eventmgr.engines.scheduling.ejection_chains import LOST, EjectionChains
from eventmgr.engines.scheduling.placement.greedy import Ends, pairs
from eventmgr.engines.scheduling.placement.soft_constraints import SoftConstraints
from eventmgr.engines.scheduling.problem import Problem
from eventmgr.engines.scheduling.repairing.kempe_insertion import KempeInsertion
from eventmgr.engines.scheduling.repairing.residual_schedule import ResidualSchedule
from eventmgr.engines.scheduling.timetable import NOWHERE, Timetable

ROUNDS = ((0, 1), (0, 3), (1, 2), (1, 3), (2, 3))
"""(moves, placements) of each round of insertion: what is cheapest for all comes before what is dearer for anybody."""
NODES = 400
"""Steps of one search; a fixed number, so that the result does not depend on the machine."""
LONGEST = 40
"""Moves of a Kempe chain at most."""


class RepairSearch:
    """The work on one residual schedule. `timetable` is that of the residual schedule, changed in place."""

    def __init__(self, start: ResidualSchedule, deadline: float | None = None) -> None:
        problem = start.problem
        self.start = start
        self.timetable = start.timetable
        self.deadline = deadline
        self.cut = False
        """Whether the deadline, or somebody, ended the work."""
        self.movable = movable_meetings(start)
        self.tally = SoftConstraints(problem.instance).tally()
        for meeting, slot in enumerate(self.timetable.slot):
            if slot != NOWHERE:
                self.tally.place(meeting)
        self.ejection_chains = EjectionChains(self.timetable, start.home, start.stays, self.movable, self.tally)

    def run(self, tell: Callable[[int], None] | None = None) -> None:
        """Everything; `tell` is given the number of meetings still missing after each round."""
        self._exchange(self._insert_all(self.start.wanted, tell))
        self.fewer_moves()

    def _insert_all(self, unscheduled: Sequence[int], tell: Callable[[int], None] | None = None) -> list[int]:
        """Places what can be placed by moving others, the cheapest first; returns the rest."""
        left = list(unscheduled)
        for moves, steps in ROUNDS:
            left = self._round(left, partial(self._insert, moves, steps))
            if tell:
                tell(len(left))
        kempe = KempeInsertion(self.timetable, self.start.home, self.start.stays, self.movable)
        return self._round(left, partial(self._chain, kempe))

    def adopt(self, slots: dict[int, int], gone: Iterable[int]) -> bool:
        """Puts meetings into the given slots, and those that are `gone` from home anywhere; False, and nothing done, if
        that is not better.

        Everything else goes home, or has no place if it has none there. Who finds no place goes home as well, and
        whoever took that place looks for another one.
        """
        start, timetable = self.start, self.timetable
        before, assignment_before, helpers = (
            self._worth(),
            (list(timetable.slot), list(timetable.ends)),
            snapshot(timetable),
        )
        target = [slots.get(m, at) for m, at in enumerate(start.start_slot)]
        leaving = set(gone) - slots.keys()
        moving = [m for m, at in enumerate(timetable.slot) if at != target[m] or m in leaving]
        for meeting in moving:
            self._take(meeting)
        open_ones = [m for m in moving if m in leaving or not self._seat(m, target[m])]
        unscheduled = [m for m in start.wanted if timetable.slot[m] == NOWHERE]
        others = sorted(set(open_ones) - set(unscheduled))
        for moves, steps in ((1, 1), (1, 3), (2, 2), (3, 3)):
            others = self._round(others, partial(self._insert, moves, steps))
        if all(self._reclaim(meeting) for meeting in others):
            unscheduled = [m for m in start.wanted if timetable.slot[m] == NOWHERE]
            self._insert_all(unscheduled)
            self.fewer_moves()
            if self._worth() < before and not without_help(timetable):
                return True
        self._restore(*assignment_before)
        restore(timetable, helpers)
        return False

    def _reclaim(self, meeting: int) -> bool:
        """Seats a meeting at home, where those who had no place before make way for it."""
        timetable, slot = self.timetable, self.start.home[meeting]
        there = {timetable.at[person][slot] for person in timetable.ends[meeting]} - {NOWHERE}
        if any(self.start.start_slot[m] != NOWHERE for m in there):
            return False
        for other in there:
            self._take(other)
        return self._seat(meeting, slot)

    def _worth(self) -> tuple[int, int, int]:
        return self.tally.deficit, self.start.lost, self.start.moves

    def _take(self, meeting: int) -> None:
        if self.timetable.slot[meeting] != NOWHERE:
            self.timetable.remove(meeting)
            self.tally.remove(meeting)

    def _seat(self, meeting: int, slot: int) -> bool:
        """Places an unscheduled meeting in that very slot with any representatives; False if it does not fit (NOWHERE:
        never)."""
        timetable = self.timetable
        ends_before = timetable.ends[meeting]
        for ends in pairs(timetable.problem, meeting) if slot != NOWHERE else ():
            timetable.ends[meeting] = ends
            if timetable.free(meeting) >> slot & 1:
                timetable.place(meeting, slot)
                self.tally.place(meeting)
                return True
        timetable.ends[meeting] = ends_before
        return False

    def _restore(self, slots: list[int], ends: list[Ends]) -> None:
        changed = [m for m, at in enumerate(self.timetable.slot) if (at, self.timetable.ends[m]) != (slots[m], ends[m])]
        for meeting in changed:
            self._take(meeting)
        for meeting in changed:
            self.timetable.ends[meeting] = ends[meeting]
            if slots[meeting] != NOWHERE:
                self.timetable.place(meeting, slots[meeting])
                self.tally.place(meeting)

    def fill(self) -> None:
        """Places whatever fits as things are, so that nothing is missing without a reason."""
        found = True
        while found:
            unscheduled = [m for m in self.timetable.unscheduled() if not self.start.instance.meetings[m].cancelled]
            found = len(self._round(unscheduled, partial(self._insert, LOST - 1, 1), hurry=False)) < len(unscheduled)

    def fewer_moves(self) -> None:
        """Tries to bring every moved meeting back, while what stands there now goes elsewhere for nothing."""
        slot, home = self.timetable.slot, self.start.home
        improved = True
        while improved and not self._late():
            improved = False
            for meeting, counts in enumerate(self.start.stays):
                if (
                    counts
                    and slot[meeting] not in (NOWHERE, home[meeting])
                    and self.ejection_chains.back(meeting, NODES)
                ):
                    improved = True

    def _round(self, unscheduled: list[int], insert: Callable[[int], bool], *, hurry: bool = True) -> list[int]:
        """One attempt for each meeting, guaranteed ones first, then heavy ones, then those with the fewest slots.

        `hurry`: none any more after the deadline.
        """
        left = []
        for meeting in sorted(unscheduled, key=self._order):
            if not self._hopeless(meeting) and not (self._late() and hurry) and insert(meeting):
                self.tally.place(meeting)
            else:
                left.append(meeting)
        return left

    def _order(self, meeting: int) -> tuple[int, int, int, int]:
        problem = self.timetable.problem
        choice = problem.allowed(meeting, self.timetable.ends[meeting]).bit_count()
        gain = self.tally.gain(meeting) if self.tally.deficit else 0
        return -gain, -problem.weight[meeting], choice, meeting

    def _hopeless(self, meeting: int) -> bool:
        """One of the two has a meeting in every slot to come, or they have no slot in common."""
        return hopeless(self.timetable.problem, self.timetable, meeting)

    def _insert(self, moves: int, steps: int, meeting: int) -> bool:
        return self.ejection_chains.insert(meeting, moves, steps, NODES)

    def _chain(self, kempe: KempeInsertion, meeting: int) -> bool:
        kempe.chains.set_people(meeting, self.timetable.ends[meeting])
        return kempe.insert(meeting, LONGEST)

    def _exchange(self, unscheduled: list[int]) -> None:
        """A heavier meeting takes the place of lighter ones, but never of one that could stay where it was."""
        weight = self.timetable.problem.weight
        if not unscheduled or min(weight) == max(weight):
            return
        for meeting in sorted(unscheduled, key=self._order):
            limit = weight[meeting] * LOST - 1
            if not self._late() and self.ejection_chains.insert(meeting, limit, 3, NODES, drop=self._was_broken):
                self.tally.place(meeting)
                for gone in self.ejection_chains.dropped:
                    self.tally.remove(gone)

    def _was_broken(self, meeting: int) -> bool:
        return not self.start.stays[meeting]

    def _late(self) -> bool:
        if is_over(self.deadline):
            self.cut = True
        return self.cut


def movable_meetings(start: ResidualSchedule) -> bytearray:
    """meeting → 1 if a repair may move it: not past, not locked, not fixed to one slot."""
    meetings = start.instance.meetings
    return bytearray(
        1 if m not in start.held and meeting.fixed is None and not meeting.cancelled else 0
        for m, meeting in enumerate(meetings)
    )


def hopeless(problem: Problem, timetable: Timetable, meeting: int) -> bool:
    """Whether no moving of placed meetings can make room: no slot in common, or all slots of a named person taken."""
    options = pairs(problem, meeting)
    if not any(problem.allowed(meeting, ends) for ends in options):
        return True
    future = -1 << problem.instance.now
    return len(options) == 1 and any(not problem.present[p] & future & ~timetable.busy[p] for p in options[0])
