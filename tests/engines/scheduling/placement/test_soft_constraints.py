from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from eventmgr.engines.scheduling.checking.figures import figures
from eventmgr.engines.scheduling.checking.schedule_index import ScheduleIndex
from eventmgr.engines.scheduling.instance import Coverage, Instance, Meeting, Participant
from eventmgr.engines.scheduling.placement import place
from eventmgr.engines.scheduling.placement.soft_constraints import SoftConstraints
from eventmgr.engines.scheduling.problem import lower
from tests.soak import times

from .. import strategies
from ..rows import schedule_of, unmet


@settings(max_examples=times(100), deadline=None)
@given(strategies.rich(least=4, meetings=16))
def test_what_is_owed_is_what_the_checker_counts(instance):
    schedule = schedule_of(place(lower(instance)))

    theirs = figures(ScheduleIndex(instance, schedule, None, 0)).unmet
    ours = unmet(instance, [placed.meeting for placed in schedule.placed])

    assert sorted((one.requirement.need, one.have) for one in ours) == sorted((one.wanted, one.has) for one in theirs)


@settings(max_examples=times(100), deadline=None)
@given(strategies.rich(least=4, meetings=16), st.data())
def test_steps_come_to_the_same_as_counting_anew(instance, data):
    soft_constraints = SoftConstraints(instance)
    tally = soft_constraints.tally()
    placed: set[int] = set()
    for meeting in data.draw(st.lists(st.integers(0, max(0, len(instance.meetings) - 1)), max_size=20)):
        if meeting >= len(instance.meetings):
            continue
        before = tally.deficit
        if meeting in placed:
            rise = tally.loss(meeting)
            tally.remove(meeting)
            assert tally.deficit == before + rise
        else:
            fall = tally.gain(meeting)
            tally.place(meeting)
            assert tally.deficit == before - fall
        placed ^= {meeting}

    assert tally.deficit == sum(one.requirement.need - one.have for one in unmet(instance, sorted(placed)))


def test_a_province_that_must_meet_two_others_gets_them_before_weight():
    people = tuple(Participant(province=province) for province in "ABCDB")
    meetings = (Meeting(0, 1, weight=9), Meeting(0, 4, weight=9), Meeting(0, 2), Meeting(0, 3))
    rule = Coverage("reach", each="province", across="province", at_least=2, distinct=True)
    instance = Instance(people, 2, (1, 1), meetings, coverage=(rule,))

    placed = [meeting for meeting, slot in enumerate(place(lower(instance)).slot) if slot >= 0]

    met_by_a = [one.have for one in unmet(instance, placed) if one.requirement.group == "A"]
    assert met_by_a == []


def test_a_border_within_one_company_counts_once_for_it():
    people = (Participant(company="K", region="north"), Participant(company="K", region="south"))
    rule = Coverage("border", each="company", across="region", at_least=2)
    instance = Instance(people, 1, (1,), (Meeting(0, 1),), coverage=(rule,))

    assert [(one.requirement.group, one.have) for one in unmet(instance, [0])] == [("K", 1)]


def test_an_unknown_label_is_no_border():
    people = (Participant(company="K", region="north"), Participant(company="L"))
    rule = Coverage("border", each="company", across="region")
    instance = Instance(people, 1, (1,), (Meeting(0, 1),), coverage=(rule,))

    assert [(one.requirement.group, one.have) for one in unmet(instance, [0])] == [("K", 0), ("L", 0)]
