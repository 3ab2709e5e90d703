from __future__ import annotations

import pytest
from hypothesis import given, settings

from bench.meetings.table_bound import table_change_bound
from eventmgr.engines.scheduling.instance import Instance, Meeting, Participant
from eventmgr.engines.scheduling.placement import place
from eventmgr.engines.scheduling.problem import lower
from eventmgr.engines.scheduling.table_assignment import assign_tables, links_of
from tests.soak import times

from .. import laws, strategies
from ..crowds import crowd
from ..rows import schedule_of


def _seated(
    *meetings: Meeting, slots: list[int], tables: int = 3, people: tuple[Participant, ...] | None = None
) -> list[int]:
    who = people or (Participant(),) * (1 + max(max(m.a, m.b) for m in meetings))
    problem = lower(Instance(who, max(slots) + 1, (tables,) * (max(slots) + 1), meetings))
    return assign_tables(problem, slots, problem.ends)


@settings(max_examples=times(100), deadline=None)
@given(strategies.rich(least=6, meetings=20))
def test_every_meeting_has_a_table_of_its_own_and_changes_are_not_below_the_bound(instance):
    timetable = place(lower(instance), budget=0)
    tables = assign_tables(timetable.problem, timetable.slot, timetable.ends)
    changes = links_of(timetable.slot, timetable.ends).changes(tables)

    assert laws.broken(instance, schedule_of(timetable)) == []
    assert changes >= table_change_bound(timetable.problem, timetable.slot, timetable.ends)


def test_somebody_who_can_stay_stays():
    assert len(set(_seated(Meeting(0, 1), Meeting(0, 2), Meeting(0, 3), slots=[0, 1, 3]))) == 1


def test_a_table_left_for_a_while_is_kept_for_who_comes_back():
    tables = _seated(Meeting(0, 1), Meeting(2, 3), Meeting(0, 4), slots=[0, 1, 2], tables=2)

    assert tables[0] == tables[2]


def test_guests_come_to_the_table_of_their_host():
    people = (Participant(home_table=2), *(Participant(),) * 3)

    assert _seated(Meeting(0, 1), Meeting(2, 3), Meeting(3, 0), slots=[0, 0, 1], people=people)[::2] == [2, 2]


def test_a_named_table_is_given_to_who_named_it():
    assert _seated(Meeting(0, 1), Meeting(2, 3, table=0), slots=[0, 0])[1] == 0


def test_tables_of_a_schedule_before_are_kept():
    problem = lower(Instance((Participant(),) * 6, 1, (3,), (Meeting(0, 1), Meeting(2, 3), Meeting(4, 5))))

    assert assign_tables(problem, [0, 0, 0], problem.ends, keep=[2, None, 1]) == [2, 0, 1]


def test_a_meeting_without_a_slot_has_no_table():
    problem = lower(Instance((Participant(),) * 4, 1, (3,), (Meeting(0, 1), Meeting(2, 3))))

    assert assign_tables(problem, [-1, 0], problem.ends)[0] == -1


def test_two_who_come_from_two_tables_cannot_both_stay():
    meetings = (Meeting(0, 1), Meeting(2, 3), Meeting(0, 2))
    problem = lower(Instance((Participant(),) * 4, 2, (3, 3), meetings))

    assert table_change_bound(problem, [0, 0, 1], problem.ends) == 1
    assert links_of([0, 0, 1], problem.ends).changes(assign_tables(problem, [0, 0, 1], problem.ends)) == 1


def test_hosts_who_visit_each_other_change_for_certain():
    people = (Participant(home_table=0), Participant(home_table=1), Participant())
    problem = lower(Instance(people, 2, (3, 3), (Meeting(0, 2), Meeting(1, 2))))

    assert table_change_bound(problem, [0, 1], problem.ends) == 1


@pytest.mark.parametrize("seed", range(2))
def test_about_one_of_two_people_stays_at_a_full_event(seed):
    timetable = place(lower(crowd(200, 20, 90, 1200, seed=seed)))
    links = links_of(timetable.slot, timetable.ends)

    changes = links.changes(assign_tables(timetable.problem, timetable.slot, timetable.ends))

    assert changes <= 0.51 * sum(len(before) for before in links.before)
