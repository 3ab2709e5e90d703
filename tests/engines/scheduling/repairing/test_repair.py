"""What every repair keeps to, over many small cases with everything that an instance and the day can say."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from eventmgr.engines.scheduling.checking import check
from eventmgr.engines.scheduling.instance import Coverage, Hall, Instance, Meeting, Participant
from eventmgr.engines.scheduling.repairing import Changes, apply, repair
from eventmgr.engines.scheduling.repairing.break_reduction import BreakReduction
from eventmgr.engines.scheduling.repairing.repair_search import movable_meetings
from eventmgr.engines.scheduling.repairing.residual_schedule import residual_schedule
from eventmgr.engines.scheduling.schedule import Placed, Schedule
from tests.soak import times

from .. import strategies
from ..without import hide_solver
from .cases import cases

many = settings(max_examples=times(60), deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(params=["with the solver", "without"])
def helped(request, monkeypatch) -> bool:
    """Runs a law with OR-Tools, where that is installed, and once more as if it were not."""
    if request.param == "without":
        hide_solver(monkeypatch)
        return False
    pytest.importorskip("ortools")
    return True


@many
@given(cases(strategies.rich(meetings=9)))
def test_the_independent_checker_accepts_every_repair(helped, case):
    instance, base, changes = case
    repaired = repair(instance, base, changes, iterations=6)

    assert [str(error) for error in check(repaired.instance, repaired.schedule, base=base).errors] == []


@many
@given(cases(strategies.rich(meetings=9)))
def test_it_also_accepts_one_for_which_there_was_no_time(case):
    instance, base, changes = case
    repaired = repair(instance, base, changes, seconds=0)

    assert [str(error) for error in check(repaired.instance, repaired.schedule, base=base).errors] == []


@many
@given(cases(strategies.rich(meetings=9)))
def test_the_past_never_moves_and_nothing_new_is_placed_in_it(helped, case):
    instance, base, changes = case
    repaired = repair(instance, base, changes, iterations=6)

    assert [place for place in repaired.schedule.placed if place.slot < changes.now] == [
        place for place in base.placed if place.slot < changes.now
    ]


@many
@given(cases(strategies.rich(meetings=9)))
def test_the_same_input_gives_the_same_repair(helped, case):
    first, second = (replace(repair(*case, iterations=4).schedule, seconds=0) for _ in range(2))

    assert first == second


@many
@given(cases(strategies.plain(meetings=9)))
def test_without_changes_and_with_everything_placed_nothing_moves(helped, case):
    instance, base, _ = case
    assume(not base.unscheduled)
    repaired = repair(instance, base, Changes(), iterations=4)

    assert repaired.difference.moved == ()
    assert repaired.difference.dropped == ()


@many
@given(cases(strategies.rich(meetings=9)), st.integers(1, 3))
def test_further_moves_are_only_as_many_as_allowed_and_only_take_out_breaks(helped, case, most):
    plain, further = (repair(*case, iterations=4, extra_moves=number) for number in (0, most))

    assert further.facts["others_moved"] <= plain.facts["others_moved"] + most
    assert further.facts["extra_moves"] <= most
    if further.schedule.weight == plain.schedule.weight:
        assert further.schedule.breaks <= plain.schedule.breaks


def test_one_further_move_closes_a_gap_that_somebody_left():
    instance = Instance((Participant(),) * 4, 4, (2,) * 4, (Meeting(0, 1), Meeting(0, 2), Meeting(0, 3)))
    base = Schedule((Placed(0, 0, 0), Placed(1, 1, 0), Placed(2, 2, 0)))
    changes = Changes(cancelled=(1,))

    assert repair(instance, base, changes, extra_moves=0).schedule.breaks == 1
    repaired = repair(instance, base, changes, extra_moves=1)
    assert (repaired.schedule.breaks, repaired.facts["extra_moves"], len(repaired.difference.slots_moved)) == (0, 1, 1)


@many
@given(cases(strategies.rich(meetings=9)))
def test_without_asking_few_further_meetings_move_and_each_takes_out_a_break(helped, case):
    base = case[1]
    few, usual = repair(*case, iterations=4, extra_moves=0), repair(*case, iterations=4)
    facts = usual.facts

    assert check(usual.instance, usual.schedule, base=base).errors == ()
    assert facts["breaks_at_fewest_moves"] == few.facts["breaks_at_fewest_moves"]
    assert facts["extra_moves"] <= 3
    if few.schedule.placed and usual.schedule.weight == few.schedule.weight:
        assert facts["breaks"] <= facts["breaks_at_fewest_moves"] - facts["extra_moves"]
        if few.facts["breaks"] <= 1.05 * base.breaks:
            assert facts["extra_moves"] == 0


def test_what_comes_after_a_meeting_that_only_another_hall_could_take_is_placed_too():
    instance = Instance(
        (Participant(company="Q"), Participant(company="P"), Participant(seats=2), Participant(), Participant()),
        4,
        (3,) * 4,
        (
            Meeting(1, 2, fixed=1),
            Meeting(0, 1, table=2),
            Meeting(3, 4, table=0, after=(0,)),
            Meeting(0, 3),
            Meeting(2, 3),
        ),
        halls=(Hall(2), Hall(1)),
        travel=((0, 1), (1, 0)),
        coverage=(Coverage("cover", each="company"),),
        spread=None,
    )

    assert repair(instance, Schedule(()), Changes(), iterations=0).schedule.unscheduled == ()


def test_meetings_placed_anew_change_places_where_that_closes_a_gap_and_nobody_else_moves():
    start = residual_schedule(_with_a_gap(), Schedule((Placed(0, 0, 0),)))
    start.timetable.place(1, 3)
    start.timetable.place(2, 1)
    BreakReduction(start, movable_meetings(start)).for_nothing()

    assert (start.timetable.slot, start.moves) == ([0, 1, 3], 0)


def test_a_chain_that_would_send_somebody_from_home_is_not_for_nothing():
    start = residual_schedule(_with_a_gap(), Schedule((Placed(0, 0, 0), Placed(2, 1, 0))))
    start.timetable.place(1, 3)
    BreakReduction(start, movable_meetings(start)).for_nothing()

    assert start.timetable.slot == [0, 3, 1]


def _with_a_gap() -> Instance:
    """Participant 0 is torn as long as meeting 1 is in slot 3; in slot 1 it needs the place of meeting 2."""
    absent = ((), (2,), (), (0,), ())
    people = tuple(Participant(absent=frozenset(slots)) for slots in absent)
    return Instance(people, 4, (2,) * 4, (Meeting(0, 4), Meeting(0, 1), Meeting(1, 3)))


def test_a_leaver_loses_only_what_cannot_be_held_earlier():
    instance = Instance((Participant(),) * 3, 4, (2,) * 4, (Meeting(0, 1), Meeting(0, 2)))
    base = Schedule((Placed(0, 2, 0), Placed(1, 3, 1)))
    repaired = repair(instance, base, Changes(left=((0, 3),)))

    assert [(place.meeting, place.slot) for place in repaired.schedule.placed] == [(0, 2), (1, 1)]
    assert repaired.proved_fewest_moves
    assert repaired.facts["others_moved"] == 0


def test_one_other_meeting_moves_where_that_is_the_only_way():
    people = (Participant(), Participant(absent=frozenset({1})), Participant())
    instance = Instance(people, 2, (2, 2), (Meeting(0, 1), Meeting(0, 2)))
    base = Schedule((Placed(1, 0, 0),))
    repaired = repair(instance, base, Changes())

    assert [(place.meeting, place.slot) for place in repaired.schedule.placed] == [(0, 0), (1, 1)]
    assert (repaired.facts["others_moved"], repaired.moves_bound, repaired.proved_fewest_moves) == (1, 1, True)


def test_a_meeting_whose_table_is_lost_changes_only_its_table():
    instance = Instance((Participant(),) * 4, 1, (3,), (Meeting(0, 1), Meeting(2, 3)))
    base = Schedule((Placed(0, 0, 0), Placed(1, 0, 1)))
    repaired = repair(instance, base, Changes(tables_lost=((0, 0),)))

    assert repaired.schedule.placed == (Placed(0, 0, 2), Placed(1, 0, 1))
    assert repaired.difference.slots_moved == ()


def test_with_too_few_tables_one_meeting_moves_to_another_slot():
    instance = Instance((Participant(),) * 4, 2, (2, 2), (Meeting(0, 1), Meeting(2, 3)))
    base = Schedule((Placed(0, 0, 0), Placed(1, 0, 1)))
    repaired = repair(instance, base, Changes(tables_lost=((0, 1),)))

    assert sorted(place.slot for place in repaired.schedule.placed) == [0, 1]
    assert repaired.facts["others_moved"] == 1
    assert repaired.proved_fewest_moves


def test_a_locked_meeting_stays_and_others_go_around_it():
    meetings = (Meeting(0, 1), Meeting(0, 2, locked=True))
    instance = Instance((Participant(), Participant(absent=frozenset({1})), Participant()), 2, (2, 2), meetings)
    repaired = repair(instance, Schedule((Placed(1, 0, 0),)), Changes())

    assert repaired.schedule.placed == (Placed(1, 0, 0),)
    assert [(row.meeting, row.reason) for row in repaired.schedule.unscheduled] == [(0, "participant_full")]


def test_a_cancelled_meeting_makes_room_and_is_not_missing():
    instance = Instance((Participant(),) * 3, 1, (1,), (Meeting(0, 1), Meeting(0, 2)))
    repaired = repair(instance, Schedule((Placed(0, 0, 0),)), Changes(cancelled=(0,)))

    assert repaired.schedule.placed == (Placed(1, 0, 0),)
    assert repaired.schedule.unscheduled == ()


def test_what_has_been_held_can_no_longer_be_cancelled_or_missed():
    instance = Instance((Participant(),) * 2, 2, (1, 1), (Meeting(0, 1),))
    base = Schedule((Placed(0, 0, 0),))
    repaired = repair(instance, base, Changes(now=1, cancelled=(0,), left=((1, 0),)))

    assert repaired.schedule.placed == base.placed


def test_added_meetings_are_numbered_on():
    instance = Instance((Participant(),) * 3, 2, (1, 1), (Meeting(0, 1),))
    changed = apply(instance, Changes(added=(Meeting(1, 2),)))
    repaired = repair(instance, Schedule((Placed(0, 0, 0),)), Changes(added=(Meeting(1, 2),)))

    assert changed.meetings == (Meeting(0, 1), Meeting(1, 2))
    assert repaired.schedule.placed == (Placed(0, 0, 0), Placed(1, 1, 0))


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        (Changes(now=5), "now"),
        (Changes(late=((3, 0),)), "late"),
        (Changes(left=((0, 9),)), "left"),
        (Changes(absent=((0, (2,)),)), "absent"),
        (Changes(tables_lost=((2, 0),)), "tables_lost"),
        (Changes(cancelled=(1,)), "cancelled"),
        (Changes(added=(Meeting(0, 7),)), "added"),
        (Changes(slot_tables=(1,)), "slot_tables"),
    ],
)
def test_changes_that_do_not_fit_the_instance_are_refused_by_name(changes, word):
    instance = Instance((Participant(),) * 2, 2, (1, 1), (Meeting(0, 1),))

    with pytest.raises(ValueError, match=word):
        apply(instance, changes)
