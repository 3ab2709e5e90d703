"""One annealing run from start to end: which engine, how hot when, how many runs side by side, when to stop."""

from __future__ import annotations

import importlib.util
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType

from eventmgr.engines.scheduling.annealing import parameters, plain
from eventmgr.engines.scheduling.breaks import Gaps
from eventmgr.engines.scheduling.cancellation import stop_request
from eventmgr.engines.scheduling.timetable import Timetable

Progress = Callable[[int], None]
"""Told the fewest breaks so far."""

COMPILED_STEP, PLAIN_STEP = 200_000, 2_000
"""Moves between two looks at the clock."""
COMPILED_FROM, COMPILED_SECONDS = 2_000_000, 4.0
"""A run of fewer moves, or of less time, is not worth loading the compiler for."""


@dataclass(frozen=True)
class Anneal:
    """How long and how carefully. With `iterations` alone the outcome depends on the seed only; a deadline may cut
    it."""

    person_bound: tuple[int, ...]
    """Breaks that each person has at least (lower_bounds.person_bounds)."""
    target: int
    """Stop at so few breaks: no timetable has fewer."""
    iterations: int | None = None
    deadline: float | None = None
    """Reading of time.monotonic at which to stop."""
    seed: int = 0
    threads: int = 1
    """Runs side by side with seeds of their own; the best counts."""
    polish: bool = False
    """Goes on at the target, for fewer idle slots."""


@dataclass(frozen=True)
class Outcome:
    """How the run went. `moves` were tried by all runs together; `cut`: time or a keystroke came before the end of the
    moves."""

    moves: int
    cut: bool
    interrupted: bool
    engine: str


def anneal(timetable: Timetable, order: Anneal, progress: Progress | None = None) -> Outcome:
    """Fewer breaks with the same meetings placed between the same people: changes `timetable` for the best one found,
    never a worse one."""
    engine = _engine(timetable, order)
    threads = max(1, order.threads) if engine is not plain else 1
    runs = [_Run(timetable, order, engine, order.seed * threads + number, progress) for number in range(threads)]
    others = [threading.Thread(target=run.go, daemon=True) for run in runs[1:]]
    for thread in others:
        thread.start()
    interrupted = False
    try:
        runs[0].go()
    except KeyboardInterrupt:
        interrupted = True
        for run in runs:
            run.stopped = True
    for thread in others:
        thread.join()
    best = min(runs, key=lambda run: run.best_key)
    _move(timetable, best.best)
    return Outcome(
        moves=sum(run.moves for run in runs),
        cut=interrupted or any(run.cut for run in runs),
        interrupted=interrupted,
        engine=engine.__name__.rpartition(".")[2],
    )


def _move(timetable: Timetable, slots: list[int]) -> None:
    """Moves meetings to new slots; what has none keeps none."""
    moving = [meeting for meeting, slot in enumerate(slots) if timetable.slot[meeting] != slot]
    for meeting in moving:
        timetable.remove(meeting)
    for meeting in moving:
        timetable.place(meeting, slots[meeting])


def _engine(timetable: Timetable, order: Anneal) -> ModuleType:
    """`compiled` where numba is there, the masks fit, and the run is long enough or the code is loaded already; else
    `plain`."""
    short = order.iterations is not None and order.iterations < COMPILED_FROM
    if order.deadline is not None:
        short |= order.deadline - time.monotonic() < COMPILED_SECONDS
    loaded = f"{__package__}.compiled" in sys.modules
    if (
        (short and not (loaded and order.deadline))
        or timetable.problem.slots > 64
        or importlib.util.find_spec("numba") is None
    ):
        return plain
    from eventmgr.engines.scheduling.annealing import compiled  # noqa: PLC0415 - numba takes a second to load

    return compiled


class _Run:
    """One walk with one seed; keeps the best timetable seen."""

    def __init__(
        self, timetable: Timetable, order: Anneal, engine: ModuleType, seed: int, progress: Progress | None
    ) -> None:
        spread = timetable.problem.instance.spread
        limit = 1_000 if spread is None else spread
        self.order, self.limit, self.progress = order, limit, progress
        self.walker = engine.Walker(timetable, order.person_bound, limit, seed)
        self.step = PLAIN_STEP if engine is plain else COMPILED_STEP
        self.gaps = Gaps(timetable.problem)
        self.moves = 0
        self.cut = self.stopped = False
        self.request = stop_request()
        self.best = list(timetable.slot)
        self.best_key = self._key(timetable.busy)
        self.best_breaks = self.walker.total

    def go(self) -> None:
        """Walks until the moves or the time are used up, or the target is met."""
        start = time.monotonic()
        share = 0.0
        while self.order.polish or self.best_key[0] > 0 or self.best_breaks > self.order.target:
            moves = self._moves_left()
            if moves <= 0:
                return
            before, share = share, self._share(start)
            if share >= 1.0 or self.stopped or self.request.asked:
                self.cut = True
                return
            rate = parameters.COLD / parameters.HOT
            ahead = min(1.0, 2 * share - before) if self.order.deadline else min(1.0, share + moves / self._moves())
            hot, cold = parameters.HOT * rate**share, parameters.HOT * rate**ahead
            target = -1 if self.order.polish or self.best_key[0] > 0 else self.order.target
            self.walker.cool(moves, hot, cold, parameters.EXCESS * share, target)
            self.moves += moves
            self._keep()

    def _moves(self) -> int:
        return self.order.iterations or 1

    def _moves_left(self) -> int:
        if self.order.iterations is None:
            return self.step
        return min(self.step, self.order.iterations - self.moves)

    def _share(self, start: float) -> float:
        """How much of the run is over: 0 at the start, 1 when time or moves are used up."""
        share = 0.0
        if self.order.iterations:
            share = self.moves / self.order.iterations
        if self.order.deadline is not None:
            length = self.order.deadline - start
            share = max(share, (time.monotonic() - start) / length if length > 0 else 1.0)
        return share

    def _keep(self) -> None:
        """Remembers the present timetable if it is the best so far."""
        if self.walker.total > self.best_breaks + self.best_key[0]:
            return
        key = self._key(self.walker.masks())
        if key < self.best_key:
            if key[1] < self.best_key[1] and self.progress:
                self.progress(key[1])
            self.best, self.best_key, self.best_breaks = self.walker.slots(), key, key[1]

    def _key(self, busy: list[int]) -> tuple[int, int, int]:
        """(breaks beyond the spread limit, breaks, idle slots)."""
        breaks = [self.gaps.breaks(mask) for mask in busy]
        beyond = sum(max(0, count - self.limit) for count in breaks)
        return beyond, sum(breaks), sum(self.gaps.idle(mask) for mask in busy)
