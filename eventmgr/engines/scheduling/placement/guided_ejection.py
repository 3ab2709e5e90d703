"""Guided ejection search: an unscheduled meeting takes a slot and drives out what stands there, which must find a new
place in turn.

A meeting that nothing else helps goes into the slot whose meetings cost least; cost is weight times a count of how
often the meeting itself was hard to place (guided ejection, after Nagata and Bräysy 2009), plus a great deal for every
guaranteed meeting lost. What has just come in may not be driven out for some moves. The best timetable seen is kept.
"""

from __future__ import annotations

import random

from eventmgr.engines.scheduling.cancellation import is_over
from eventmgr.engines.scheduling.placement.greedy import Ends, pairs
from eventmgr.engines.scheduling.placement.kempe_chains import KempeChains
from eventmgr.engines.scheduling.placement.soft_constraints import Tally
from eventmgr.engines.scheduling.problem import bits
from eventmgr.engines.scheduling.timetable import NOWHERE, Timetable

OWED = 1_000_000_000
"""What one guaranteed meeting counts in weight."""
TENURE = 8
"""For about so many moves, a meeting that came in is not driven out."""
TRIED = 20
"""So many meetings of a slot are looked at when one of them must give up its table."""
DRIFT = 12
"""So many of the heaviest meetings' weights below the best: back to the best."""


