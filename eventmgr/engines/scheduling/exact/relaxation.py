"""A bound on breaks without meetings: people choose break-free windows or have a break, and every slot seats an even
number of them.

People with the same number of meetings, the same possible slots and the same break-free windows are interchangeable, so
whole numbers of people per window say all; that is a model of some hundred unknowns, which linear programming inside
the solver settles. Every timetable gives such numbers, so the least number of broken people is a lower bound (proof in
docs/inside/scheduling.md).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from eventmgr.engines.scheduling.exact.cp_sat import INFEASIBLE, Model, solve
from eventmgr.engines.scheduling.exact.domains import Infeasible, break_free_windows, certain_meetings, wanted
from eventmgr.engines.scheduling.problem import Problem, bits
from eventmgr.engines.scheduling.table_pools import NO_DRAW

_SETTINGS = "linearization_level:1"
"""Here, unlike in the whole model, linear programming decides."""


@dataclass(frozen=True)
class Kind:
    """People who are interchangeable for the bound."""

    meetings: int
    span: int
    """Slots in which they can have a meeting."""
    windows: tuple[int, ...]
    """Break-free windows into which their meetings match."""
    least: int
    """Breaks of such a person at least, when none of the windows is chosen."""


def kinds_of(problem: Problem, masks: Sequence[int]) -> Counter[Kind]:
    """How many people there are of each kind; people without meetings are left out."""
    kinds: Counter[Kind] = Counter()
    for meetings in certain_meetings(problem):
        own = [masks[meeting] for meeting in meetings]
        span = 0
        for mask in own:
            span |= mask
        if own:
            kinds[Kind(len(own), span, tuple(break_free_windows(own, span)), _least_when_broken(len(own), span))] += 1
    return kinds


def least_breaks(problem: Problem, masks: Sequence[int]) -> int:
    """The sum of what each person needs alone: a bound without any solver. Raises Infeasible where that exceeds the
    spread."""
    if not _applies(problem):
        return 0
    kinds = kinds_of(problem, masks)
    spread = _most_breaks(problem)
    if spread is not None and any(not kind.windows and kind.least > spread for kind in kinds):
        raise Infeasible
    return sum(number * kind.least for kind, number in kinds.items() if not kind.windows)


def relaxed_bound(problem: Problem, masks: Sequence[int], limits: str) -> int:
    """The bound of the model below; 0 where it does not apply or the limits cut it. Raises Infeasible, and NoSolver."""
    if not _applies(problem):
        return 0
    answer = solve(_relaxed(problem, masks).text(), f"{_SETTINGS} {limits}")
    if answer.state == INFEASIBLE:
        raise Infeasible
    return max(0, answer.bound)


def _least_when_broken(meetings: int, span: int) -> int:
    """Breaks of somebody who has one: as many maximal runs of the span as can hold the meetings, less one, and at least
    one."""
    runs = sorted((len(run) for run in f"{span:b}".split("0")), reverse=True)
    held = used = 0
    while held < meetings and used < len(runs):
        held += runs[used]
        used += 1
    return max(1, used - 1)


def _most_breaks(problem: Problem) -> int | None:
    """What the spread allows one person, where somebody certainly has no break; None: no such limit."""
    if any(len(meetings) < 2 for meetings in certain_meetings(problem)):
        return problem.instance.spread
    return None


def _applies(problem: Problem) -> bool:
    """One stretch, one pool for all meetings, nobody interchangeable: else the bound says too little, or is not made
    for it."""
    simple = all(len(a) == 1 and len(b) == 1 for a, b in problem.choices)
    pools = {problem.pool[meeting] for meeting in wanted(problem)}
    return simple and problem.day_starts <= 1 and len(pools) == 1 and NO_DRAW not in pools


def _relaxed(problem: Problem, masks: Sequence[int]) -> Model:
    """The model; its objective counts the breaks of people who have one. See `_applies`."""
    model, most = Model(), _most_breaks(problem)
    seated: list[list[tuple[int, int]]] = [[] for _ in range(problem.slots)]
    broken_people = []
    for kind, number in kinds_of(problem, masks).items():
        shares = []
        for window in kind.windows:
            share = model.integer(0, number)
            shares.append((share, 1))
            for slot in bits(window):
                seated[slot].append((share, 1))
        if kind.meetings > 1 and (most is None or kind.least <= most):
            broken = model.integer(0, number)
            shares.append((broken, 1))
            broken_people.append((broken, kind.least))
            spread_out = []
            for slot in bits(kind.span):
                here = model.integer(0, number)
                model.between([(broken, 1), (here, -1)], 0, number)
                spread_out.append((here, 1))
                seated[slot].append((here, 1))
            model.between([*spread_out, (broken, -kind.meetings)], 0, 0)
        model.between(shares, number, number)
    meetings = len(wanted(problem))
    room = problem.room[problem.pool[wanted(problem)[0]]]
    loads = []
    for slot, terms in enumerate(seated):
        if terms:
            load = model.integer(0, min(room[slot], meetings))
            model.between([*terms, (load, -2)], 0, 0)
            loads.append((load, 1))
    model.between(loads, meetings, meetings)
    model.minimise(broken_people)
    return model
