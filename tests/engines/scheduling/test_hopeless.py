"""What nobody can place costs nobody else anything: the rest is solved as if it had not been asked for."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.meetings import published
from eventmgr.console.sample import meeting_requests
from eventmgr.engines.scheduling.breaks import Gaps
from eventmgr.engines.scheduling.explaining.hopeless import hopeless_meetings
from eventmgr.engines.scheduling.instance import Instance, Meeting, Participant
from eventmgr.engines.scheduling.placement import place_and_prove
from eventmgr.engines.scheduling.problem import lower
from eventmgr.engines.scheduling.reading import read_instance
from eventmgr.engines.scheduling.schedule import INFEASIBLE, Schedule
from eventmgr.engines.scheduling.solving import solve
from eventmgr.engines.scheduling.timetable import NOWHERE
from tests.engines.scheduling.published import judged
from tests.soak import times

from . import brute_force, laws, strategies
from .crowds import crowd
from .without import hide_solver

many = settings(max_examples=times(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
pytestmark = pytest.mark.one_engine
ALL = frozenset(range(16))


@pytest.fixture(params=["with the solver", "without"], autouse=True)
def helped(request, monkeypatch) -> None:
    """With OR-Tools, where that is installed, and once more as if it were not."""
    if request.param == "without":
        hide_solver(monkeypatch)
    else:
        pytest.importorskip("ortools")


def sample() -> Instance:
    return read_instance(meeting_requests.values(meeting_requests.requests()))


def with_one_more(instance: Instance, meeting: Meeting, *people: Participant) -> Instance:
    return replace(instance, participants=(*instance.participants, *people), meetings=(*instance.meetings, meeting))


def absent(instance: Instance, *numbers: int, slots: frozenset[int] = ALL) -> Instance:
    people = tuple(
        replace(one, absent=one.absent | slots) if number in numbers else one
        for number, one in enumerate(instance.participants)
    )
    return replace(instance, participants=people)


def halves(instance: Instance) -> Meeting:
    """Somebody of the first half alone with somebody of the second."""
    first, second = (
        next(n for n, one in enumerate(instance.participants) if half <= one.absent)
        for half in (frozenset(range(8, 16)), frozenset(range(8)))
    )
    return Meeting(first, second)


IMPOSSIBLE = {
    "two who are never there together": lambda one: with_one_more(one, halves(one)),
    "a table that is not there": lambda one: with_one_more(one, Meeting(0, 1, table=99)),
    "a stranger who never comes": lambda one: with_one_more(
        one, Meeting(0, len(one.participants)), Participant(absent=ALL)
    ),
    "a language that nobody speaks": lambda one: with_one_more(one, Meeting(0, 1, language="eo")),
    "one who has gone": lambda one: absent(one, 5),
    "a tenth who have gone": lambda one: absent(one, *range(5, 150, 10)),
    "one with fewer than it asks for": lambda one: replace(
        one, participants=(replace(one.participants[0], maximum=3), *one.participants[1:])
    ),
    "one with more requests than slots": lambda one: absent(one, 0, slots=frozenset(range(4, 16))),
}


@pytest.mark.parametrize("kind", IMPOSSIBLE)
def test_the_sample_keeps_a_day_without_breaks_whatever_is_impossible(kind):
    instance = IMPOSSIBLE[kind](sample())
    lost = {
        "one with fewer than it asks for": sum(0 in (one.a, one.b) for one in instance.meetings) - 3,
        "one with more requests than slots": sum(0 in (one.a, one.b) for one in instance.meetings) - 4,
    }
    hopeless = hopeless_meetings(lower(instance))

    schedule = solve(instance, iterations=20_000)

    assert len(schedule.unscheduled) == lost.get(kind, len(hopeless)) > 0
    assert hopeless <= {one.meeting for one in schedule.unscheduled}
    assert (schedule.status, schedule.breaks, schedule.bound) == (INFEASIBLE, 0, 0)
    assert laws.broken(instance, schedule) == []


def test_where_tables_are_scarce_breaks_are_lessened_of_as_many_as_fit():
    """Every slot is full, so a walk can only exchange."""
    instance = crowd(10, 6, 3, 24, seed=1)
    before = place_and_prove(lower(instance))

    schedule = solve(instance, iterations=20_000)

    assert before.most
    assert len(schedule.placed) == 18 == sum(slot != NOWHERE for slot in before.timetable.slot)
    assert schedule.breaks < Gaps(lower(instance)).figures(before.timetable.busy).breaks
    assert int(str(schedule.facts["moves"])) > 0


@pytest.mark.skipif(not published.CHECKER.is_file(), reason=f"the published instances are not in {published.FOLDER}")
@pytest.mark.parametrize("name", ["tic-12", "forumt-14crafd"])
def test_an_original_with_an_impossible_request_is_as_good_as_published(name, tmp_path, request):
    data = published.load(name)
    there = read_instance(data)
    instance = with_one_more(there, Meeting(0, 1, table=10_000))

    schedule = solve(instance, iterations=20_000)
    alone = solve(there, iterations=20_000)
    found = judged(tmp_path, data, replace(schedule, unscheduled=(), status=alone.status), "--require-all")

    assert (found["feasible"], found["breaks"]) == (True, schedule.breaks)
    assert (schedule.breaks, schedule.bound) == (alone.breaks, alone.bound)
    if "without" not in request.node.name:
        assert schedule.breaks == schedule.bound == published.RESULTS[name].breaks


@st.composite
def spoiled(draw: st.DrawFn) -> tuple[Instance, Instance, int]:
    """An instance, the same with one request more that is impossible for one of several reasons, and the number of that request."""
    instance = draw(strategies.rich(least=3))
    never = Participant(absent=frozenset(range(instance.slots)), company="P", province="P", region="P")
    instance = replace(instance, participants=(*instance.participants, never))
    a, b = draw(st.sampled_from([(0, 1), (0, len(instance.participants) - 1)]))
    why = draw(st.sampled_from([{"table": 10_000}, {"language": "eo"}, {"fixed": 0}]))
    if "fixed" in why:
        b = len(instance.participants) - 1
    place = draw(st.integers(0, len(instance.meetings)))
    moved = [
        replace(one, after=tuple(earlier + (earlier >= place) for earlier in one.after)) for one in instance.meetings
    ]
    moved.insert(place, Meeting(a, b, weight=draw(st.integers(1, 9)), **why))
    return instance, replace(instance, meetings=tuple(moved)), place


def places(schedule: Schedule) -> list[tuple[int, int, int | None, tuple[int, int]]]:
    return [(one.meeting, one.slot, one.table, one.seats) for one in schedule.placed]


@many
@given(spoiled())
def test_an_impossible_request_changes_nothing_for_the_others(case):
    instance, more, place = case

    alone, beside = (solve(one, iterations=300) for one in (instance, more))

    assert [(number - (number > place), *rest) for number, *rest in places(beside)] == [*map(tuple, places(alone))]
    assert (beside.breaks, beside.bound, beside.status) == (alone.breaks, alone.bound, INFEASIBLE)
    assert place in {one.meeting for one in beside.unscheduled}


@many
@given(st.one_of(strategies.lossy(people=5, slots=4, meetings=5), strategies.seated(people=5, slots=4, meetings=5)))
def test_what_is_called_hopeless_is_in_no_timetable_and_the_most_is_the_most(instance):
    best = brute_force.best(instance)
    ever = {one.meeting for timetable in brute_force.timetables(instance) for one in timetable}

    placement = place_and_prove(lower(instance))

    assert hopeless_meetings(lower(instance)).isdisjoint(ever)
    if placement.most:
        placed = [n for n, slot in enumerate(placement.timetable.slot) if slot != NOWHERE]
        assert sum(instance.meetings[number].weight for number in placed) == best.weight


def test_what_comes_after_something_hopeless_is_hopeless_and_a_circle_too():
    people = tuple(Participant() for _ in range(8))
    meetings = (
        Meeting(0, 1, table=9),
        Meeting(2, 3, after=(0,)),
        Meeting(4, 5, after=(4,)),
        Meeting(0, 2),
        Meeting(6, 7, after=(2,)),
        Meeting(1, 3, cancelled=True, after=(0,)),
        Meeting(4, 6, after=(3,), fixed=0),
    )

    hopeless = hopeless_meetings(lower(Instance(people, 3, (2, 2, 2), meetings)))

    assert json.dumps(sorted(hopeless)) == "[0, 1, 2, 4, 6]"
