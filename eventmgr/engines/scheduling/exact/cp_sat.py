"""Models of yes-no and small whole-number unknowns, and the one place that calls OR-Tools' CP-SAT on them.

A model is written as the text form of CP-SAT's own model message. So it can be handed to another process as it is, and
it does not depend on how a version of OR-Tools wants its Python objects built. A literal is a number: `v` says that
unknown `v` is true, `-v - 1` that it is false.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from math import ceil
from typing import Any

from eventmgr.engines.scheduling.cancellation import stop_request

OPTIMAL, FEASIBLE, INFEASIBLE, UNKNOWN = "optimal", "feasible", "infeasible", "unknown"
_STATES = {1: "invalid", 2: FEASIBLE, 3: INFEASIBLE, 4: OPTIMAL}


class NoSolver(RuntimeError):
    """OR-Tools is not installed, or is a version that cannot be called."""


@dataclass(frozen=True)
class Answer:
    """What a search says. `bound` is proved: no solution has a smaller objective (0 without objective)."""

    state: str
    values: tuple[int, ...] = ()
    """Unknown → value; empty without a solution."""
    objective: int = 0
    bound: int = 0


class Model:
    """Unknowns and constraints, kept as text. At most one objective, which is made small."""

    def __init__(self) -> None:
        self.unknowns = 0
        self._variables: list[str] = []
        self._constraints: list[str] = []
        self._objective = ""
        self._hints: dict[int, int] = {}

    def boolean(self) -> int:
        """A new variable that is 0 or 1."""
        return self.integer(0, 1)

    def integer(self, low: int, high: int) -> int:
        """A new whole number within low … high."""
        self._variables.append(f"variables{{domain:[{low},{high}]}}")
        self.unknowns += 1
        return self.unknowns - 1

    def clause(self, literals: Iterable[int]) -> None:
        """At least one is true."""
        self._literals("bool_or", literals)

    def at_most_one(self, literals: Sequence[int]) -> None:
        if len(literals) > 1:
            self._literals("at_most_one", literals)

    def exactly_one(self, literals: Iterable[int]) -> None:
        self._literals("exactly_one", literals)

    def between(self, terms: Sequence[tuple[int, int]], low: int, high: int, when: int | None = None) -> None:
        """low <= sum of factor × unknown <= high, if literal `when` is true. Terms are (unknown, factor); no literals
        here."""
        unknowns = ",".join(str(unknown) for unknown, _ in terms)
        factors = ",".join(str(factor) for _, factor in terms)
        condition = "" if when is None else f"enforcement_literal:[{when}]"
        self._constraints.append(
            f"constraints{{{condition}linear{{vars:[{unknowns}]coeffs:[{factors}]domain:[{low},{high}]}}}}"
        )

    def minimise(self, terms: Sequence[tuple[int, int]]) -> None:
        """The objective: sum of factor × unknown."""
        unknowns = ",".join(str(unknown) for unknown, _ in terms)
        factors = ",".join(str(factor) for _, factor in terms)
        self._objective = f"objective{{vars:[{unknowns}]coeffs:[{factors}]}}" if terms else ""

    def hint(self, unknown: int, value: int) -> None:
        """A value to try first."""
        self._hints[unknown] = value

    def copy(self) -> Model:
        """The same model, to which other constraints can be added."""
        other = Model()
        other.unknowns, other._objective, other._hints = self.unknowns, self._objective, dict(self._hints)
        other._variables, other._constraints = list(self._variables), list(self._constraints)
        return other

    def text(self) -> str:
        """The whole model, as CP-SAT reads it."""
        hints = ""
        if self._hints:
            unknowns, values = ",".join(map(str, self._hints)), ",".join(map(str, self._hints.values()))
            hints = f"solution_hint{{vars:[{unknowns}]values:[{values}]}}"
        return "\n".join((*self._variables, *self._constraints, self._objective, hints))

    def _literals(self, kind: str, literals: Iterable[int]) -> None:
        self._constraints.append(f"constraints{{{kind}{{literals:[{','.join(map(str, literals))}]}}}}")


def available() -> bool:
    """Whether a solver can be called at all. Looks, but does not import."""
    try:
        return find_spec("ortools") is not None and find_spec("ortools.sat.python") is not None
    except ImportError:
        return False


class Watcher:
    """Follows one search: stops it when a bound is proved that is enough, or when another thread says so."""

    def __init__(self, enough: int | None = None, listener: Callable[[int], None] | None = None) -> None:
        self.enough = enough
        self.listener = listener
        """Called with every better bound, from the thread of the search."""
        self.bound: int | None = None
        self._stopped = False
        self._stop: Callable[[], None] | None = None

    def started(self, stop: Callable[[], None]) -> None:
        self._stop = stop
        if self._stopped:
            stop()

    def proved(self, bound: float) -> None:
        self.bound = _whole(bound)
        if self.listener is not None:
            self.listener(self.bound)
        if self.enough is not None and self.bound >= self.enough:
            self.stop()

    def stop(self) -> None:
        """May be called at any time, from any thread."""
        self._stopped = True
        if self._stop is not None:
            self._stop()


Run = Callable[[str, str, Watcher], "Answer"]


def solve(model: str, parameters: str, watcher: Watcher | None = None) -> Answer:
    """Searches a model text with a parameter text ("name:value ..."), in this thread, until its `stop_request`. Raises
    NoSolver."""
    watcher = watcher or Watcher()
    with stop_request().ending(watcher.stop):
        return _solver()(model, f"num_workers:1 catch_sigint_signal:false {parameters}", watcher)


@cache
def _solver() -> Run:
    """CP-SAT's compiled part alone (quick to import) or, where a version lacks it, the whole Python interface."""
    if not available():
        raise NoSolver("OR-Tools is not installed; install eventmgr[solver]")
    try:
        helper = import_module("ortools.sat.python.cp_model_helper")
        helper.CpModelProto().parse_text_format, helper.SatParameters, helper.SolveWrapper().stop_search
    except (ImportError, AttributeError, TypeError):
        return _through_interface()
    return _through_helper(helper)


