"""How few moves are proved to be necessary: by charging at once, and with the extra `solver` by the growing model.

What the model finds on its way is also tried as a schedule: its answers say whom to move, and displacing finishes them.
"""

from __future__ import annotations

import time

from eventmgr.matchmaking.scheduling.exact import satisfying
from eventmgr.matchmaking.scheduling.repairing.charging import charges, moves_at
from eventmgr.matchmaking.scheduling.repairing.fewest import Fewest
from eventmgr.matchmaking.scheduling.repairing.mending import Mending, hopeless
from eventmgr.matchmaking.scheduling.repairing.opening import Opening

SECONDS = 10.0
"""Of the growing model at most, where the caller sets no limit."""
WORK = 2.0
"""The solver's own measure of work per round, where rounds are counted instead of time."""


class Prover:
    """Bounds for one opening. To be made before anything is repaired."""

    def __init__(self, start: Opening) -> None:
        problem, timetable = start.problem, start.timetable
        self.start = start
        self.lost = sum(problem.weight[m] for m in start.wanted if hopeless(problem, timetable, m))
        """Weight of meetings that no moving of others can help."""
        self.wanted = [m for m in start.wanted if not hopeless(problem, timetable, m)]
        self.charge = {} if problem.narrowed else charges(problem, timetable, self.wanted)
        self.model_lost = self.model_moves = 0
        self.method = "charging"
        self.rounds = 0
        self.cut = False

    @property
    def least_lost(self) -> int:
        """Weight that has no place in any schedule that gives up nothing else."""
        return self.lost + self.model_lost

    def least_moves(self, lost: int) -> int:
        """So many meetings move at least in any schedule that loses no more than `lost` weight."""
        by_charge = moves_at(self.start.problem, self.charge, lost - self.lost)
        return max(by_charge, self.model_moves) if lost <= self.least_lost else by_charge

    @property
    def settled(self) -> bool:
        """Whether the present timetable is proved to be the best in weight and moves."""
        lost = self.start.lost
        return lost <= self.least_lost and self.start.moves <= self.least_moves(lost)

    def run(self, mending: Mending, deadline: float | None, rounds: int | None) -> None:
        """Grows the model until the present timetable is proved the best, or a limit is reached; improves it on the way."""
        if self.settled or not satisfying.available() or self.start.problem.narrowed:
            return
        until = time.monotonic() + SECONDS if deadline is None else deadline
        fewest = Fewest(self.start, mending.movable, self.wanted)
        while not self.settled:
            left = until - time.monotonic()
            if (rounds is None and left <= 0) or (rounds is not None and self.rounds >= rounds):
                self.cut = rounds is None
                return
            self.rounds += 1
            limits = f"max_time_in_seconds:{left:.3f}" if rounds is None else f"max_deterministic_time:{WORK}"
            try:
                answer = fewest.solve(limits)
            except satisfying.NoSolver:
                return
            self.method = "model"
            if (answer.lost, answer.moves) > (self.model_lost, self.model_moves):
                self.model_lost, self.model_moves = answer.lost, answer.moves
            if not answer.solved:
                self.cut = True
                return
            mending.adopt(answer.slots, answer.gone)
            if not answer.gone and not answer.crowded:
                return
            fewest.grow(answer.gone, answer.crowded)
