"""Fewest breaks with every meeting placed, proved: tightened slots, a bound, then two searches of the whole model.

1. `first_bound`: `windows.tightened`, where some proofs of "impossible" need no solver, and `relaxation`, a bound in some tenths of
   a second. A known timetable with as many breaks is proved best.
2. `search`: the whole model, core-guided: its bound rises by one for every group of people whose breaks conflict, until it meets the known
   timetable. Meanwhile the question "is there a timetable with exactly the bound?" is put to a second process, or in turns.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from eventmgr.scheduling.exact import satisfying
from eventmgr.scheduling.exact.outcome import ExactResult
from eventmgr.scheduling.exact.racing import race, take_turns
from eventmgr.scheduling.exact.relaxation import least_breaks, relaxed_bound
from eventmgr.scheduling.exact.ruling import refusal
from eventmgr.scheduling.exact.standing import Standing
from eventmgr.scheduling.exact.whole import whole
from eventmgr.scheduling.exact.windows import NoRoom, tightened, wanted
from eventmgr.scheduling.problem import Problem
from eventmgr.scheduling.timetable import Timetable


def first_bound(problem: Problem, *, deadline: float, seed: int = 0) -> ExactResult:
    """What is proved without looking at single meetings: a bound on breaks, or that not everything can be placed."""
    reason = refusal(problem)
    if reason:
        return ExactResult(refusal=reason)
    standing = Standing(problem, deadline, seed, None)
    try:
        masks = tightened(problem)
        standing.prove(least_breaks(problem, masks))
        if standing.open and satisfying.available():
            with suppress(satisfying.NoSolver):
                standing.prove(relaxed_bound(problem, masks, standing.parameters(most=2.0)))
    except NoRoom:
        return ExactResult(proved=True, infeasible=True)
    return standing.result


def search(
    problem: Problem,
    start: Timetable | None = None,
    *,
    deadline: float,
    bound: int | None = None,
    seed: int = 0,
    processes: int = 1,
    progress: Callable[[int, int | None], None] | None = None,
) -> ExactResult:
    """Proves the fewest breaks, or that not every meeting can be placed within rules and spread.

    `start`: a known timetable; it counts when it places everything within the spread. `deadline`: of `time.monotonic`.
    `bound`: of `first_bound`, which is asked for without it. `processes`: 2 adds one process. `progress` is told of (bound,
    breaks known) whenever one of them gets better. What is proved does not depend on seed or processes; with one process the
    timetable does not depend on time either, unless the deadline cuts the search.
    """
    reason = refusal(problem)
    if reason:
        return ExactResult(refusal=reason)
    if bound is None:
        first = first_bound(problem, deadline=deadline, seed=seed)
        if first.infeasible:
            return first
        bound = first.bound
    standing = Standing(problem, deadline, seed, progress)
    standing.prove(bound)
    standing.take_start(start if wanted(problem) else Timetable(problem))
    if standing.open and satisfying.available():
        model = whole(problem, tightened(problem), problem.instance.spread)
        with suppress(satisfying.NoSolver):
            (race if processes > 1 else take_turns)(standing, model)
    return standing.result
