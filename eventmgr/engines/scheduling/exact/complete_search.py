"""Fewest breaks with every meeting placed, proved: tightened slots, a bound, then two searches of the whole model.

1. `first_bound`: `windows.filtered_domains`, where some proofs of "impossible" need no solver, and `relaxation`, a
bound in some tenths of
   a second. A known timetable with as many breaks is proved best.
2. `search`: the whole model, core-guided: its bound rises by one for every group of people whose breaks conflict, until
it meets the known
   timetable. Meanwhile the question "is there a timetable with exactly the bound?" is put to a second process, or in
   turns.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from eventmgr.engines.scheduling.exact import cp_sat
from eventmgr.engines.scheduling.exact.constraints import unsupported
from eventmgr.engines.scheduling.exact.domains import Infeasible, filtered_domains, wanted
from eventmgr.engines.scheduling.exact.monolithic_model import monolithic_model
from eventmgr.engines.scheduling.exact.portfolio import run_in_parallel, run_in_turns
from eventmgr.engines.scheduling.exact.relaxation import least_breaks, relaxed_bound
from eventmgr.engines.scheduling.exact.results import ExactResult
from eventmgr.engines.scheduling.exact.shared_incumbent import SharedIncumbent
from eventmgr.engines.scheduling.problem import Problem
from eventmgr.engines.scheduling.timetable import Timetable


def first_bound(problem: Problem, *, deadline: float, seed: int = 0) -> ExactResult:
    """What is proved without looking at single meetings: a bound on breaks, or that not everything can be placed."""
    reason = unsupported(problem)
    if reason:
        return ExactResult(unsupported=reason)
    incumbent = SharedIncumbent(problem, deadline, seed, None)
    try:
        masks = filtered_domains(problem)
        incumbent.prove(least_breaks(problem, masks))
        if incumbent.open and cp_sat.available():
            with suppress(cp_sat.NoSolver):
                incumbent.prove(relaxed_bound(problem, masks, incumbent.parameters(most=2.0)))
    except Infeasible:
        return ExactResult(proved=True, infeasible=True)
    return incumbent.result


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
    `bound`: of `first_bound`, which is asked for without it. `processes`: 2 adds one process. `progress` is told of
    (bound, breaks known) whenever one of them gets better. What is proved does not depend on seed or processes; with
    one process the timetable does not depend on time either, unless the deadline cuts the search.
    """
    reason = unsupported(problem)
    if reason:
        return ExactResult(unsupported=reason)
    if bound is None:
        first = first_bound(problem, deadline=deadline, seed=seed)
        if first.infeasible:
            return first
        bound = first.bound
    incumbent = SharedIncumbent(problem, deadline, seed, progress)
    incumbent.prove(bound)
    incumbent.take_start(start if wanted(problem) else Timetable(problem))
    if incumbent.open and cp_sat.available():
        model = monolithic_model(problem, filtered_domains(problem), problem.instance.spread)
        with suppress(cp_sat.NoSolver):
            (run_in_parallel if processes > 1 else run_in_turns)(incumbent, model)
    return incumbent.result
