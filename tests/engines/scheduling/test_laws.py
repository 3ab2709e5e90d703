"""The laws of every schedule that `solve` gives, over many small instances with everything that an instance can say."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventmgr.engines.scheduling.checking import check
from eventmgr.engines.scheduling.instance import Instance
from eventmgr.engines.scheduling.schedule import FEASIBLE, INFEASIBLE, OPTIMAL, Schedule
from eventmgr.engines.scheduling.solving import solve
from tests.soak import times

from . import brute_force, laws, strategies
from .without import hide_solver

ITERATIONS = 300
many = settings(max_examples=times(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
few = settings(many, max_examples=times(30))


@pytest.fixture(params=["with the solver", "without"])
def helped(request, monkeypatch) -> bool:
    """Runs a law with OR-Tools, where that is installed, and once more as if it were not."""
    if request.param == "without":
        hide_solver(monkeypatch)
        return False
    pytest.importorskip("ortools")
    return True


def solved(instance: Instance, *, seed: int = 0) -> Schedule:
    return solve(instance, iterations=ITERATIONS, seed=seed)


@many
@given(strategies.rich())
def test_no_law_is_broken_and_the_figures_are_true(helped, instance):
    schedule = solved(instance)

    assert laws.broken(instance, schedule) == []
    assert laws.said(schedule) == laws.figures(instance, schedule.placed)
    assert [str(error) for error in check(instance, schedule).errors] == []


@many
@given(strategies.plain())
def test_every_meeting_is_placed_or_explained(helped, instance):
    schedule = solved(instance)

    numbers = [one.meeting for one in (*schedule.placed, *schedule.unscheduled)]
    assert sorted(numbers) == list(range(len(instance.meetings)))


@many
@given(strategies.plain(least=4))
def test_status_and_bound_say_no_more_than_the_schedule_holds(helped, instance):
    schedule = solved(instance)
    complete = not schedule.unscheduled and laws.keeps_spread(instance, schedule.placed)

    assert schedule.bound <= schedule.breaks
    assert schedule.status in {True: (OPTIMAL, FEASIBLE), False: (INFEASIBLE, FEASIBLE)}[complete]
    assert schedule.status != OPTIMAL or schedule.bound == schedule.breaks


@few
@given(strategies.rich(least=3), st.integers(0, 3))
def test_the_same_input_gives_the_same_schedule(helped, instance, seed):
    first, second = (replace(solved(instance, seed=seed), seconds=0, facts={}) for _ in range(2))

    assert first == second


@few
@given(strategies.plain(least=5, slots=5))
def test_more_tables_never_place_less_weight(helped, instance):
    wider = replace(instance, slot_tables=tuple(tables + 1 for tables in instance.slot_tables))

    assert solved(wider).weight >= solved(instance).weight


@many
@given(strategies.plain(least=5, slots=5))
def test_reasons_are_true_and_exclude_each_other(helped, instance):
    schedule = solved(instance)

    assert {one.meeting: one.reason for one in schedule.unscheduled} == {
        one.meeting: _reason(instance, schedule, one.meeting) for one in schedule.unscheduled
    }


def _reason(instance: Instance, schedule: Schedule, number: int) -> str:
    """The first that holds; `nothing` where the meeting could simply be placed."""
    slots = laws.slots_of(instance, schedule.placed)
    used = [sum(one.slot == slot for one in schedule.placed) for slot in range(instance.slots)]
    meeting = instance.meetings[number]
    common = [place.slot for place in brute_force.options(instance, number)]
    free = [slot for slot in common if not any(slot in slots[side, 0] for side in (meeting.a, meeting.b))]
    tables = [slot for slot in free if used[slot] < instance.slot_tables[slot]]
    rows = ((common, "no_common_slot"), (free, "participant_full"), (tables, "tables_full"))
    found = next((reason for left, reason in rows if not left), None)
    if found is not None:
        return found
    held = {one.meeting: one.slot for one in schedule.placed}
    return "nothing" if any(_in_order(instance, held, number, slot) for slot in tables) else "rule"


def _in_order(instance: Instance, held: dict[int, int], number: int, slot: int) -> bool:
    before = instance.meetings[number].after
    behind = [other for other, meeting in enumerate(instance.meetings) if number in meeting.after and other in held]
    return all(held.get(other, slot) < slot for other in before) and all(held[other] > slot for other in behind)
