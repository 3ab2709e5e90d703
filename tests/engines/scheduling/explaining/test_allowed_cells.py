"""Where a meeting can go by hand: what is called free passes the checker, and nothing else does."""

from __future__ import annotations

import sys
from dataclasses import replace
from itertools import chain, combinations, product

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from eventmgr.engines.scheduling.checking import check
from eventmgr.engines.scheduling.explaining.allowed_cells import Cell, Hindrance, Judge
from eventmgr.engines.scheduling.instance import Assistant, Hall, Instance, Meeting, Participant
from eventmgr.engines.scheduling.schedule import Placed, Schedule
from eventmgr.engines.scheduling.solving import solve
from tests.engines.scheduling import strategies
from tests.engines.scheduling.crowds import crowd
from tests.soak import times


@st.composite
def half_done(draw: st.DrawFn) -> tuple[Instance, Schedule]:
    """A lawful schedule of a rich instance from which some meetings are taken out, some tables are left open, some are locked, on the day."""
    instance = draw(strategies.rich(people=5, slots=5, meetings=6, least=2))
    placed = list(solve(instance, iterations=20, seed=draw(st.integers(0, 5))).placed)
    gone: set[int] = set()
    for one in sorted(placed, key=lambda one: one.slot):
        if draw(st.integers(0, 3)) == 1 or gone & set(instance.meetings[one.meeting].after):
            gone.add(one.meeting)
    locked = draw(st.sets(st.integers(0, max(0, len(instance.meetings) - 1)), max_size=1))
    kept = [
        replace(one, table=None) if one.meeting not in locked and draw(st.integers(0, 5)) == 1 else one
        for one in placed
        if one.meeting not in gone
    ]
    meetings = tuple(replace(one, locked=number in locked) for number, one in enumerate(instance.meetings))
    now = draw(st.sampled_from((0, 0, 0, 1, 2)))
    return replace(instance, meetings=meetings, now=min(now, instance.slots)), Schedule(placed=tuple(kept))


def sound(instance: Instance, schedule: Schedule, one: Placed) -> bool:
    """Whether the checker accepts the schedule with this meeting there instead of where it was."""
    others = tuple(other for other in schedule.placed if other.meeting != one.meeting)
    return not check(instance, Schedule(placed=(*others, one)), base=schedule, reported=()).errors


def ways(instance: Instance, number: int, slot: int) -> list[Placed]:
    """Every table, pair of representatives and set of at most two assistants."""
    asked, helpers = instance.meetings[number], range(len(instance.assistants))
    seats = product(range(instance.participants[asked.a].seats), range(instance.participants[asked.b].seats))
    sets = chain.from_iterable(combinations(helpers, size) for size in range(3))
    return [Placed(number, slot, *rest) for rest in product(range(instance.slot_tables[slot]), seats, sets)]


@settings(max_examples=times(150), deadline=None, suppress_health_check=list(HealthCheck))
@given(half_done())
def test_free_is_what_the_checker_accepts(case):
    instance, schedule = case
    assume(not check(instance, schedule, base=schedule, reported=()).errors)
    judge = Judge(instance, schedule)

    for number in range(len(instance.meetings)):
        for slot, cell in enumerate(judge.allowed_cells(number)):
            assert cell.slot == slot
            possible = slot >= instance.now and any(
                sound(instance, schedule, one) for one in ways(instance, number, slot)
            )
            assert cell.free == possible, cell
            for table in cell.tables:
                assert sound(instance, schedule, Placed(number, slot, table, cell.seats, cell.assistants)), cell


def cells(instance: Instance, *placed: Placed, meeting: int = 0) -> tuple[Cell, ...]:
    return Judge(instance, Schedule(placed=placed)).allowed_cells(meeting)


def codes(instance: Instance, *placed: Placed, meeting: int = 0) -> list[list[str]]:
    return [[one.code for one in cell.hindrances] for cell in cells(instance, *placed, meeting=meeting)]


def people(count: int, **first) -> tuple[Participant, ...]:
    return (Participant(**first), *(Participant() for _ in range(count - 1)))


def test_everything_that_is_in_the_way_is_named():
    instance = Instance(
        people(5, absent=frozenset({0})), 3, (1, 1, 1), (Meeting(0, 1), Meeting(1, 2), Meeting(3, 4), Meeting(0, 2))
    )

    assert cells(instance, Placed(1, 0, 0), Placed(2, 1, 0)) == (
        Cell(0, (Hindrance("absent", (0,)), Hindrance("busy", (1,), (1,)), Hindrance("tables_full"))),
        Cell(1, (Hindrance("tables_full"),)),
        Cell(2, (), (0,)),
    )


