"""How few moves are proved to be necessary: by charging at once, and with the extra `solver` by the growing model.

What the model finds on its way is also tried as a schedule: its answers say whom to move, and ejection chains finish
them.
"""

from __future__ import annotations

import time
from contextlib import suppress

from eventmgr.engines.scheduling.cancellation import is_over
from eventmgr.engines.scheduling.exact import cp_sat
from eventmgr.engines.scheduling.repairing.lazy_model import Answer, LazyModel
from eventmgr.engines.scheduling.repairing.moves_lower_bound import charges, moves_at
from eventmgr.engines.scheduling.repairing.repair_search import RepairSearch, hopeless
from eventmgr.engines.scheduling.repairing.residual_schedule import ResidualSchedule

SECONDS = 10.0
"""Of the growing model at most, where the caller sets no limit."""
CLOSED = (1, 4, 16)
"""Rounds after which the model is also asked for a schedule."""
WORK = 2.0
"""The solver's own measure of work per round, where rounds are counted instead of time."""


class Prover:
    """Bounds for one residual schedule. To be made before anything is repaired."""

    def __init__(self, start: ResidualSchedule) -> None:
        problem, timetable = start.problem, start.timetable
        self.start = start
        self.lost = sum(problem.weight[m] for m in start.wanted if hopeless(problem, timetable, m))
        """Weight of meetings that no moving of others can help."""
        self.wanted = [m for m in start.wanted if not hopeless(problem, timetable, m)]
        self.charge = {} if problem.narrowed else charges(problem, timetable, self.wanted)
        self.model_lost = self.model_moves = 0
        self.at = (0, 0)
        """So many meetings move at least (second) where the model's meetings lose no more weight than the first."""
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
        if lost <= self.least_lost:
            by_charge = max(by_charge, self.model_moves)
        return max(by_charge, self.at[1]) if lost <= self.lost + self.at[0] else by_charge

    @property
    def settled(self) -> bool:
        """Whether the present timetable is proved to be the best in weight and moves."""
        lost = self.start.lost
        return lost <= self.least_lost and self.start.moves <= self.least_moves(lost)

    def run(self, search: RepairSearch, deadline: float | None, rounds: int | None) -> None:
        """Grows the model until the present timetable is proved the best, or a limit is reached; improves it on the
        way."""
        if self.settled or not cp_sat.available() or self.start.problem.narrowed:
            return
        until = time.monotonic() + SECONDS if deadline is None else deadline
        if self._limits(until, rounds) is None:
            return
        lazy = LazyModel(self.start, search.movable, self.wanted)
        with suppress(cp_sat.NoSolver):
            while not self.settled and self._round(lazy, search, until, rounds):
                pass

    def _round(self, lazy: LazyModel, search: RepairSearch, until: float, rounds: int | None) -> bool:
        """One bound, and two attempts at a schedule; False when nothing more is to be had."""
        limits = self._limits(until, rounds)
        if limits is None:
            return False
        self.rounds += 1
        answer = lazy.solve(limits)
        self.method = "model"
        self._note(answer)
        if not answer.solved:
            self.cut = True
            return False
        search.adopt(answer.slots, answer.gone)
        if not answer.gone and not answer.crowded:
            return False
        lazy.grow(answer.gone, answer.crowded)
        if self.rounds in CLOSED:
            self._close(lazy, search, until, rounds)
        return True

    def _close(self, lazy: LazyModel, search: RepairSearch, until: float, rounds: int | None) -> None:
        """Now and then, as it costs as much as a bound: a schedule out of the model, and a bound for what is lost at
        present."""
        limits = self._limits(until, rounds)
        if not self.settled and limits is not None:
            tried = lazy.solve(limits, closed=True)
            if tried.solved:
                search.adopt(tried.slots, ())
        limits, lost = self._limits(until, rounds), self.start.lost - self.lost
        if self.model_lost < lost and limits is not None:
            self.at = lost, lazy.solve(limits, lost=lost).moves

    def _limits(self, until: float, rounds: int | None) -> str | None:
        """How long the solver may take; None: there is no time left, or no round, or somebody ended the search."""
        if is_over(None):
            self.cut = True
            return None
        if rounds is not None:
            return f"max_deterministic_time:{WORK}" if self.rounds < rounds else None
        left = until - time.monotonic()
        self.cut = left <= 0
        return None if left <= 0 else f"max_time_in_seconds:{left:.3f}"

    def _note(self, answer: Answer) -> None:
        self.model_lost, self.model_moves = max((self.model_lost, self.model_moves), (answer.lost, answer.moves))
