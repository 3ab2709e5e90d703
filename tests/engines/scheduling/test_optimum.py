"""On tiny instances every timetable can be tried: what `solve` finds and what it claims are held against the best of them."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventmgr.engines.scheduling.instance import Instance
from eventmgr.engines.scheduling.schedule import INFEASIBLE, OPTIMAL, Schedule
from eventmgr.engines.scheduling.solving import solve
from tests.soak import times

from . import brute_force, laws, strategies
from .without import hide_solver

TINY = {"people": 5, "slots": 4, "meetings": 5, "least": 2}
many = settings(max_examples=times(100), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def without_solver(monkeypatch) -> None:
    hide_solver(monkeypatch)


def reached(instance: Instance, schedule: Schedule) -> tuple[int, int, bool, int]:
    """What a schedule comes to, in the order of the goals."""
    figures = laws.figures(instance, schedule.placed)
    unmet = brute_force.unmet(instance, schedule.placed)
    return unmet, figures["weight"], laws.keeps_spread(instance, schedule.placed), figures["breaks"]


def wanted(best: brute_force.Best) -> tuple[int, int, bool, int]:
    """What the best timetable comes to."""
    return best.unmet, best.weight, best.within_spread, best.breaks


def claims_too_much(instance: Instance, schedule: Schedule, best: brute_force.Best) -> list[str]:
    """False claims of status and bound."""
    found = []
    if schedule.status == OPTIMAL and reached(instance, schedule) != wanted(best):
        found.append(f"not optimal: {reached(instance, schedule)} instead of {wanted(best)}")
    if schedule.status == INFEASIBLE and best.all_within_spread:
        found.append("not infeasible")
    if schedule.weight == best.weight and schedule.bound > best.breaks:
        found.append(f"bound {schedule.bound} above {best.breaks}")
    return found


@settings(many, max_examples=times(200))
@given(st.one_of(strategies.plain(**TINY), strategies.lossy(**TINY)))
def test_with_the_solver_the_plain_form_is_solved_to_the_optimum(instance):
    pytest.importorskip("ortools")
    best = brute_force.best(instance)

    schedule = solve(instance, iterations=2_000)

    assert reached(instance, schedule) == wanted(best)
    assert schedule.status == (OPTIMAL if best.all_within_spread else INFEASIBLE)
    assert claims_too_much(instance, schedule, best) == []


@many
@given(strategies.plain(**TINY))
def test_without_the_solver_as_much_is_placed_and_no_false_claim_is_made(without_solver, instance):
    best = brute_force.best(instance)

    schedule = solve(instance, iterations=2_000)

    assert schedule.weight == best.weight
    assert claims_too_much(instance, schedule, best) == []


@many
@given(strategies.seated(**TINY))
def test_with_representatives_caps_and_minima_as_much_is_placed(instance):
    best = brute_force.best(instance)

    schedule = solve(instance, iterations=2_000)

    assert (brute_force.unmet(instance, schedule.placed), schedule.weight) == (best.unmet, best.weight)
    assert claims_too_much(instance, schedule, best) == []


@many
@given(strategies.seated(**TINY))
def test_so_it_is_without_the_solver(without_solver, instance):
    best = brute_force.best(instance)

    schedule = solve(instance, iterations=2_000)

    assert (brute_force.unmet(instance, schedule.placed), schedule.weight) == (best.unmet, best.weight)
    assert claims_too_much(instance, schedule, best) == []
