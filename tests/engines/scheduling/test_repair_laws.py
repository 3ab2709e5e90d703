"""The laws of every repair: the past stays, nothing moves without need, what it says can be applied and taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventmgr.engines.scheduling.checking import check
from eventmgr.engines.scheduling.instance import Instance, Meeting
from eventmgr.engines.scheduling.repairing import repair
from eventmgr.engines.scheduling.repairing.changes import Changes
from eventmgr.engines.scheduling.schedule import Placed, Schedule
from eventmgr.engines.scheduling.solving import solve
from tests.soak import times

from . import brute_force, laws, strategies

many = settings(max_examples=times(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
TINY = {"people": 5, "slots": 4, "meetings": 5, "least": 3}


@st.composite
def changes_of(draw: st.DrawFn, instance: Instance) -> Changes:
    """Somebody late, somebody gone, a table lost, a meeting cancelled and one added, at any time of the day."""
    slot = st.integers(0, instance.slots - 1)
    person = st.integers(0, len(instance.participants) - 1)
    a, b = draw(st.lists(person, min_size=2, max_size=2, unique=True))
    meetings = st.integers(0, max(len(instance.meetings) - 1, 0))
    return Changes(
        now=draw(slot),
        late=tuple(draw(st.lists(st.tuples(person, slot), max_size=1))),
        left=tuple(draw(st.lists(st.tuples(person, slot), max_size=1))),
        tables_lost=tuple(draw(st.lists(st.tuples(slot, st.just(0)), max_size=1))),
        cancelled=tuple(draw(st.lists(meetings, max_size=1))) if instance.meetings else (),
        added=draw(st.sampled_from(((), (Meeting(a, b),)))),
    )


@st.composite
def days(draw: st.DrawFn, source: st.SearchStrategy[Instance]) -> tuple[Instance, Schedule, Changes]:
    """An instance with its schedule, and what became different."""
    instance = draw(source)
    return instance, solve(instance, iterations=200), draw(changes_of(instance))


def by_meeting(schedule: Schedule) -> dict[int, Placed]:
    return {placed.meeting: placed for placed in schedule.placed}


@many
@given(days(strategies.rich(least=4)))
def test_what_is_past_stays_and_nothing_new_is_placed_there(day):
    instance, before, changes = day

    after = repair(instance, before, changes).schedule

    def past(schedule: Schedule) -> set[Placed]:
        return {placed for placed in schedule.placed if placed.slot < changes.now}

    assert past(after) == past(before)


@many
@given(days(strategies.rich(least=4)))
def test_no_law_is_broken_and_everything_is_placed_or_explained(day):
    instance, before, changes = day

    repaired = repair(instance, before, changes)
    now, after = repaired.instance, repaired.schedule
    numbers = [one.meeting for one in (*after.placed, *after.unscheduled)]
    held = {placed.meeting for placed in before.placed if placed.slot < changes.now}

    assert laws.broken(_cancelled_only_if_to_come(now, held), after) == []
    assert laws.said(after) == laws.figures(now, after.placed)
    assert [str(error) for error in check(now, after, base=before, frozen_before=changes.now).errors] == []
    assert sorted(numbers) == [n for n, one in enumerate(now.meetings) if not one.cancelled or n in held]


def _cancelled_only_if_to_come(instance: Instance, held: set[int]) -> Instance:
    """What has been held can no longer be cancelled."""
    meetings = tuple(replace(one, cancelled=one.cancelled and n not in held) for n, one in enumerate(instance.meetings))
    return replace(instance, meetings=meetings)


@many
@given(days(strategies.rich(least=4)))
def test_the_difference_leads_there_and_back(day):
    instance, before, changes = day

    repaired = repair(instance, before, changes)

    assert by_meeting(repaired.difference.apply(before)) == by_meeting(repaired.schedule)
    assert by_meeting(repaired.difference.undo(repaired.schedule)) == by_meeting(before)


@many
@given(strategies.rich(least=4), st.integers(0, 3))
def test_without_a_change_nothing_moves(instance, now):
    before = solve(instance, iterations=200)

    difference = repair(instance, before, Changes(now=min(now, instance.slots - 1))).difference

    assert (difference.moved, difference.dropped) == ((), ())


def _tiny() -> st.SearchStrategy[Instance]:
    """Without precedence: there a lost meeting drags others along."""
    return strategies.plain(**TINY).map(
        lambda instance: replace(instance, meetings=tuple(replace(one, after=()) for one in instance.meetings))
    )


@many
@given(days(_tiny()))
def test_as_much_is_placed_again_as_can_be_and_with_the_fewest_moves(day):
    pytest.importorskip("ortools")
    instance, before, changes = day

    repaired = repair(instance, before, replace(changes, tables_lost=()))
    staying = _staying(repaired.instance, before, changes.now)
    moved = sum(was.meeting in staying for was, _now in repaired.difference.slots_moved)

    assert (repaired.schedule.weight, moved) == _best(repaired.instance, staying)
    assert repaired.proved_fewest_moves


def _staying(instance: Instance, before: Schedule, now: int) -> dict[int, int]:
    """meeting → slot of all that can stay; what is past must."""
    return {
        placed.meeting: placed.slot
        for placed in before.placed
        if placed.slot < now or not [*laws._places(instance, [placed]), *laws._presence(instance, [placed])]
    }


def _best(instance: Instance, staying: dict[int, int]) -> tuple[int, int]:
    """(most weight, fewest moved at that weight) of all timetables that give up nothing which can stay."""
    best = (-1, 0)
    for places in brute_force.timetables(instance):
        slots = {place.meeting: place.slot for place in places}
        new_in_the_past = any(slot < instance.now and staying.get(meeting) != slot for meeting, slot in slots.items())
        changed_past = any(slot < instance.now and slots.get(meeting) != slot for meeting, slot in staying.items())
        if new_in_the_past or changed_past or staying.keys() - slots.keys():
            continue
        weight = sum(instance.meetings[meeting].weight for meeting in slots)
        moves = sum(slots[meeting] != slot for meeting, slot in staying.items())
        best = max(best, (weight, -moves))
    return best[0], -best[1]