def _through_helper(helper: Any) -> Run:
    def run(model: str, parameters: str, watcher: Watcher) -> Answer:
        message, settings, wrapper = helper.CpModelProto(), helper.SatParameters(), helper.SolveWrapper()
        if not message.parse_text_format(model) or not settings.parse_text_format(parameters):
            raise NoSolver("this version of OR-Tools does not read the model")
        wrapper.set_parameters(settings)
        wrapper.add_best_bound_callback(watcher.proved)
        watcher.started(wrapper.stop_search)
        return _answer(wrapper.solve(message), watcher)

    return run


def _through_interface() -> Run:
    try:
        interface = import_module("ortools.sat.python.cp_model")
        text_format = import_module("google.protobuf.text_format")
    except ImportError as error:
        raise NoSolver("OR-Tools is installed, but cannot be imported") from error

    def run(model: str, parameters: str, watcher: Watcher) -> Answer:
        task, solver = interface.CpModel(), interface.CpSolver()
        try:
            _parse(text_format, model, task.Proto())
            _parse(text_format, parameters, solver.parameters)
        except text_format.ParseError as error:
            raise NoSolver("this version of OR-Tools does not read the model") from error
        solver.best_bound_callback = watcher.proved
        watcher.started(solver.StopSearch)
        solver.Solve(task)
        return _answer(solver.ResponseProto(), watcher)

    return run


def _parse(text_format: Any, text: str, message: Any) -> None:
    """Protobuf's own reader, or the reader that newer messages carry themselves."""
    if hasattr(message, "parse_text_format"):
        message.parse_text_format(text)
    else:
        text_format.Parse(text, message)


def _answer(response: Any, watcher: Watcher) -> Answer:
    state = _STATES.get(int(response.status), UNKNOWN)
    if state == "invalid":
        raise NoSolver("this version of OR-Tools refuses the model")
    values = tuple(response.solution)
    bound = watcher.bound or 0
    if state in (FEASIBLE, OPTIMAL):
        bound = max(bound, _whole(response.best_objective_bound))
    return Answer(state, values, round(response.objective_value) if values else 0, bound)


def _whole(bound: float) -> int:
    """The smallest whole objective that a bound, counted in floating point, allows."""
    return ceil(bound - 0.001) if abs(bound) < 1e15 else 0
