"""Proofs of fewest moves against every schedule that there is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from eventmgr.engines.scheduling.instance import Instance, Meeting, Participant
from eventmgr.engines.scheduling.repairing import apply, repair
from eventmgr.engines.scheduling.repairing.moves_lower_bound import charges, moves_at
from eventmgr.engines.scheduling.repairing.residual_schedule import ResidualSchedule, residual_schedule
from eventmgr.engines.scheduling.schedule import Placed, Schedule
from eventmgr.engines.scheduling.timetable import NOWHERE
from tests.soak import times

from .. import brute_force, strategies
from ..without import hide_solver
from .cases import cases

many = settings(max_examples=times(60), deadline=None, suppress_health_check=list(HealthCheck))
SIZE = {"people": 5, "slots": 4, "meetings": 5, "least": 2}


def in_any_order(instance: Instance) -> Instance:
    """Without precedence, which the model leaves out."""
    return replace(instance, meetings=tuple(replace(meeting, after=()) for meeting in instance.meetings))


def best(start: ResidualSchedule) -> dict[int, int]:
    """Weight lost → fewest moves at it, over all schedules that keep the past and give up nothing that can stay."""
    instance = start.instance
    found: dict[int, int] = {}
    for places in brute_force.timetables(replace(instance, now=0)):
        slot = {place.meeting: place.slot for place in places}
        if not _kept(start, slot, places):
            continue
        lost = sum(start.problem.weight[m] for m in start.wanted if m not in slot)
        moves = sum(slot.get(m, start.home[m]) != start.home[m] for m, stays in enumerate(start.stays) if stays)
        found[lost] = min(moves, found.get(lost, moves))
    return found


def _kept(start: ResidualSchedule, slot, places) -> bool:
    for meeting, at in enumerate(start.start_slot):
        if meeting in start.held:
            if slot.get(meeting) != at:
                return False
        elif slot.get(meeting, start.instance.slots) < start.instance.now or (at != NOWHERE and meeting not in slot):
            return False
    seats = {place.meeting: place.seats for place in places}
    return all(seats[m] == (0, 0) for m in start.held)


def found(case) -> tuple[dict[int, int], ResidualSchedule]:
    instance, base, changes = case
    start = residual_schedule(apply(instance, changes), base)
    return best(start), start


@many
@given(cases(strategies.plain(**SIZE).map(in_any_order), now=False))
def test_with_the_solver_weight_and_moves_are_proved_and_the_best(case):
    pytest.importorskip("ortools")
    truth, _ = found(case)
    repaired = repair(*case, extra_moves=0)
    lost = repaired.facts["weight_lost"]

    assert lost == repaired.facts["weight_lost_at_least"] == min(truth)
    assert (repaired.facts["others_moved"], repaired.moves_bound) == (truth[lost], truth[lost])
    assert repaired.proved_fewest_moves


@many
@given(cases(strategies.plain(**SIZE).map(in_any_order), now=False))
def test_without_the_solver_nothing_is_claimed_that_is_not_so(monkeypatch, case):
    hide_solver(monkeypatch)
    truth, _start = found(case)
    repaired = repair(*case, extra_moves=0)
    lost, moved = repaired.facts["weight_lost"], repaired.facts["others_moved"]
    least = min(moves for weight, moves in truth.items() if weight <= lost)

    assert repaired.facts["weight_lost_at_least"] <= min(truth)
    assert repaired.moves_bound <= least <= moved
    assert repaired.proved_fewest_moves == (repaired.moves_bound == moved)


@many
@given(cases(strategies.seated(**SIZE), now=False))
def test_bounds_hold_with_representatives_hosts_caps_and_order(case):
    instance, base, changes = case
    case = (instance, base, replace(changes, tables_lost=()))
    truth, _ = found(case)
    repaired = repair(*case, extra_moves=0)
    lost = repaired.facts["weight_lost"]
    if "given_up_for_rules" not in repaired.facts and truth:
        least = min((moves for weight, moves in truth.items() if weight <= lost), default=0)
        assert repaired.facts["weight_lost_at_least"] <= min(truth)
        assert repaired.moves_bound <= least


@many
@given(cases(strategies.plain(**SIZE).map(in_any_order), now=False))
def test_charging_is_never_above_the_truth(case):
    truth, start = found(case)
    charge = charges(start.problem, start.timetable, start.wanted)

    for lost in range(8):
        possible = [moves for weight, moves in truth.items() if weight <= lost]
        assert not possible or moves_at(start.problem, charge, lost) <= min(possible)


def test_charging_alone_proves_that_somebody_must_make_way():
    instance = Instance((Participant(),) * 3, 2, (2, 2), (Meeting(0, 1, fixed=0), Meeting(0, 2)))
    start = residual_schedule(instance, Schedule((Placed(1, 0),)))

    assert moves_at(start.problem, charges(start.problem, start.timetable, start.wanted), 0) == 1
