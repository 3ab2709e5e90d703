"""The published instances, where they lie beside the repository: proved, as good as published, and accepted by their own checker."""

from __future__ import annotations

import pytest

from bench.meetings import published
from eventmgr.engines.scheduling.reading import read_instance
from eventmgr.engines.scheduling.schedule import INFEASIBLE, OPTIMAL
from eventmgr.engines.scheduling.solving import solve
from tests.engines.scheduling.published import judged
from tests.soak import drawn

from .without import hide_solver

pytestmark = pytest.mark.skipif(
    not published.CHECKER.is_file(), reason=f"the published instances are not in {published.FOLDER}"
)
QUICK = ("tic-12", "forumt-14crafd", "forum-14")
SECONDS = 60
"""Cut only on a very slow machine; the figure to reach is 5 seconds each."""


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=() if name in QUICK else pytest.mark.slow)
        for name in published.RESULTS
        if name in {*QUICK, *drawn(published.RESULTS, 4)}
    ],
)
def test_an_original_is_solved_to_the_published_optimum(name, tmp_path):
    pytest.importorskip("ortools")
    data = published.load(name)

    schedule = solve(read_instance(data), seconds=SECONDS)
    found = judged(tmp_path, data, schedule, "--fairness", "2", "--require-all")

    assert (schedule.status, schedule.breaks, schedule.bound) == (OPTIMAL, *[published.RESULTS[name].breaks] * 2)
    assert (found["feasible"], found["breaks"], found["idle_slots"]) == (True, schedule.breaks, schedule.idle)
    assert found["table_moves"] == schedule.table_changes


@pytest.mark.parametrize("name", QUICK)
def test_without_the_solver_an_original_is_placed_whole(name, tmp_path, monkeypatch):
    hide_solver(monkeypatch)
    data = published.load(name)

    schedule = solve(read_instance(data), iterations=20_000)
    found = judged(tmp_path, data, schedule, "--require-all")

    assert (found["feasible"], found["breaks"], found["spread"]) == (True, schedule.breaks, schedule.spread)
    assert schedule.bound <= published.RESULTS[name].breaks <= schedule.breaks


DERIVED = ("absences 0.1", "pins 0.1", "precedences 0.2", "spread 0", "spread none")


@pytest.mark.parametrize("kind", DERIVED)
def test_derived_instances_are_proved_and_what_is_placed_keeps_the_rules(kind, tmp_path):
    pytest.importorskip("ortools")
    one = next(one for one in published.derived() if one.name == f"tic-12 {kind}")

    schedule = solve(read_instance(one.data), seconds=SECONDS)
    limit = one.data.get("fairness", 2)
    within = ("--fairness", str(limit)) if schedule.status == OPTIMAL and limit is not None else ()
    found = judged(tmp_path, one.data, schedule, *within)

    assert schedule.status in (OPTIMAL, INFEASIBLE)
    assert (found["feasible"], found["breaks"], found["weight"]) == (True, schedule.breaks, schedule.weight)


def test_derived_instances_are_the_same_every_time():
    first, second = ([one.data for one in published.derived()] for _ in range(2))

    assert first == second
    assert len(first) == 280
