"""What the exact search proves, against every timetable of small instances."""

from __future__ import annotations

import time

import pytest
from hypothesis import Phase, given, settings

from eventmgr.engines.scheduling.breaks import Gaps
from eventmgr.engines.scheduling.exact import cp_sat, most_weight, search
from eventmgr.engines.scheduling.instance import Instance
from eventmgr.engines.scheduling.placement import place
from eventmgr.engines.scheduling.placement.soft_constraints import SoftConstraints
from eventmgr.engines.scheduling.problem import Problem, lower
from eventmgr.engines.scheduling.timetable import NOWHERE, Timetable
from tests.soak import times

from .. import brute_force, strategies

needs_solver = pytest.mark.skipif(not cp_sat.available(), reason="OR-Tools (extra solver) is not installed")
SMALL = {"people": 5, "slots": 6, "meetings": 6}


def _deadline() -> float:
    return time.monotonic() + 30


def _replayed(problem: Problem, slots: tuple[int, ...], ends: tuple[tuple[int, int], ...]) -> Timetable:
    """Places one meeting after the other, earliest first, and asks the rules each time."""
    timetable = Timetable(problem)
    timetable.ends[:] = ends
    for meeting in sorted(range(len(slots)), key=slots.__getitem__):
        if slots[meeting] != NOWHERE:
            assert timetable.free(meeting) >> slots[meeting] & 1
            timetable.place(meeting, slots[meeting])
    return timetable


@needs_solver
@settings(deadline=None, phases=(Phase.explicit, Phase.generate), max_examples=times(60))
@given(strategies.seated(**SMALL))
def test_fewest_breaks_and_impossible_are_those_of_brute_force(instance: Instance) -> None:
    problem = lower(instance)
    best = brute_force.best(instance)
    result = search(problem, deadline=_deadline())
    assert result.proved
    assert result.infeasible == (not best.all_within_spread)
    if not result.infeasible:
        assert (result.breaks, result.bound) == (best.breaks, best.breaks)
        timetable = _replayed(problem, result.slots, result.ends)
        assert Gaps(problem).figures(timetable.busy).breaks == best.breaks
        assert [m for m in timetable.unscheduled() if not instance.meetings[m].cancelled] == []


@needs_solver
@settings(deadline=None, phases=(Phase.explicit, Phase.generate), max_examples=times(60))
@given(strategies.seated(**SMALL))
def test_most_weight_is_that_of_brute_force(instance: Instance) -> None:
    problem = lower(instance)
    best = brute_force.best(instance)
    result = most_weight(problem, place(problem), deadline=_deadline())
    assert result.proved
    assert (result.deficit, result.weight, result.weight_bound) == (best.unmet, best.weight, best.weight)
    _replayed(problem, result.slots, result.ends)


@needs_solver
@settings(deadline=None, phases=(Phase.explicit, Phase.generate), max_examples=times(60))
@given(strategies.seated(**SMALL))
def test_most_weight_needs_no_known_timetable(instance: Instance) -> None:
    best = brute_force.best(instance)
    result = most_weight(lower(instance), deadline=_deadline())
    assert (result.proved, result.deficit, result.weight) == (True, best.unmet, best.weight)


@needs_solver
@settings(deadline=None, phases=(Phase.explicit, Phase.generate), max_examples=times(60))
@given(strategies.rich(**SMALL))
def test_with_every_rule_nothing_that_is_possible_is_called_impossible(instance: Instance) -> None:
    known = place(lower(instance))
    problem = known.problem
    result = search(problem, deadline=_deadline())
    complete = all(instance.meetings[m].cancelled for m in known.unscheduled())
    spread = Gaps(problem).figures(known.busy).spread
    if complete and (instance.spread is None or spread <= instance.spread):
        assert not result.infeasible
    if result.slots:
        assert result.proved
        assert [
            m for m, slot in enumerate(result.slots) if slot == NOWHERE and not instance.meetings[m].cancelled
        ] == []


@needs_solver
@settings(deadline=None, phases=(Phase.explicit, Phase.generate), max_examples=times(40))
@given(strategies.rich(**SMALL))
def test_with_every_rule_the_most_weight_is_no_less_than_placed_and_keeps_its_word(instance: Instance) -> None:
    known = place(lower(instance))
    result = most_weight(known.problem, known, deadline=_deadline())
    if result.unsupported:
        return
    tally = SoftConstraints(instance).tally()
    for meeting, slot in enumerate(result.slots):
        if slot != NOWHERE:
            tally.place(meeting)
    placed = sum(known.problem.weight[m] for m, slot in enumerate(known.slot) if slot != NOWHERE)
    assert result.proved
    assert tally.deficit == result.deficit
    assert result.deficit > 0 or result.weight >= placed
    assert result.weight_bound == result.weight


@settings(deadline=None, phases=(Phase.explicit, Phase.generate), max_examples=times(60))
@given(strategies.seated(**SMALL))
def test_without_a_solver_what_is_proved_is_still_true(instance: Instance) -> None:
    best = brute_force.best(instance)
    problem = lower(instance)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cp_sat, "available", lambda: False)
        result = search(problem, place(problem), deadline=_deadline())
    if result.infeasible:
        assert not best.all_within_spread
    elif best.all_within_spread:
        assert result.bound <= best.breaks
        assert not result.proved or result.breaks == best.breaks
