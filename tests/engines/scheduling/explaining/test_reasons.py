"""Reasons are true, and their numbers prove them: everything is counted again here, without the code that gives them."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from eventmgr.engines.scheduling.explaining.reasons import StillFits, reasons
from eventmgr.engines.scheduling.instance import Instance, Meeting, Participant
from eventmgr.engines.scheduling.problem import lower
from eventmgr.engines.scheduling.repairing import apply, repair
from eventmgr.engines.scheduling.timetable import Timetable
from tests.soak import times

from .. import laws, strategies
from ..repairing.cases import cases

many = settings(max_examples=times(120), deadline=None, suppress_health_check=list(HealthCheck))


@many
@given(cases(strategies.plain(meetings=10, least=4)))
def test_the_numbers_of_a_reason_are_those_of_the_schedule(case):
    instance, base, changes = case
    schedule = repair(instance, base, changes, iterations=4).schedule
    changed = apply(instance, changes)
    held = {one.meeting: one for one in schedule.placed}

    for row in schedule.unscheduled:
        meeting = changed.meetings[row.meeting]
        common = [slot for slot in range(changed.now, changed.slots) if _may(changed, row.meeting, slot)]
        of = {
            side: {held[m].slot: m for m in held if side in (changed.meetings[m].a, changed.meetings[m].b)}
            for side in (meeting.a, meeting.b)
        }
        free = [slot for slot in common if slot not in of[meeting.a] and slot not in of[meeting.b]]
        detail = row.detail
        if row.reason == "no_common_slot":
            assert common == sorted(set(detail["a"]) & set(detail["b"])) == []
        elif row.reason == "participant_full":
            assert detail["slots"] == [
                [slot, *([of[side][slot]] if slot in of[side] else [] for side in (meeting.a, meeting.b))]
                for slot in common
            ]
            assert common and not free
        elif row.reason == "tables_full":
            loads = [[slot, sum(one.slot == slot for one in held.values())] for slot in free]
            assert detail["slots"] == loads
            assert free and all(load >= _tables(changed, slot) for slot, load in loads)
        else:
            assert (row.reason, detail["rule"]) == ("rule", "after")
            assert {slot for slot, _ in detail["slots"]} <= set(free)


@many
@given(cases(strategies.plain(meetings=10, least=4)))
def test_a_full_participant_wants_more_than_can_be_matched_to_slots(case):
    instance, base, changes = case
    schedule = repair(instance, base, changes, iterations=4).schedule
    changed = apply(instance, changes)
    past = {one.meeting for one in schedule.placed if one.slot < changed.now}

    for detail in [row.detail for row in schedule.unscheduled if "fit" in row.detail]:
        mine = [
            number
            for number, meeting in enumerate(changed.meetings)
            if detail["participant"] in (meeting.a, meeting.b) and not meeting.cancelled and number not in past
        ]
        assert detail["wanted"] == len(mine)
        assert detail["fit"] == _most(changed, mine, frozenset()) < len(mine)


def _may(instance: Instance, number: int, slot: int) -> bool:
    """Session, fixed slot and presence."""
    meeting = instance.meetings[number]
    first, end = (0, instance.slots) if meeting.session is None else instance.sessions[meeting.session - 1]
    sides = ((meeting.a, 0), (meeting.b, 0))
    there = all(laws.is_present(instance, side, slot) for side in sides)
    return first <= slot < end and meeting.fixed in (None, slot) and there


def _tables(instance: Instance, slot: int) -> int:
    return sum((slot, table) not in instance.tables_lost for table in range(instance.slot_tables[slot]))


def _most(instance: Instance, meetings: list[int], taken: frozenset[int]) -> int:
    """The most of these meetings that one person can hold, by trying everything."""
    if not meetings:
        return 0
    first, *rest = meetings
    slots = [slot for slot in range(instance.now, instance.slots) if slot not in taken and _may(instance, first, slot)]
    return max([_most(instance, rest, taken), *(1 + _most(instance, rest, taken | {slot}) for slot in slots)])


def test_what_could_be_placed_is_not_explained():
    timetable = Timetable(lower(Instance((Participant(),) * 2, 1, (1,), (Meeting(0, 1),))))

    with pytest.raises(StillFits, match="meeting 0 fits into slot 0"):
        reasons(timetable.problem, timetable)


def test_the_first_reason_counts():
    people = (Participant(absent=frozenset({0})), Participant(absent=frozenset({1})), Participant(), Participant())
    meetings = (Meeting(0, 1), Meeting(2, 3), Meeting(2, 3, fixed=0), Meeting(0, 3, after=(0,)))
    timetable = Timetable(lower(Instance(people, 2, (1, 1), meetings)))
    timetable.place(1, 0)

    assert [(one.meeting, one.reason, one.detail) for one in reasons(timetable.problem, timetable)] == [
        (0, "no_common_slot", {"a": [1], "b": [0]}),
        (2, "participant_full", {"slots": [[0, [1], [1]]], "participant": 3, "wanted": 3, "fit": 2}),
        (3, "rule", {"rule": "after", "slots": [[1, "after"]]}),
    ]


def test_taken_tables_are_counted():
    timetable = Timetable(lower(Instance((Participant(),) * 4, 1, (1,), (Meeting(0, 1), Meeting(2, 3)))))
    timetable.place(0, 0)

    (unscheduled,) = reasons(timetable.problem, timetable)
    assert (unscheduled.reason, unscheduled.detail) == ("tables_full", {"slots": [[0, 1]]})
