"""Search through all placements of a small event: the best one for certain, unless a limit on steps ends it.

Meetings are decided one at a time, always one with the fewest slots left: placed in each of them in turn, and last given up.
A branch ends when what it has given up, and must still give up, is no better than the best timetable known. So for small events
the weight placed is the largest there is; that more tables never place less follows.
"""

from __future__ import annotations

from eventmgr.engines.scheduling.placement.greedy import Ends, pairs
from eventmgr.engines.scheduling.placement.soft_constraints import SoftConstraints
from eventmgr.engines.scheduling.problem import bits
from eventmgr.engines.scheduling.timetable import NOWHERE, Timetable

Value = tuple[int, int]
"""(guaranteed meetings owed, weight missing): less is better."""


class BranchAndBound:
    """Starts from a known timetable and looks for a better one."""

    def __init__(
        self, known: Timetable, soft_constraints: SoftConstraints, value: Value, goal: Value, steps: int
    ) -> None:
        self.problem = known.problem
        self.timetable = Timetable(known.problem)
        self.best = value
        self.goal = goal
        self.steps = steps
        self.placement: tuple[list[int], list[Ends]] | None = None
        self.tally = soft_constraints.tally()
        asked = self.problem.instance.meetings
        self.open = {m: pairs(self.problem, m) for m in range(len(asked)) if not asked[m].cancelled}
        for meeting in self.open:
            self.tally.place(meeting)
        self.lost = 0

    def run(self) -> bool:
        """Whether the search came to its end: then `found` (or, if None, the timetable known before) is the best there is."""
        self._decide()
        return self.steps > 0

    def _decide(self) -> None:
        self.steps -= 1
        if self.steps <= 0 or self.best <= self.goal:
            return
        choices = self._choices()
        if choices is None:
            return
        if not choices:
            self._keep()
            return
        meeting = min(choices, key=lambda m: (len(choices[m]), -self.problem.weight[m], m))
        sides = self.open.pop(meeting)
        for ends, slot in choices[meeting]:
            self.timetable.ends[meeting] = ends
            self.timetable.place(meeting, slot)
            self._decide()
            self.timetable.remove(meeting)
            if self.steps <= 0 or self.best <= self.goal:
                break
        else:
            self._give_up(meeting, 1)
            if (self.tally.deficit, self.lost) < self.best:
                self._decide()
            self._give_up(meeting, -1)
        self.open[meeting] = sides

    def _give_up(self, meeting: int, sign: int) -> None:
        self.lost += sign * self.problem.weight[meeting]
        if sign > 0:
            self.tally.remove(meeting)
        else:
            self.tally.place(meeting)

    def _choices(self) -> dict[int, list[tuple[Ends, int]]] | None:
        """What can be done with each meeting that may be decided now; None if this branch cannot beat the best.

        A meeting whose predecessors are still open waits. One that has no slot left counts as lost already.
        """
        timetable, asked = self.timetable, self.problem.instance.meetings
        choices: dict[int, list[tuple[Ends, int]]] = {}
        hopeless = []
        for meeting, sides in self.open.items():
            if any(earlier in self.open for earlier in asked[meeting].after):
                continue
            options = []
            for ends in sides:
                timetable.ends[meeting] = ends
                options += [(ends, slot) for slot in bits(timetable.free(meeting))]
            choices[meeting] = options
            if not options:
                hopeless.append(meeting)
        for meeting in hopeless:
            self._give_up(meeting, 1)
        beaten = (self.tally.deficit, self.lost + self._crowded(choices)) >= self.best
        for meeting in hopeless:
            self._give_up(meeting, -1)
        return None if beaten else choices

    def _crowded(self, choices: dict[int, list[tuple[Ends, int]]]) -> int:
        """Weight that the most crowded participant must give up for want of slots, beyond hopeless meetings."""
        wanted: dict[int, list[int]] = {}
        slots: dict[int, set[Ends]] = {}
        asked = self.problem.instance.meetings
        for meeting, options in choices.items():
            if options:
                for place, side in enumerate((asked[meeting].a, asked[meeting].b)):
                    wanted.setdefault(side, []).append(self.problem.weight[meeting])
                    slots.setdefault(side, set()).update((ends[place], slot) for ends, slot in options)
        return max((sum(sorted(w)[: max(0, len(w) - len(slots[side]))]) for side, w in wanted.items()), default=0)

    def _keep(self) -> None:
        """Everything is decided, and better than before."""
        self.best = (self.tally.deficit, self.lost)
        self.placement = (list(self.timetable.slot), list(self.timetable.ends))


def improve(timetable: Timetable, soft_constraints: SoftConstraints, value: Value, goal: Value, steps: int) -> bool:
    """Puts the best timetable that a search of at most `steps` finds into `timetable`; whether it is the best for certain."""
    search = BranchAndBound(timetable, soft_constraints, value, goal, steps)
    certain = search.run()
    if search.placement is not None:
        for meeting, slot in enumerate(timetable.slot):
            if slot != NOWHERE:
                timetable.remove(meeting)
        timetable.load_from(*search.placement)
    return certain
