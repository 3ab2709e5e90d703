"""Fewest breaks of what can be placed, where not everything can be placed within rules and spread: proved where time
allows."""

from __future__ import annotations

from contextlib import suppress

from eventmgr.engines.scheduling.breaks import Gaps
from eventmgr.engines.scheduling.exact.constraints import unsupported
from eventmgr.engines.scheduling.exact.cp_sat import INFEASIBLE, NoSolver, Watcher, solve
from eventmgr.engines.scheduling.exact.domains import filtered_domains, wanted
from eventmgr.engines.scheduling.exact.encoding import Encoded, limit_spread
from eventmgr.engines.scheduling.exact.monolithic_model import CORE, monolithic_model
from eventmgr.engines.scheduling.exact.results import ExactResult
from eventmgr.engines.scheduling.exact.shared_incumbent import limits
from eventmgr.engines.scheduling.exact.weight_objective import LexicographicObjective, encode_partial, missed, owed
from eventmgr.engines.scheduling.problem import Problem
from eventmgr.engines.scheduling.timetable import NOWHERE, Timetable


def fewest_breaks(
    problem: Problem, start: Timetable, *, spread: int | None, deadline: float, seed: int = 0
) -> ExactResult:
    """Among timetables that owe no more and place no less weight than `start`, the fewest breaks; all of them within
    `spread`.

    `infeasible`: proved that none of them keeps the spread. `deadline`: of `time.monotonic`.
    """
    reason = unsupported(problem)
    if reason:
        return ExactResult(unsupported=reason)
    figures = Gaps(problem).figures(start.busy)
    fits = spread is None or figures.spread <= spread
    known = ExactResult(tuple(start.slot), tuple(start.ends), figures.breaks) if fits else ExactResult()
    with suppress(NoSolver):
        return _searched(problem, start, known, spread, deadline, seed)
    return known


def _searched(
    problem: Problem, start: Timetable, known: ExactResult, spread: int | None, deadline: float, seed: int
) -> ExactResult:
    encoded = _complete(problem, spread) if _is_complete(start) else _partly(problem, start, spread)
    encoded.model.minimise([(end, 1) for mine in encoded.break_ends for end in mine])
    settings = limits(deadline, seed)
    if settings is None:
        return known
    answer = solve(encoded.model.text(), f"{CORE} {settings}", Watcher(known.breaks))
    if answer.state == INFEASIBLE:
        return ExactResult(proved=True, infeasible=True)
    slots, ends, breaks, bound = known.slots, known.ends, known.breaks, answer.bound
    if answer.values and (breaks is None or answer.objective < breaks):
        slots, ends = tuple(encoded.slots(answer.values)), tuple(encoded.ends(answer.values))
        breaks = answer.objective
    return ExactResult(slots, ends, breaks, bound, proved=breaks is not None and bound >= breaks)


def _is_complete(start: Timetable) -> bool:
    return all(start.slot[meeting] != NOWHERE for meeting in wanted(start.problem))


def _complete(problem: Problem, spread: int | None) -> Encoded:
    return monolithic_model(problem, filtered_domains(problem), spread).encoded


def _partly(problem: Problem, start: Timetable, spread: int | None) -> Encoded:
    """No more owed, no less weight: as two constraints on what is paid for in `weight_objective`."""
    encoded = encode_partial(problem, breaks=True)
    limit_spread(encoded, spread)
    scale = LexicographicObjective(problem)
    reached = scale.of(start.slot, start.ends)
    terms = missed(encoded)
    if terms:
        encoded.model.between(terms, 0, scale.unit - 1 - reached.weight)
    short = [(one, 1) for one in owed(encoded)]
    if short:
        encoded.model.between(short, 0, reached.deficit)
    return encoded
