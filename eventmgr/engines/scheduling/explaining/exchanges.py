"""The cheapest exchange for an unscheduled meeting: what has to be given up, and what has to move, so that it can be
held."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from eventmgr.engines.scheduling.assistant_assignment import snapshot
from eventmgr.engines.scheduling.ejection_chains import LOST, EjectionChains
from eventmgr.engines.scheduling.explaining.reasons import Reasons
from eventmgr.engines.scheduling.placement.greedy import pairs
from eventmgr.engines.scheduling.placement.soft_constraints import SoftConstraints
from eventmgr.engines.scheduling.problem import Problem, bits
from eventmgr.engines.scheduling.schedule import Unscheduled
from eventmgr.engines.scheduling.timetable import NOWHERE, Timetable

NODES = 3_000
"""Steps of the search for one meeting."""
SMALL = 100
"""So many meetings are searched to the end, if the steps suffice."""
DEEP = 5
"""Placements and losses in one exchange of a larger event."""


@dataclass(frozen=True)
class Exchange:
    """Give up `drop`, move `move` ((meeting, from, to); to the same slot: with another representative), and the meeting
    fits into `slot`.

    `cost` is the weight given up. No minimum or coverage is owed more than before.
    """

    meeting: int
    slot: int
    drop: tuple[int, ...]
    move: tuple[tuple[int, int, int], ...]
    cost: int
    proved: bool
    """Proved: no exchange gives up less weight, and none of that weight moves fewer meetings."""

    def detail(self) -> dict[str, Any]:
        """The exchange as `Unscheduled.detail["exchange"]` keeps it."""
        return {
            "slot": self.slot,
            "drop": list(self.drop),
            "move": [list(row) for row in self.move],
            "cost": self.cost,
            "proved": self.proved,
        }


class Exchanges:
    """Looks for exchanges on one timetable, and leaves it as it was."""

    def __init__(self, problem: Problem, timetable: Timetable, teller: Reasons | None = None) -> None:
        """`teller`: who has told the reasons of this timetable, as it may have counted already what is asked of it
        here."""
        self.problem = problem
        self.timetable = timetable
        tally = SoftConstraints(problem.instance).tally()
        for meeting, slot in enumerate(timetable.slot):
            if slot != NOWHERE:
                tally.place(meeting)
        asked = problem.instance.meetings
        movable = bytearray(
            slot >= problem.instance.now and not asked[m].locked for m, slot in enumerate(timetable.slot)
        )
        everywhere = bytearray(b"\1") * len(movable)
        self.search = EjectionChains(timetable, tuple(timetable.slot), everywhere, movable, tally, wide=True)
        self.movable = movable
        self.reasons = teller or Reasons(problem, timetable)
        self.lightest = min(problem.weight, default=1)
        self.weight = sum(problem.weight)
        self.most = (self.weight + 1) * LOST
        self.exact = not snapshot(timetable) and not problem.narrowed

    def cheapest(self, meeting: int, nodes: int = NODES) -> Exchange | None:
        """The cheapest exchange found for an unscheduled meeting; None if none was found, or there cannot be one."""
        best: Exchange | None = None
        limit = self._guess(meeting) * LOST
        most = self.most
        small = len(self.movable) <= SMALL
        left, steps, everything = nodes, 2, len(self.movable) + 1 if small else DEEP
        while left > 0:
            found = self.search.insert(meeting, limit, steps, left, drop=self._may_drop)
            left -= self.search.nodes
            if found:
                best = self._exchange(meeting)
                self.search.undo()
                limit = best.cost * LOST + sum(here != there for _, here, there in best.move) - 1
                if self._least(meeting) > limit:
                    return replace(best, proved=True)
                if not small and limit < self.lightest * LOST:
                    return best  # only an exchange for nothing would be cheaper, and placement has looked for those
            elif best is None and limit < most:
                limit = most
            elif steps >= everything:
                return replace(best, proved=small and self.exact and not self.search.cut) if best else None
            else:
                steps = steps + 1 if steps < DEEP else everything
        return best

    def _guess(self, meeting: int) -> int:
        """The least weight that stands in the way in any one slot; where nothing does, the least there is."""
        at, weight, guess = self.timetable.at, self.problem.weight, self.weight
        for ends in pairs(self.problem, meeting):
            for slot in bits(self.problem.allowed(meeting, ends)):
                blockers = {at[person][slot] for person in ends} - {NOWHERE}
                if all(self.movable[m] for m in blockers):
                    guess = min(guess, max(self.lightest, sum(weight[m] for m in blockers)))
        return guess

    def _may_drop(self, meeting: int) -> bool:
        return True

    def _exchange(self, meeting: int) -> Exchange:
        """What the search that has just succeeded did."""
        timetable, was, dropped = self.timetable, self.search.was, self.search.dropped
        moved = sorted(
            (m, slot, timetable.slot[m])
            for m, (slot, ends) in was.items()
            if m != meeting and m not in dropped and (slot, ends) != (timetable.slot[m], timetable.ends[m])
        )
        return Exchange(
            meeting=meeting,
            slot=timetable.slot[meeting],
            drop=tuple(sorted(dropped)),
            move=tuple(moved),
            cost=sum(self.problem.weight[m] for m in dropped),
            proved=False,
        )

    def _least(self, meeting: int) -> int:
        """A proved least cost: of a participant who has as many meetings as can be held at once, one must go for this
        one."""
        asked, slot = self.problem.instance.meetings[meeting], self.timetable.slot
        least = 0
        for participant in (asked.a, asked.b):
            held = [m for m in self.reasons.wanted[participant] if slot[m] != NOWHERE]
            if held and len(held) == self.reasons.fit(participant):
                least = max(least, min(self.problem.weight[m] for m in held))
        return least * LOST


def with_exchanges(
    problem: Problem,
    timetable: Timetable,
    unscheduled: Sequence[Unscheduled],
    *,
    nodes: int = NODES,
    deadline: float | None = None,
    teller: Reasons | None = None,
) -> list[Unscheduled]:
    """The same reasons, with `detail["exchange"]` where an exchange was found; without a common slot there is none.

    The heaviest come first; after `deadline` (an instant of `time.monotonic`) nothing more is looked for. The timetable
    is the same afterwards.
    """
    if not unscheduled:
        return []
    looking = Exchanges(problem, timetable, teller)
    explained = {
        row.meeting: _with_exchange(looking, row, nodes, deadline)
        for row in sorted(unscheduled, key=lambda row: -problem.weight[row.meeting])
    }
    return [explained[row.meeting] for row in unscheduled]


def _with_exchange(looking: Exchanges, row: Unscheduled, nodes: int, deadline: float | None) -> Unscheduled:
    late = deadline is not None and time.monotonic() > deadline
    if late or row.reason == "no_common_slot":
        return row
    exchange = looking.cheapest(row.meeting, nodes)
    return row if exchange is None else replace(row, detail=row.detail | {"exchange": exchange.detail()})
