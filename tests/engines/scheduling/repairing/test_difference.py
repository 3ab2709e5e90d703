"""A difference applied and undone is as if nothing had been."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventmgr.engines.scheduling.repairing import StaleDifference, between
from eventmgr.engines.scheduling.schedule import Placed, Schedule, Unscheduled
from tests.soak import times

from .differences import from_json

small = st.integers(0, 3)


@st.composite
def schedules(draw: st.DrawFn) -> Schedule:
    """Any rows by meeting; a difference does not ask whether they are allowed."""
    numbers = sorted(draw(st.sets(st.integers(0, 7))))
    rows = [
        Placed(
            number,
            draw(small),
            draw(st.none() | small),
            (draw(small), draw(small)),
            tuple(draw(st.lists(small, max_size=2))),
        )
        for number in numbers
    ]
    unscheduled = tuple(
        Unscheduled(m, "rule", {"rule": "after", "slots": [[0, "after"]]}) for m in draw(st.sets(small))
    )
    return Schedule(
        tuple(rows), unscheduled, draw(st.sampled_from(("feasible", "infeasible"))), draw(small), draw(small)
    )


@settings(max_examples=times(400), deadline=None)
@given(schedules(), schedules())
def test_applied_it_gives_the_new_schedule_and_undone_the_old_one(old, new):
    difference = between(old, new)

    assert difference.apply(old) == new
    assert difference.undo(difference.apply(old)) == old


@settings(max_examples=times(400), deadline=None)
@given(schedules(), schedules())
def test_json_says_all_of_it(old, new):
    difference = between(old, new)

    assert from_json(json.loads(json.dumps(difference.to_json()))) == difference


@settings(max_examples=times(200), deadline=None)
@given(schedules())
def test_a_schedule_does_not_differ_from_itself(schedule):
    difference = between(schedule, schedule)

    assert (difference.moved, difference.placed, difference.dropped) == ((), (), ())


def test_it_is_refused_where_the_schedule_is_another_one():
    difference = between(Schedule((Placed(0, 1),)), Schedule((Placed(0, 2), Placed(1, 0))))

    with pytest.raises(StaleDifference, match="meeting 0"):
        difference.apply(Schedule((Placed(0, 3),)))
    with pytest.raises(StaleDifference, match="meeting 1"):
        difference.apply(Schedule((Placed(0, 1), Placed(1, 1))))
    with pytest.raises(StaleDifference, match="meeting 0"):
        difference.undo(Schedule((Placed(0, 1),)))


def test_a_change_of_table_alone_moves_nobody_in_time():
    difference = between(Schedule((Placed(0, 1, 0),)), Schedule((Placed(0, 1, 2),)))

    assert len(difference.moved) == 1
    assert difference.slots_moved == ()
