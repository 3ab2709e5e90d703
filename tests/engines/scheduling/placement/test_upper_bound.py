from __future__ import annotations

from hypothesis import given, settings

from eventmgr.engines.scheduling.instance import Instance, Meeting, Participant
from eventmgr.engines.scheduling.placement import place
from eventmgr.engines.scheduling.placement.soft_constraints import SoftConstraints
from eventmgr.engines.scheduling.placement.upper_bound import deficit_lower_bound, loss_lower_bound
from eventmgr.engines.scheduling.problem import Problem, lower
from tests.soak import times

from .. import brute_force, strategies
from ..rows import unmet, weight_of


def weight_upper_bound(problem: Problem) -> int:
    """The most weight that a timetable can place."""
    return sum(one.weight for one in problem.instance.meetings if not one.cancelled) - loss_lower_bound(problem)


many = settings(max_examples=times(100), deadline=None)


@many
@given(strategies.seated(people=5, slots=4, meetings=6, least=3))
def test_no_timetable_is_above_the_ceiling(instance):
    best = max(
        sum(instance.meetings[one.meeting].weight for one in places) for places in brute_force.timetables(instance)
    )

    assert weight_upper_bound(lower(instance)) >= best


@many
@given(strategies.rich(least=6, meetings=16))
def test_no_rule_lifts_a_timetable_above_the_ceiling(instance):
    problem = lower(instance)
    soft_constraints = SoftConstraints(instance)

    timetable = place(problem)

    placed = [meeting for meeting, slot in enumerate(timetable.slot) if slot >= 0]
    owed = sum(one.requirement.need - one.have for one in unmet(instance, placed))
    assert weight_of(timetable) <= weight_upper_bound(problem)
    assert owed >= deficit_lower_bound(problem, soft_constraints)


def _event(
    meetings: list[Meeting], *, slots: int = 2, tables: int = 9, people: tuple[Participant, ...] | None = None
) -> int:
    who = people or (Participant(),) * (1 + max(max(m.a, m.b) for m in meetings))
    return loss_lower_bound(lower(Instance(who, slots, (tables,) * slots, tuple(meetings))))


def test_a_person_with_more_meetings_than_slots_loses_the_lightest():
    assert _event([Meeting(0, 1, weight=5), Meeting(0, 2, weight=2), Meeting(0, 3, weight=3)]) == 2


def test_two_full_people_who_want_to_meet_may_lose_one_meeting_together():
    meetings = [Meeting(0, 1), Meeting(0, 2), Meeting(0, 3), Meeting(1, 2), Meeting(1, 3)]

    assert _event(meetings) >= 1


def test_full_people_who_do_not_want_to_meet_each_lose_one():
    meetings = [Meeting(0, other) for other in (2, 3, 4)] + [Meeting(1, other) for other in (5, 6, 7)]

    assert _event(meetings) == 2


def test_tables_that_are_too_few_lose_the_lightest():
    meetings = [Meeting(0, 1, weight=4), Meeting(2, 3, weight=3), Meeting(4, 5, weight=2)]

    assert _event(meetings, slots=1, tables=1) == 5


def test_slots_that_only_some_can_use_are_counted_for_themselves():
    late = Participant(absent=frozenset({0}))
    meetings = [Meeting(0, 1), Meeting(2, 3)]

    assert _event(meetings, tables=1, people=(late,) * 4) == 1


def test_no_more_tables_are_used_than_pairs_of_people_are_there():
    meetings = [Meeting(0, 1), Meeting(0, 2), Meeting(1, 2)]

    assert _event(meetings, slots=2) == 1


def test_a_cap_counts():
    people = (Participant(maximum=1), Participant(), Participant())

    assert _event([Meeting(0, 1), Meeting(0, 2, weight=2)], people=people) == 1


def test_representatives_share_the_meetings_of_their_company():
    people = (Participant(seats=2), *(Participant(),) * 4)

    assert _event([Meeting(0, other) for other in (1, 2, 3, 4)], people=people) == 0
