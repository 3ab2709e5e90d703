from __future__ import annotations

import pytest

from eventmgr.engines.scheduling.instance import Hall, Instance, Meeting, Participant
from eventmgr.engines.scheduling.placement import place
from eventmgr.engines.scheduling.placement.upper_bound import loss_lower_bound
from eventmgr.engines.scheduling.problem import lower
from eventmgr.engines.scheduling.table_pools import NO_DRAW, NO_TABLE, hall_of, halls_of, pools_of, required_table

from . import laws
from .rows import schedule_of

HOST, GUEST = Participant(home_table=1), Participant()
FAR = {"halls": (Hall(1), Hall(1)), "travel": ((0, 1), (1, 0))}


@pytest.mark.parametrize(
    ("meeting", "table"),
    [
        (Meeting(0, 1), 1),
        (Meeting(1, 2), None),
        (Meeting(1, 2, table=2), 2),
        (Meeting(1, 2, table=1), NO_TABLE),
        (Meeting(0, 1, table=2), NO_TABLE),
        (Meeting(0, 1, table=1), 1),
    ],
)
def test_the_table_that_a_meeting_must_have(meeting, table):
    assert required_table(Instance((HOST, GUEST, GUEST), 1, (3,), (meeting,)), meeting) == table


def test_a_host_draws_no_table_and_nobody_else_gets_the_host_s():
    instance = Instance(
        (HOST, GUEST, GUEST), 2, (3, 2), (Meeting(0, 1), Meeting(1, 2)), tables_lost=frozenset({(0, 2)})
    )

    pools = pools_of(instance, halls_of(instance))

    assert (pools.pool, pools.tables) == ((NO_DRAW, 0), (((0,), (0,)),))


def test_a_host_without_a_table_in_a_slot_does_not_meet_then():
    instance = Instance((HOST, GUEST), 3, (3, 1, 3), (Meeting(0, 1),), tables_lost=frozenset({(2, 1)}))

    assert lower(instance).window == (0b001,)


def test_halls_without_ways_share_their_tables():
    instance = Instance((GUEST,) * 2, 1, (5,), (Meeting(0, 1),), halls=(Hall(2), Hall(3)))

    assert pools_of(instance, (0,)).room == ((5,),)
    assert [hall_of(instance, table) for table in range(5)] == [0, 0, 1, 1, 1]


def test_with_ways_every_hall_has_its_own_tables():
    instance = Instance((GUEST,) * 2, 1, (5,), (Meeting(0, 1),), halls=(Hall(2), Hall(3)), travel=((0, 1), (1, 0)))

    assert pools_of(instance, (1,)).room == ((2,), (3,))
    assert pools_of(instance, (1,)).pool == (1,)


def test_meetings_of_one_person_are_put_into_one_hall():
    instance = Instance((GUEST,) * 3, 2, (2, 2), (Meeting(0, 1), Meeting(0, 2)), **FAR)

    assert len(set(halls_of(instance))) == 1


def test_a_meeting_that_found_no_table_goes_to_another_hall():
    instance = Instance((GUEST,) * 4, 1, (2,), (Meeting(0, 1), Meeting(2, 3)), **FAR)

    timetable = place(lower(instance, (0, 0)))

    assert timetable.unscheduled() == []
    assert sorted(timetable.problem.halls) == [0, 1]
    assert laws.broken(instance, schedule_of(timetable)) == []


def test_what_a_choice_of_halls_costs_is_not_called_impossible():
    instance = Instance((GUEST,) * 4, 1, (2,), (Meeting(0, 1), Meeting(2, 3)), **FAR)

    assert (lower(instance, (0, 0)).narrowed, loss_lower_bound(lower(instance, (0, 0)))) == (True, 0)
