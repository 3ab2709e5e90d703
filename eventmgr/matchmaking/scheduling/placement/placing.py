"""The public function of placement: as much weight as can be found, guaranteed meetings first."""

from __future__ import annotations

import time

from eventmgr.matchmaking.scheduling.placement.chains import Chains
from eventmgr.matchmaking.scheduling.placement.ejection import Ejection
from eventmgr.matchmaking.scheduling.placement.goals import Goals
from eventmgr.matchmaking.scheduling.placement.greedy import fill
from eventmgr.matchmaking.scheduling.problem import Problem
from eventmgr.matchmaking.scheduling.timetable import NOWHERE, Timetable

MOVES = 4_000
"""Ejection moves where the caller gives no budget."""


def place(
    problem: Problem,
    *,
    seed: int = 0,
    deadline: float | None = None,
    budget: int | None = None,
    start: Timetable | None = None,
) -> Timetable:
    """Places meetings by greedy, chains and ejection; the hard rules hold throughout.

    Sought, in order: the fewest guaranteed meetings owed (minima and coverage), the most weight placed. `deadline` is an instant
    of `time.monotonic`; `budget` a number of ejection moves. With `start`, that timetable is filled further and changed in
    place, and the result is never worse. The same arguments give the same timetable, unless the deadline cuts the search.
    """
    timetable = start or Timetable(problem)
    fill(timetable)
    missing = timetable.missing()
    if not missing:
        return timetable
    chains = Chains(timetable)
    for meeting in sorted(missing, key=lambda m: (-problem.weight[m], m)):
        if deadline is not None and time.monotonic() > deadline:
            return timetable
        chains.insert(meeting)
    if NOWHERE in timetable.slot:
        tally = Goals(problem.instance).tally()
        for meeting, slot in enumerate(timetable.slot):
            if slot != NOWHERE:
                tally.place(meeting)
        search = Ejection(timetable, chains, tally, seed)
        search.run(MOVES if budget is None else budget, (0, 0), deadline)
    return timetable
