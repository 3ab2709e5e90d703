"""Trading, for events that want more than can be held: an unscheduled meeting takes the place of others, now and then
at a loss.

Simulated annealing over what is held: an unscheduled meeting goes into a slot picked by lot, and those in its way
leave. A trade that gains weight is taken, one that loses weight with a chance that falls as the search goes on. Whoever
left goes where a slot happens to be free. The best timetable seen is kept.
"""

from __future__ import annotations

import math

from eventmgr.engines.scheduling.cancellation import is_over
from eventmgr.engines.scheduling.placement.greedy import pairs, place_free
from eventmgr.engines.scheduling.placement.guided_ejection import OWED, GuidedEjection
from eventmgr.engines.scheduling.problem import bits

HOT, COLD = 0.8, 0.1
"""Weights that are given up with a chance of 1 in e, in the beginning and in the end; in multiples of the lightest
meeting's."""
CHAIN_EVERY = 8
"""Every so many trades, chains are tried for an unscheduled meeting."""


class SwapAnnealing(GuidedEjection):
    """The search on one timetable."""

    def run(self, budget: int, goal: tuple[int, int], deadline: float | None) -> None:
        unit = min((self.timetable.problem.weight[m] for m in self.waiting), default=1)
        cooling = (COLD / HOT) ** (1 / max(1, budget))
        heat = HOT * unit
        self.far = 1 << 60
        while self.waiting and self.move < budget and self.best > goal:
            if self.move % 64 == 0 and is_over(deadline):
                break
            self.move += 1
            heat *= cooling
            self._trade(heat)
            if (self.tally.deficit, self.unscheduled_weight) < self.best:
                self._keep()
        if (self.tally.deficit, self.unscheduled_weight) != self.best:
            self._return()

    def _trade(self, heat: float) -> None:
        timetable, problem = self.timetable, self.timetable.problem
        place = self.random.randrange(len(self.waiting))
        meeting = self.waiting[place]
        if self.move % CHAIN_EVERY == 0 and self.chains.insert(meeting):
            self._leave_queue(place)
            self._came_in(meeting)
            return
        sides = pairs(problem, meeting)
        ends = sides[self.random.randrange(len(sides))]
        self.chains.set_people(meeting, ends)
        slots = bits(problem.allowed(meeting, ends))
        if not slots:
            return
        slot = slots[self.random.randrange(len(slots))]
        out = self._in_the_way(meeting, ends, slot)
        if not out and not timetable.free(meeting) >> slot & 1:
            return
        loss = sum(self._cost(other) for other in out) - self._worth(meeting)
        if loss > 0 and self.random.random() >= math.exp(-loss / heat):
            return
        left = {other: timetable.slot[other] for other in out}
        self._drive_out(out)
        if not timetable.free(meeting) >> slot & 1:
            self._put_back(left)
            return
        timetable.place(meeting, slot)
        self._leave_queue(place)
        self._came_in(meeting)
        for other in out:
            if place_free(timetable, other):
                self.chains.set_people(other, timetable.ends[other])
                self._came_in(other)
            else:
                self.waiting.append(other)

    def _worth(self, meeting: int) -> int:
        owed = self.tally.gain(meeting) * OWED if self.tally.soft_constraints.touched[meeting] else 0
        return self.timetable.problem.weight[meeting] + owed

    def _put_back(self, left: dict[int, int]) -> None:
        for meeting, slot in left.items():
            self.timetable.place(meeting, slot)
            self._came_in(meeting)

    def _leave_queue(self, place: int) -> None:
        self.waiting[place] = self.waiting[-1]
        self.waiting.pop()

    def _came_in(self, meeting: int) -> None:
        self.tally.place(meeting)
        self.unscheduled_weight -= self.timetable.problem.weight[meeting]
