"""A reason for an unscheduled meeting is believed only if the schedule proves it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from eventmgr.engines.scheduling.checking import check
from eventmgr.engines.scheduling.checking.faults import Fault, fault
from eventmgr.engines.scheduling.instance import Assistant, Hall, Instance, Meeting, Participant
from eventmgr.engines.scheduling.schedule import Placed, Schedule, Unscheduled

PEOPLE = (Participant(), Participant(absent=frozenset({0})), Participant(), Participant())
BOTH_BUSY = Instance(PEOPLE, 2, (2, 2), (Meeting(0, 1), Meeting(0, 2), Meeting(1, 3), Meeting(2, 3)))
"""Meeting 0 can only be in slot 1."""


def errors(instance: Instance, rows: tuple[Placed, ...], *unscheduled: Unscheduled) -> tuple[Fault, ...]:
    return check(instance, Schedule(rows, unscheduled), reported=("unplaced",)).errors


def test_no_common_slot_is_a_matter_of_the_instance_alone():
    apart = replace(
        BOTH_BUSY, participants=(Participant(absent=frozenset({1})), *PEOPLE[1:]), meetings=(Meeting(0, 1),)
    )

    assert errors(apart, (), Unscheduled(0, "no_common_slot", {"a": [0], "b": [1]})) == ()
    assert errors(apart, (), Unscheduled(0, "participant_full")) == (
        fault("untrue_reason", meeting=0, reason="participant_full", truth="no_common_slot"),
    )
    assert errors(apart, (), Unscheduled(0, "no_common_slot", {"a": [0, 1], "b": [1]})) == (
        fault("untrue_detail", meeting=0, name="a"),
    )


def test_a_session_a_fixed_slot_and_a_table_that_is_not_there_leave_no_common_slot():
    for meeting in (
        Meeting(0, 1, session=1),
        Meeting(0, 1, fixed=0),
        Meeting(0, 1, table=1, fixed=1),
    ):
        event = replace(BOTH_BUSY, sessions=((0, 1), (1, 2)), slot_tables=(2, 1), meetings=(meeting,))

        assert errors(event, (), Unscheduled(0, "no_common_slot")) == ()


def test_a_participant_is_full_where_each_common_slot_has_another_meeting_of_one_of_the_two():
    rows = (Placed(1, 1, 0), Placed(2, 1, 1), Placed(3, 0, 0))
    detail: dict[str, Any] = {"slots": [[1, [1], [2]]], "participant": 1, "wanted": 2, "fit": 1}

    assert errors(BOTH_BUSY, rows, Unscheduled(0, "participant_full", detail)) == ()
    for name, value in (("slots", [[1, [1], []]]), ("participant", 3), ("wanted", 3), ("fit", 2)):
        assert errors(BOTH_BUSY, rows, Unscheduled(0, "participant_full", detail | {name: value})) == (
            fault("untrue_detail", meeting=0, name=name),
        )


def test_tables_are_full_where_the_two_are_free_and_no_table_is():
    narrow = replace(BOTH_BUSY, slot_tables=(2, 1), meetings=(Meeting(0, 1), Meeting(2, 3)))
    taken = (Placed(1, 1, 0),)

    assert errors(narrow, taken, Unscheduled(0, "tables_full", {"slots": [[1, 1]]})) == ()
    assert errors(narrow, (Placed(1, 1),), Unscheduled(0, "tables_full", {"slots": [[1, 1]]})) == ()
    assert errors(narrow, taken, Unscheduled(0, "tables_full", {"slots": [[1, 2]]})) == (
        fault("untrue_detail", meeting=0, name="slots"),
    )
    assert errors(narrow, (Placed(1, 0, 0),), Unscheduled(0, "tables_full")) == (
        fault("could_be_placed", meeting=0, reason="tables_full", slot=1),
    )


def test_lost_tables_and_tables_of_hosts_are_no_room():
    host = Participant(home_table=0)
    lost = Instance((*PEOPLE, host), 2, (2, 2), (Meeting(0, 1),), tables_lost=frozenset({(1, 1)}))

    assert errors(lost, (), Unscheduled(0, "tables_full")) == ()


HELPED = replace(
    BOTH_BUSY,
    participants=(Participant(maximum=1), *PEOPLE[1:]),
    assistants=(Assistant(languages=frozenset({"en"}), most_in_a_row=1), Assistant(moderates=True, maximum=0)),
)
BESIDE = Meeting(2, 3, language="en")
RULES: dict[str, tuple[tuple[Meeting, ...], tuple[Placed, ...]]] = {
    "after": ((Meeting(0, 1, after=(1,)), BESIDE), (Placed(1, 1, 0, assistants=(0,)),)),
    "maximum": ((Meeting(0, 1), Meeting(0, 2)), (Placed(1, 0, 0),)),
    "interpreter": ((Meeting(0, 1, language="en"), BESIDE), (Placed(1, 0, 0, assistants=(0,)),)),
    "moderator": ((Meeting(0, 1, moderated=True), BESIDE), (Placed(1, 0, 0, assistants=(0,)),)),
    "table": ((Meeting(0, 1, table=1), BESIDE), (Placed(1, 1, 1, assistants=(0,)),)),
}


@pytest.mark.parametrize("name", RULES)
def test_a_rule_is_believed_where_it_is_the_one_that_hinders(name: str):
    meetings, rows = RULES[name]
    event = replace(HELPED, meetings=meetings)

    assert errors(event, rows, Unscheduled(0, "rule", {"rule": name, "slots": [[1, name]]})) == ()
    assert errors(event, rows, Unscheduled(0, "rule", {"rule": name, "slots": [[0, name]]})) == (
        fault("untrue_detail", meeting=0, name="slots"),
    )
    assert errors(event, rows, Unscheduled(0, "rule", {"rule": "weather"})) == (
        fault("untrue_rule", meeting=0, rule="weather", truth=name),
    )
    assert errors(event, rows, Unscheduled(0, "tables_full")) == (
        fault("untrue_reason", meeting=0, reason="tables_full", truth="rule"),
    )


def test_the_way_between_halls_hinders_only_where_no_hall_can_be_reached():
    halls = replace(
        BOTH_BUSY, halls=(Hall(1), Hall(1)), travel=((0, 1), (1, 0)), meetings=(Meeting(0, 1), Meeting(0, 2))
    )
    one_table = replace(halls, tables_lost=frozenset({(1, 0)}))

    assert errors(one_table, (Placed(1, 0, 0),), Unscheduled(0, "rule", {"rule": "travel"})) == ()
    assert errors(halls, (Placed(1, 0, 0),), Unscheduled(0, "rule", {"rule": "travel"})) == (
        fault("could_be_placed", meeting=0, reason="rule", slot=1),
    )


def test_a_named_table_that_is_taken_is_a_full_hall_or_a_rule():
    meetings = (Meeting(0, 1, table=1, fixed=1), Meeting(2, 3))
    halls = replace(BOTH_BUSY, halls=(Hall(1), Hall(1)), travel=((0, 1), (1, 0)), meetings=meetings)
    taken = (Placed(1, 1, 1),)

    assert errors(halls, taken, Unscheduled(0, "tables_full", {"slots": [[1, 1]]})) == ()
    assert errors(replace(halls, halls=(), travel=()), taken, Unscheduled(0, "rule", {"rule": "table"})) == ()


@pytest.mark.parametrize("slots", [None, 3, [1], [[]], [[1]], [[[], []]], [[1, []]], [["1", "after"]], [[99, "after"]]])
@pytest.mark.parametrize("reason", ["no_common_slot", "participant_full", "tables_full", "rule"])
def test_details_of_any_shape_are_judged(reason: str, slots: Any):
    full = replace(BOTH_BUSY, slot_tables=(0, 0), meetings=(Meeting(0, 1), Meeting(2, 3)))
    apart = replace(BOTH_BUSY, participants=(Participant(absent=frozenset({1})), *PEOPLE[1:]))
    ruled = replace(HELPED, meetings=RULES["after"][0])
    event, rows = {
        "no_common_slot": (apart, (Placed(1, 0, 0), Placed(2, 1, 0), Placed(3, 1, 1))),
        "participant_full": (BOTH_BUSY, (Placed(1, 1, 0), Placed(2, 1, 1), Placed(3, 0, 0))),
        "tables_full": (full, ()),
        "rule": (ruled, RULES["after"][1]),
    }[reason]
    detail = {"a": slots, "rule": "after", "slots": slots, "participant": slots}

    assert errors(event, rows, Unscheduled(0, reason, detail)) != ()


def test_a_slot_that_is_past_helps_nobody():
    past = replace(BOTH_BUSY, now=2, meetings=(Meeting(0, 1),))

    assert errors(past, (), Unscheduled(0, "no_common_slot")) == ()


def test_an_idle_representative_of_a_company_can_meet():
    company = Instance(
        (Participant(seats=2, seat_absent=(frozenset(), frozenset({1}))), *PEOPLE[1:]),
        2,
        (3, 3),
        (Meeting(0, 1), Meeting(0, 2), Meeting(0, 3, fixed=0)),
    )
    rows = (Placed(1, 1, 0, (0, 0)), Placed(2, 0, 0, (0, 0)))

    assert errors(company, rows, Unscheduled(0, "participant_full", {"slots": [[1, [1], []]]})) == ()
    present = replace(company, participants=(Participant(seats=2), *PEOPLE[1:]))
    assert errors(present, rows, Unscheduled(0, "participant_full")) == (
        fault("could_be_placed", meeting=0, reason="participant_full", slot=1),
    )


def test_what_is_missing_is_said_once_and_nothing_else_is():
    event = replace(BOTH_BUSY, meetings=(*BOTH_BUSY.meetings[:1], Meeting(2, 3, cancelled=True), Meeting(2, 3)))
    reason = Unscheduled(0, "participant_full")
    rows = (Placed(0, 1, 0),)

    assert errors(event, rows) == (fault("unexplained", meeting=2),)
    assert errors(event, (*rows, Placed(2, 0, 0)), reason) == (fault("explained_though_placed", meeting=0),)
    assert errors(event, (*rows, Placed(2, 0, 0)), replace(reason, meeting=1)) == (
        fault("explained_though_cancelled", meeting=1),
    )
    assert errors(event, (*rows, Placed(2, 0, 0)), replace(reason, meeting=9)) == (
        fault("explained_unknown", meeting=9),
    )
    assert errors(event, rows, Unscheduled(2, "weather"), Unscheduled(2, "weather")) == (
        fault("unknown_reason", meeting=2, reason="weather"),
        fault("explained_twice", meeting=2),
    )
