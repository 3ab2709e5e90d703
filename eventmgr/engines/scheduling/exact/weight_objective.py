"""The most that can be placed where not everything fits: fewest guaranteed meetings owed, then most weight, proved.

Two searches in turns: core-guided, whose bound rises from below, and one with linear programming that starts from the
known timetable.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace

from eventmgr.engines.scheduling.exact import cp_sat
from eventmgr.engines.scheduling.exact.constraints import add_rules, unsupported
from eventmgr.engines.scheduling.exact.cp_sat import Answer, NoSolver, Watcher, solve
from eventmgr.engines.scheduling.exact.domains import initial_domains, wanted
from eventmgr.engines.scheduling.exact.encoding import Encoded, encode
from eventmgr.engines.scheduling.exact.monolithic_model import CORE
from eventmgr.engines.scheduling.exact.results import WeightResult
from eventmgr.engines.scheduling.exact.shared_incumbent import limits
from eventmgr.engines.scheduling.exact.totalizers import limit_tables
from eventmgr.engines.scheduling.placement.soft_constraints import SoftConstraints
from eventmgr.engines.scheduling.problem import Problem
from eventmgr.engines.scheduling.timetable import NOWHERE, Timetable

_LINEAR = "linearization_level:2"
_FIRST_TURN = 2.0


def most_weight(problem: Problem, start: Timetable | None = None, *, deadline: float, seed: int = 0) -> WeightResult:
    """Proves the fewest guaranteed meetings owed and then the most weight; the spread limit and breaks are not looked
    at.

    `start`: a known timetable, the result is never worse. `deadline`: of `time.monotonic`.
    """
    reason = unsupported(problem)
    if reason:
        return WeightResult(unsupported=reason)
    scale = LexicographicObjective(problem)
    best = scale.of(start.slot, start.ends) if start is not None else WeightResult()
    if not wanted(problem):
        nothing = Timetable(problem)
        return replace(scale.of(nothing.slot, nothing.ends), weight_bound=0, deficit_proved=True, proved=True)
    if not cp_sat.available():
        return best
    with suppress(NoSolver):
        best = _take_turns(scale, best, deadline, seed)
    return best


@dataclass(frozen=True)
class LexicographicObjective:
    """Deficit and weight as one number: each meeting owed counts more than all weight together."""

    problem: Problem

    @property
    def unit(self) -> int:
        return 1 + sum(self.problem.weight[meeting] for meeting in wanted(self.problem))

    def of(self, slots: list[int], ends: list[tuple[int, int]]) -> WeightResult:
        """Deficit and weight of a timetable, nothing proved."""
        tally = SoftConstraints(self.problem.instance).tally()
        weight = 0
        for meeting, slot in enumerate(slots):
            if slot != NOWHERE:
                tally.place(meeting)
                weight += self.problem.weight[meeting]
        return WeightResult(tuple(slots), tuple(ends), tally.deficit, weight, self.unit - 1)

    def cost(self, result: WeightResult) -> int:
        """What the model makes small."""
        return result.deficit * self.unit + self.unit - 1 - result.weight

    def proved(self, result: WeightResult, bound: int) -> WeightResult:
        """The result with what follows from "no timetable costs less than bound"."""
        deficit, lost = divmod(max(0, bound), self.unit)
        sure = bool(result.slots) and deficit >= result.deficit
        return WeightResult(
            result.slots,
            result.ends,
            result.deficit,
            result.weight,
            self.unit - 1 - lost if sure else self.unit - 1,
            sure,
            bool(result.slots) and bound >= self.cost(result),
        )


def _take_turns(scale: LexicographicObjective, best: WeightResult, deadline: float, seed: int) -> WeightResult:
    encoded = _model(scale)
    bound, work, core = 0, _FIRST_TURN, True
    while True:
        best = scale.proved(best, bound)
        settings = limits(deadline, seed, work=work)
        if best.proved or settings is None:
            return best
        if best.slots and not core:
            encoded.hint(best.slots, best.ends)
        enough = scale.cost(best) if best.slots else None
        answer = solve(encoded.model.text(), f"{CORE if core else _LINEAR} {settings}", Watcher(enough))
        bound = max(bound, answer.bound)
        best = _better(scale, encoded, best, answer)
        core = not core
        work *= 2 if core else 1


def _better(scale: LexicographicObjective, encoded: Encoded, best: WeightResult, answer: Answer) -> WeightResult:
    if not answer.values:
        return best
    found = scale.of(encoded.slots(answer.values), encoded.ends(answer.values))
    return found if not best.slots or scale.cost(found) < scale.cost(best) else best


def _model(scale: LexicographicObjective) -> Encoded:
    """What is missing of requirements and meetings is paid for."""
    encoded = encode_partial(scale.problem, breaks=False)
    prices = missed(encoded) + [(short, scale.unit) for short in owed(encoded)]
    encoded.model.minimise([price for price in prices if price[1]])
    return encoded


def encode_partial(problem: Problem, *, breaks: bool) -> Encoded:
    """Each meeting at most once, within tables and rules."""
    encoded = encode(problem, initial_domains(problem), everything=False, breaks=breaks)
    limit_tables(encoded)
    add_rules(encoded)
    return encoded


def missed(encoded: Encoded) -> list[tuple[int, int]]:
    """(is missing, weight) of each wanted meeting."""
    prices = []
    for meeting in wanted(encoded.problem):
        unscheduled = encoded.model.boolean()
        encoded.model.exactly_one([*encoded.at[meeting].values(), unscheduled])
        prices.append((unscheduled, encoded.problem.weight[meeting]))
    return prices


def owed(encoded: Encoded) -> list[int]:
    """An unknown per requirement of minima and coverage: what is missing of its need."""
    model, soft_constraints = encoded.model, SoftConstraints(encoded.problem.instance)
    by_label: list[dict[str | int, list[int]]] = [{} for _ in soft_constraints.requirements]
    for meeting, touched in enumerate(soft_constraints.touched):
        for number, label in touched:
            by_label[number].setdefault(label, []).extend(encoded.at[meeting].values())
    shortfalls = []
    for requirement, labels in zip(soft_constraints.requirements, by_label, strict=True):
        short = model.integer(0, requirement.need)
        terms = [(short, 1)]
        for literals in labels.values():
            if requirement.distinct and literals:
                met = model.boolean()
                model.clause([-met - 1, *literals])
                terms.append((met, 1))
            else:
                terms += [(literal, 1) for literal in literals]
        model.between(terms, requirement.need, requirement.need + len(terms))
        shortfalls.append(short)
    return shortfalls