def test_a_meeting_that_has_a_place_is_not_in_its_own_way():
    instance = Instance(people(2), 2, (2, 1), (Meeting(0, 1),))

    assert cells(instance, Placed(0, 0, 1)) == (Cell(0, (), (0, 1)), Cell(1, (), (0,)))


@pytest.mark.parametrize(
    ("meeting", "instance_facts", "wanted"),
    [
        ({"cancelled": True}, {}, [["cancelled"], ["cancelled"]]),
        ({"fixed": 1}, {}, [["fixed"], []]),
        ({"session": 2}, {"sessions": ((0, 1), (1, 2))}, [["session"], []]),
        ({}, {"now": 1}, [["past"], []]),
        ({"table": 1}, {"tables_lost": frozenset({(0, 1)})}, [["table_unavailable"], []]),
        ({"language": "en", "moderated": True}, {}, [["interpreter", "moderator"], ["interpreter", "moderator"]]),
        (
            {"language": "en", "moderated": True},
            {"assistants": (Assistant(languages=frozenset({"en"}), moderates=True, absent=frozenset({0})),)},
            [["interpreter", "moderator"], ["interpreter", "moderator"]],
        ),
        (
            {"language": "en"},
            {"assistants": (Assistant(languages=frozenset({"en"}), absent=frozenset({0})),)},
            [["interpreter"], []],
        ),
    ],
)
def test_what_the_meeting_itself_asks_for(meeting, instance_facts, wanted):
    instance = Instance(people(2), 2, (2, 2), (Meeting(0, 1, **meeting),), **instance_facts)

    assert codes(instance) == wanted


def test_order_caps_locks_and_tables_by_name():
    instance = Instance(
        people(6, maximum=1),
        3,
        (2, 2, 2),
        (
            Meeting(2, 3),
            Meeting(1, 4, after=(0,), table=1),
            Meeting(0, 5, locked=True),
            Meeting(0, 1),
            Meeting(2, 5, table=1),
        ),
    )
    placed = (Placed(0, 1, 0), Placed(1, 2, 1), Placed(2, 0, 0))

    assert codes(instance, *placed, meeting=1) == [["after"], ["after"], []]
    assert codes(instance, *placed, meeting=0) == [[], [], ["after"]]
    assert codes(instance, *placed, meeting=2) == [[], ["locked"], ["locked"]]
    assert codes(instance, *placed, meeting=3) == [["busy", "maximum"], ["maximum"], ["busy", "maximum"]]
    assert cells(instance, *placed, meeting=4)[2].hindrances == (Hindrance("table_taken", meetings=(1,)),)


def test_a_way_that_is_too_long_is_said_with_its_length():
    instance = Instance(
        people(4),
        3,
        (2, 2, 2),
        (Meeting(0, 1, table=1), Meeting(0, 2)),
        halls=(Hall(1), Hall(1)),
        travel=((0, 1), (1, 0)),
    )

    assert cells(instance, Placed(1, 0, 0)) == (
        Cell(0, (Hindrance("busy", (0,), (1,)),)),
        Cell(1, (Hindrance("travel", (0,), (1,), 1),)),
        Cell(2, (), (1,)),
    )


def test_tables_left_are_counted_without_hosts_and_with_open_ones():
    instance = Instance(
        people(5, home_table=0), 1, (4,), (Meeting(0, 1), Meeting(2, 3)), tables_lost=frozenset({(0, 3)})
    )
    judge = Judge(instance, Schedule(placed=(Placed(0, 0, 0), Placed(1, 0, None))))

    assert (judge.free_tables(0), judge.tables_left(0)) == ((1, 2), 1)


def steps(people_there, meetings):
    """How many functions one question calls on average, in an event of as many people and meetings."""
    instance = crowd(people_there, 30, people_there * 2 // 5, meetings, seed=1)
    judge = Judge(instance, solve(instance, iterations=1))
    asked = range(0, len(instance.meetings), len(instance.meetings) // 50)
    calls = 0

    def count(_frame, event, _argument):
        nonlocal calls
        calls += event == "call"

    sys.setprofile(count)
    try:
        for meeting in asked:
            judge.allowed_cells(meeting)
    finally:
        sys.setprofile(None)
    return calls / len(asked)


def test_a_question_takes_steps_by_the_tables_and_not_by_the_meetings():
    assert steps(2_000, 10_000) < steps(500, 2_500) * 5  # four times the tables; by the meetings it would be sixteen
