from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from eventmgr.engines.scheduling.checking.conflict_analysis import ConflictAnalysis
from eventmgr.engines.scheduling.checking.schedule_index import ScheduleIndex
from eventmgr.engines.scheduling.instance import Assistant, Instance, Meeting, Participant
from eventmgr.engines.scheduling.placement import place, place_and_prove
from eventmgr.engines.scheduling.placement.upper_bound import loss_lower_bound
from eventmgr.engines.scheduling.problem import lower
from tests.soak import times

from .. import brute_force, laws, strategies
from ..crowds import crowd
from ..rows import schedule_of, weight_of

many = settings(max_examples=times(100), deadline=None)


@many
@given(strategies.rich(least=4, meetings=16))
def test_no_law_is_broken(instance):
    assert laws.broken(instance, schedule_of(place(lower(instance)))) == []


@many
@given(strategies.seated(people=5, slots=4, meetings=6, least=3))
def test_a_tiny_event_is_placed_as_well_as_can_be(instance):
    best = brute_force.best(instance)

    schedule = schedule_of(place(lower(instance)))

    assert (brute_force.unmet(instance, schedule.placed), schedule.weight) == (best.unmet, best.weight)


@many
@given(strategies.seated(people=5, slots=4, meetings=6, least=3))
def test_what_is_said_to_be_impossible_is_so(instance):
    instance = replace(instance, spread=None)

    placement = place_and_prove(lower(instance))

    assert placement.impossible is not brute_force.best(instance).all_within_spread


@many
@given(strategies.rich(least=8, meetings=20))
def test_nothing_that_is_left_over_would_simply_fit(instance):
    schedule = schedule_of(place(lower(instance)))

    analysis = ConflictAnalysis(ScheduleIndex(instance, schedule, None, 0))
    unscheduled = set(range(len(instance.meetings))) - {placed.meeting for placed in schedule.placed}
    wanted = [meeting for meeting in unscheduled if not instance.meetings[meeting].cancelled]
    assert [analysis.certificate(meeting).slot for meeting in wanted] == [None] * len(wanted)


@many
@given(strategies.rich(least=4, meetings=16))
def test_the_same_arguments_give_the_same_timetable(instance):
    first, second = (place(lower(instance), seed=3) for _ in range(2))

    assert (first.slot, first.ends) == (second.slot, second.ends)


@settings(max_examples=times(40), deadline=None)
@given(strategies.plain(people=8, slots=7, least=12, meetings=24))
def test_more_tables_never_place_less(instance):
    wider = replace(instance, slot_tables=tuple(tables + 1 for tables in instance.slot_tables))

    assert weight_of(place(lower(wider))) >= weight_of(place(lower(instance)))


@pytest.mark.parametrize("seed", range(4))
def test_a_full_event_is_placed_to_the_last_meeting(seed):
    instance = crowd(200, 20, 90, 1200, seed=seed)

    assert place(lower(instance)).unscheduled() == []


@pytest.mark.parametrize("seed", range(3))
def test_where_more_is_wanted_than_fits_nearly_all_that_may_fit_is_placed(seed):
    instance = crowd(60, 12, 15, 260, seed=seed)
    problem = lower(instance)

    assert len(place(problem).unscheduled()) <= loss_lower_bound(problem) + 1


def test_a_start_is_filled_and_never_made_worse():
    problem = lower(crowd(60, 12, 20, 300, seed=1, beyond=2, heaviest=5))
    start = place(problem, budget=0)
    before = weight_of(start)

    filled = place(problem, start=start)

    assert filled is start
    assert weight_of(filled) >= before


def test_a_heavy_meeting_drives_out_light_ones():
    people = (Participant(),) * 4
    instance = Instance(people, 1, (1,), (Meeting(0, 1), Meeting(2, 3, weight=5), Meeting(0, 2, weight=3)))

    assert place(lower(instance)).slot == [-1, 0, -1]


def test_a_guaranteed_meeting_goes_before_weight():
    people = (Participant(minimum=1), *(Participant(),) * 3)
    instance = Instance(people, 1, (1,), (Meeting(0, 1), Meeting(2, 3, weight=50)))

    assert place(lower(instance)).slot == [0, -1]


def test_another_representative_sits_in_where_the_first_is_full():
    company = Participant(seats=2, seat_absent=(frozenset({1}), frozenset({0})))
    instance = Instance((company, Participant(), Participant()), 2, (2, 2), (Meeting(0, 1), Meeting(0, 2)))

    assert place(lower(instance)).unscheduled() == []


def test_a_deadline_that_is_over_still_gives_a_timetable():
    instance = crowd(60, 12, 15, 260, seed=0)

    timetable = place(lower(instance), deadline=0.0)

    assert laws.broken(instance, schedule_of(timetable)) == []


def test_meetings_with_interpreters_move_like_others():
    instance = crowd(100, 15, 45, 480, seed=2)
    meetings = tuple(replace(one, language=("", "ja", "en")[n % 3]) for n, one in enumerate(instance.meetings))
    helpers = tuple(Assistant(languages=frozenset(two)) for two in (("ja",), ("en",), ("ja", "en")) for _ in range(9))
    instance = replace(instance, meetings=meetings, assistants=helpers)

    timetable = place(lower(instance))

    assert timetable.unscheduled() == []
    assert laws.broken(instance, schedule_of(timetable)) == []


def test_what_others_wait_for_is_held_early():
    people = (Participant(),) * 8
    chain = tuple(Meeting(2 * n, 2 * n + 1, after=(n - 1,) if n else ()) for n in range(4))
    instance = Instance(people, 4, (1,) * 4, chain)

    assert place(lower(instance), budget=0).slot == [0, 1, 2, 3]
