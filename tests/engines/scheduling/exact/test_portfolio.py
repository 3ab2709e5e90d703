"""Which search of the whole model comes first where one process does both, and that each comes again with more work."""

from __future__ import annotations

import re
import time

import pytest

from eventmgr.engines.scheduling.exact import cp_sat, portfolio
from eventmgr.engines.scheduling.exact.cp_sat import UNKNOWN, Answer, Watcher
from eventmgr.engines.scheduling.exact.domains import filtered_domains
from eventmgr.engines.scheduling.exact.monolithic_model import monolithic_model
from eventmgr.engines.scheduling.exact.shared_incumbent import SharedIncumbent
from eventmgr.engines.scheduling.problem import lower
from eventmgr.engines.scheduling.reading import read_instance

FORM = {
    "name": "three meetings",
    "participants": 3,
    "slots": 4,
    "morning_slots": 2,
    "tables": 1,
    "absent": [[], [], []],
    "meetings": [{"a": 0, "b": 1}, {"a": 1, "b": 2}, {"a": 0, "b": 2}],
}


def _turns(bound: int, number: int, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, float]]:
    """(search, work) of the first turns when none of them says anything."""
    problem = lower(read_instance(FORM))
    incumbent = SharedIncumbent(problem, time.monotonic() + 60, 0, None)
    incumbent.prove(bound)
    turns: list[tuple[str, float]] = []

    def silent(model: str, parameters: str, watcher: Watcher | None = None) -> Answer:
        work = re.search(r"max_deterministic_time:([\d.]+)", parameters)
        assert work is not None
        turns.append(("core" if "optimize_with_core" in parameters else "question", float(work[1])))
        if len(turns) == number:
            incumbent.deadline = 0
        return Answer(UNKNOWN)

    monkeypatch.setattr(portfolio, "solve", silent)
    portfolio.run_in_turns(incumbent, monolithic_model(problem, filtered_domains(problem), None))
    return turns


def test_where_only_zero_is_proved_the_core_search_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [search for search, _ in _turns(0, 4, monkeypatch)] == ["core", "question", "core", "question"]


def test_a_bound_is_asked_about_first(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [search for search, _ in _turns(1, 4, monkeypatch)] == ["question", "core", "question", "core"]


@pytest.mark.parametrize("bound", [0, 1])
def test_each_search_gets_more_work_every_time(bound: int, monkeypatch: pytest.MonkeyPatch) -> None:
    turns = _turns(bound, 6, monkeypatch)
    for search in ("core", "question"):
        works = [work for name, work in turns if name == search]
        assert len(works) >= 2
        assert works == sorted(set(works))


@pytest.mark.skipif(not cp_sat.available(), reason="OR-Tools (extra solver) is not installed")
def test_the_solver_understands_the_parameters() -> None:
    problem = lower(read_instance(FORM))
    incumbent = SharedIncumbent(problem, time.monotonic() + 60, 0, None)
    portfolio.run_in_turns(incumbent, monolithic_model(problem, filtered_domains(problem), None))
    assert incumbent.result.proved