class GuidedEjection:
    """The search on one timetable, whose `tally` counts what is placed in it, and which lacks `unscheduled_weight`
    weight."""

    def __init__(
        self, timetable: Timetable, chains: KempeChains, tally: Tally, unscheduled_weight: int, seed: int
    ) -> None:
        problem = timetable.problem
        self.timetable, self.chains, self.tally = timetable, chains, tally
        self.random = random.Random(seed)
        self.penalty = [1] * len(problem.ends)
        self.until = [0] * len(problem.ends)
        self.move = 0
        self.waiting = [
            m for m in timetable.unscheduled() if any(problem.allowed(m, ends) for ends in pairs(problem, m))
        ]
        self.unscheduled_weight = unscheduled_weight
        """Weight without a slot, that of hopeless meetings included."""
        self.best = (tally.deficit, self.unscheduled_weight)
        self.best_so_far: tuple[list[int], list[Ends]] = (list(timetable.slot), list(timetable.ends))
        self.far = DRIFT * max((problem.weight[m] for m in self.waiting), default=0)

    def run(self, budget: int, goal: tuple[int, int], deadline: float | None) -> None:
        """At most `budget` moves, until (deficit, weight missing) is `goal` or better; then the best timetable is put
        back."""
        while self.waiting and self.move < budget and self.best > goal:
            if is_over(deadline):
                break
            self.move += 1
            self._step()
            if (self.tally.deficit, self.unscheduled_weight) < self.best:
                self._keep()
            elif self.unscheduled_weight > self.best[1] + self.far or self.tally.deficit > self.best[0] + 2:
                self._return()
        if (self.tally.deficit, self.unscheduled_weight) != self.best:
            self._return()

    def _step(self) -> None:
        meeting = self._next()
        if self.chains.insert(meeting):
            self._came_in(meeting)
            return
        self.penalty[meeting] += 1
        option = self._cheapest(meeting)
        if option is None:
            self.waiting.insert(self.random.randrange(len(self.waiting) + 1), meeting)
            return
        ends, slot, out = option
        self._drive_out(out)
        self.chains.set_people(meeting, ends)
        if self.timetable.free(meeting) >> slot & 1:
            self.timetable.place(meeting, slot)
            self._came_in(meeting)
            self.waiting.extend(out)
        else:
            self.waiting.append(meeting)
            self.waiting.extend(sorted(out, key=self._rank))

    def _next(self) -> int:
        """The meeting driven out last; now and then any other."""
        if self.random.random() < 0.15:
            return self.waiting.pop(self.random.randrange(len(self.waiting)))
        return self.waiting.pop()

    def _rank(self, meeting: int) -> int:
        """Later meetings of a chain of `after` lie deeper in the stack."""
        return -len(self.timetable.problem.instance.meetings[meeting].after)

    def _came_in(self, meeting: int) -> None:
        self.tally.place(meeting)
        self.unscheduled_weight -= self.timetable.problem.weight[meeting]
        self.until[meeting] = self.move + TENURE + self.random.randrange(TENURE)

    def _drive_out(self, out: list[int]) -> None:
        for meeting in out:
            self.timetable.remove(meeting)
            self.tally.remove(meeting)
            self.unscheduled_weight += self.timetable.problem.weight[meeting]

    def _cheapest(self, meeting: int) -> tuple[Ends, int, list[int]] | None:
        """The (people, slot, meetings to drive out) of least cost; equal ones by lot."""
        problem = self.timetable.problem
        options = []
        for ends in pairs(problem, meeting):
            self.chains.set_people(meeting, ends)
            for slot in bits(problem.allowed(meeting, ends)):
                out = self._in_the_way(meeting, ends, slot)
                if out:
                    cost = sum(self._cost(other) for other in out)
                    if cost < float("inf"):
                        options.append((cost, self.random.random(), ends, slot, out))
        if not options:
            return None
        _, _, ends, slot, out = min(options)
        return ends, slot, out

    def _in_the_way(self, meeting: int, ends: Ends, slot: int) -> list[int]:
        """Meetings that must leave so that `meeting` can have `slot`; empty if that is not to be had."""
        timetable = self.timetable
        problem = timetable.problem
        out = {timetable.at[person][slot] for person in ends} - {NOWHERE}
        pool = problem.pool[meeting]
        if pool >= 0 and timetable.full[pool] >> slot & 1 and not any(problem.pool[other] == pool for other in out):
            if problem.room[pool][slot] <= 0:
                return []
            held = [other for other in timetable.inside[pool][slot] if other not in out]
            tried = held if len(held) <= TRIED else self.random.sample(held, TRIED)
            out.add(min(tried, key=lambda other: (self._cost(other), other)))
        if timetable.constraint_states:
            self._add_ruled(meeting, slot, out)
        return sorted(out)

    def _add_ruled(self, meeting: int, slot: int, out: set[int]) -> None:
        """Adds those whom a rule keeps `meeting` out for, and those who cannot stay without them."""
        for constraint_state in self.timetable.constraint_states:
            if not constraint_state.allows(meeting, slot):
                groups = constraint_state.blockers(meeting, slot)
                if not groups:
                    out.clear()
                    return
                if not any(out.issuperset(group) for group in groups):
                    out.update(min(groups, key=lambda group: (sum(map(self._cost, group)), group)))
        spread = list(out)
        while spread:
            leaving = spread.pop()
            for constraint_state in self.timetable.constraint_states:
                behind = [other for other in constraint_state.dependents(leaving) if other not in out]
                out.update(behind)
                spread.extend(behind)

    def _cost(self, meeting: int) -> float:
        if self.until[meeting] > self.move or self.timetable.problem.instance.meetings[meeting].locked:
            return float("inf")
        owed = self.tally.loss(meeting) * OWED if self.tally.soft_constraints.touched[meeting] else 0
        return self.penalty[meeting] * self.timetable.problem.weight[meeting] + owed

    def _keep(self) -> None:
        self.best = (self.tally.deficit, self.unscheduled_weight)
        self.best_so_far = (list(self.timetable.slot), list(self.timetable.ends))

    def _return(self) -> None:
        """Puts the best timetable back, touching only what differs from it."""
        timetable = self.timetable
        slots, ends = self.best_so_far
        differ = [m for m, slot in enumerate(slots) if slot != timetable.slot[m] or ends[m] != timetable.ends[m]]
        for meeting in differ:
            if timetable.slot[meeting] != NOWHERE:
                self._drive_out([meeting])
        for meeting in differ:
            self.chains.set_people(meeting, ends[meeting])
            if slots[meeting] != NOWHERE:
                timetable.place(meeting, slots[meeting])
                self._came_in(meeting)
        gone = set(self.waiting)
        self.waiting = [meeting for meeting in self.waiting if timetable.slot[meeting] == NOWHERE]
        self.waiting += [m for m in differ if timetable.slot[m] == NOWHERE and m not in gone]
