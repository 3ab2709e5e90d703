"""What a running search knows so far: the best timetable, the bound, the time left."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from eventmgr.engines.scheduling.breaks import Gaps
from eventmgr.engines.scheduling.cancellation import is_over, stop_request
from eventmgr.engines.scheduling.exact.results import ExactResult
from eventmgr.engines.scheduling.problem import Problem
from eventmgr.engines.scheduling.timetable import NOWHERE, Timetable


class SharedIncumbent:
    """Written to from both searches of a race; `changed` is called, outside the lock, after each improvement."""

    def __init__(
        self, problem: Problem, deadline: float, seed: int, progress: Callable[[int, int | None], None] | None
    ) -> None:
        self.problem, self.deadline, self.seed = problem, deadline, seed
        self.request = stop_request()
        self.result = ExactResult()
        self.changed: Callable[[], None] = lambda: None
        self._progress = progress
        self._gaps = Gaps(problem)
        self._lock = threading.Lock()

    @property
    def open(self) -> bool:
        """Whether anything is left to prove, and time to do it."""
        return not self.result.proved and self.seconds > 0

    @property
    def seconds(self) -> float:
        return 0.0 if self.request.asked else self.deadline - time.monotonic()

    def parameters(self, *, most: float | None = None, work: float | None = None, seed: int | None = None) -> str:
        """Seed and limits of a search, for the solver: at most so many seconds, so much work."""
        seed = self.seed if seed is None else seed
        deadline = self.deadline if most is None else min(self.deadline, time.monotonic() + most)
        return limits(deadline, seed, work=work) or f"{_seeded(seed)} max_time_in_seconds:0.01"

    def take_start(self, start: Timetable | None) -> None:
        """A timetable from elsewhere; left aside when it misses a meeting or exceeds the spread."""
        meetings = self.problem.instance.meetings
        if start is None or any(not meetings[meeting].cancelled for meeting in start.unscheduled()):
            return
        figures, spread = self._gaps.figures(start.busy), self.problem.instance.spread
        if spread is None or figures.spread <= spread:
            self._take(tuple(start.slot), tuple(start.ends), figures.breaks)

    def take(self, slots: Sequence[int], ends: Sequence[tuple[int, int]]) -> None:
        """A timetable that a search has found."""
        busy = [0] * self.problem.people
        for meeting, slot in enumerate(slots):
            if slot != NOWHERE:
                for person in ends[meeting]:
                    busy[person] |= 1 << slot
        self._take(tuple(slots), tuple(ends), self._gaps.figures(busy).breaks)

    def prove(self, bound: int) -> None:
        """No timetable has fewer breaks than `bound`."""
        with self._lock:
            better = bound > self.result.bound
            if better:
                self._write(replace(self.result, bound=bound))
        if better:
            self._tell()

    def prove_impossible(self) -> None:
        with self._lock:
            self.result = ExactResult(proved=True, infeasible=True)
        self._tell()

    def _take(self, slots: tuple[int, ...], ends: tuple[tuple[int, int], ...], breaks: int) -> None:
        with self._lock:
            better = self.result.breaks is None or breaks < self.result.breaks
            if better:
                self._write(replace(self.result, slots=slots, ends=ends, breaks=breaks))
        if better:
            self._tell()

    def _write(self, result: ExactResult) -> None:
        proved = result.breaks is not None and result.bound >= result.breaks
        self.result = replace(result, proved=proved)

    def _tell(self) -> None:
        if self._progress is not None:
            self._progress(self.result.bound, self.result.breaks)
        self.changed()


def limits(deadline: float, seed: int, *, work: float | None = None) -> str | None:
    """Solver parameters: seed, time on the clock, units of the solver's own, reproducible count of work. None: no time
    is left."""
    if is_over(deadline):
        return None
    seconds = max(0.001, deadline - time.monotonic())
    most = "" if work is None else f" max_deterministic_time:{work}"
    return f"{_seeded(seed)} max_time_in_seconds:{seconds:.3f}{most}"


def _seeded(seed: int) -> str:
    return f"random_seed:{seed % 2**31}"
