"""Schedules and changes from JSON, and schedules back to JSON."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventmgr.engines.scheduling.instance import Instance, Meeting, Participant
from eventmgr.engines.scheduling.reading import MalformedInstance, read_changes, read_schedule, reported_in
from eventmgr.engines.scheduling.repairing.changes import Changes
from eventmgr.engines.scheduling.schedule import INFEASIBLE, Placed, Schedule, Unscheduled
from eventmgr.engines.scheduling.writing import json_of, values_of
from tests.engines.scheduling import json_schema
from tests.engines.scheduling.checking.faults import EVENT, RIGHT
from tests.engines.scheduling.forms import places_in
from tests.soak import times

PLAIN = Instance((Participant(),) * 4, 3, (2, 2, 2), (Meeting(0, 1), Meeting(2, 3), Meeting(0, 2)))


def test_a_bare_list_of_meetings_is_a_schedule_that_claims_nothing():
    values = {"meetings": [[0, 1, 0], [1, 1, None], [2, 0]]}

    assert read_schedule(values, PLAIN) == Schedule((Placed(0, 1, 0), Placed(1, 1), Placed(2, 0)))
    assert reported_in(values) == frozenset()
    assert reported_in(values | {"status": "optimal", "bound": 3}) == {"status", "bound"}


def test_what_is_written_is_read_back_and_allowed_by_the_schema():
    text = json_of(values_of(EVENT, replace(RIGHT, seconds=1.25)))
    values = json.loads(text)

    assert read_schedule(text, EVENT) == RIGHT
    assert json_schema.breaches("schedule", values) == []
    assert (values["seconds"], values["seats"][1], values["assistants"][0]) == (1.25, [1, 1, 0], [2, 1])


def test_the_plain_form_is_written_plainly_a_row_a_line():
    schedule = Schedule(
        (Placed(1, 1, 0), Placed(0, 1, 1)), (Unscheduled(2, "participant_full", {"slots": ()}),), INFEASIBLE, weight=2
    )

    assert json_of(values_of(PLAIN, schedule)) == (
        '{\n "status": "infeasible",\n "meetings": [\n  [0, 1, 1],\n  [1, 1, 0]\n ],\n "unplaced": [\n'
        '  [2, "participant_full", {"slots": []}]\n ],\n "breaks": 0,\n "bound": 0,\n "weight": 2,\n "spread": 0,\n'
        ' "idle_slots": 0,\n "table_changes": 0,\n "seconds": 0.0,\n "facts": {}\n}\n'
    )


def refusal_of(read: Any, *arguments: Any) -> MalformedInstance:
    with pytest.raises(MalformedInstance) as caught:
        read(*arguments)
    return caught.value


REFUSED: list[tuple[dict[str, Any], str, str]] = [
    ({}, "meetings", "is missing"),
    ({"meetings": [[0, 1, 0, 4]]}, "meetings[0]", "4 entries"),
    ({"meetings": [[3, 1, 0]]}, "meetings[0][0]", "from 0 to 2, not 3"),
    ({"meetings": [[0, 3, 0]]}, "meetings[0][1]", "from 0 to 2, not 3"),
    ({"meetings": [[0, 1, 2]]}, "meetings[0][2]", "from 0 to 1, not 2"),
    ({"meetings": [[0, 1, "A"]]}, "meetings[0][2]", 'not "A"'),
    ({"meetings": [[0, 1, 0], [0, 2, 0]]}, "meetings[1]", "meeting 0 is in the list already"),
    ({"meetings": [], "status": "good"}, "status", "one of optimal, infeasible, feasible"),
    ({"meetings": [], "breaks": -1}, "breaks", "not -1"),
    ({"meetings": [], "unplaced": [[0]]}, "unplaced[0]", "1 entries instead of 3"),
    ({"meetings": [], "unplaced": [[0, "rule", []]]}, "unplaced[0][2]", "must be an object"),
    ({"meetings": [], "seats": [[0, 0, 0]]}, "seats[0]", "meeting 0 is not among the meetings held"),
    ({"meetings": [[0, 1, 0]], "seats": [[0, 1, 0]]}, "seats[0][1]", "from 0 to 0, not 1"),
    ({"meetings": [[0, 1, 0]], "assistants": [[0, 0]]}, "assistants[0][1]", "nothing that it could refer to"),
]


@pytest.mark.parametrize(("values", "place", "said"), REFUSED, ids=[f"{row[1]} {row[2][:20]}" for row in REFUSED])
def test_a_malformed_schedule_is_refused_with_its_place(values: dict[str, Any], place: str, said: str):
    error = refusal_of(read_schedule, values, PLAIN)

    assert error.path == place
    assert said in str(error)


def test_of_a_company_with_several_representatives_it_must_be_said_who_meets():
    company = replace(PLAIN, participants=(Participant(seats=2), *PLAIN.participants[1:]))

    assert refusal_of(read_schedule, {"meetings": [[0, 1, 0]]}, company).path == "meetings[0]"
    assert read_schedule({"meetings": [[0, 1, 0]], "seats": [[0, 1, 0]]}, company).placed == (Placed(0, 1, 0, (1, 0)),)


def test_without_an_instance_numbers_are_left_to_the_checker():
    assert read_schedule({"meetings": [[99, 7, 5], [99, 8]]}).placed == (Placed(99, 7, 5), Placed(99, 8))


CHANGES: dict[str, Any] = {
    "now": 1,
    "late": [[0, 2]],
    "left": [[1, 3]],
    "absent": [[2, [2, 1]]],
    "tables_lost": [[2, 1]],
    "slot_tables": [2, 2, 1],
    "cancelled": [1],
    "added": [{"a": 1, "b": 3, "after": [0]}, {"a": 0, "b": 3, "after": [3]}],
}


def test_changes_are_read():
    assert read_changes(json.dumps(CHANGES), PLAIN) == Changes(
        now=1,
        late=((0, 2),),
        left=((1, 3),),
        absent=((2, (1, 2)),),
        tables_lost=((2, 1),),
        slot_tables=(2, 2, 1),
        cancelled=(1,),
        added=(Meeting(1, 3, after=(0,)), Meeting(0, 3, after=(3,))),
    )
    assert json_schema.breaches("changes", CHANGES) == []
    assert read_changes("{}", PLAIN) == Changes()


REFUSED_CHANGES: list[tuple[dict[str, Any], str, str]] = [
    ({"now": 4}, "now", "from 0 to 3, not 4"),
    ({"late": [[4, 0]]}, "late[0][0]", "from 0 to 3, not 4"),
    ({"left": [[0]]}, "left[0]", "1 entries instead of 2"),
    ({"absent": [[0, 1]]}, "absent[0][1]", "must be a list"),
    ({"tables_lost": [[3, 0]]}, "tables_lost[0][0]", "from 0 to 2, not 3"),
    ({"slot_tables": [2]}, "slot_tables", "1 entries instead of 3"),
    ({"cancelled": [3]}, "cancelled[0]", "from 0 to 2, not 3"),
    ({"added": [{"a": 0, "b": 0}]}, "added[0]", "cannot meet itself"),
    ({"added": [{"a": 0, "b": 1, "after": [3]}]}, "added[0].after[0]", "cannot come after itself"),
    ({"added": [{"a": 0, "b": 1, "wieght": 3}]}, "added[].wieght", "is not a member of changes"),
    ({"lost_tables": []}, "lost_tables", "is not a member of changes"),
]


@pytest.mark.parametrize(
    ("values", "place", "said"), REFUSED_CHANGES, ids=[f"{row[1]} {row[2][:20]}" for row in REFUSED_CHANGES]
)
def test_malformed_changes_are_refused_with_their_place(values: dict[str, Any], place: str, said: str):
    error = refusal_of(read_changes, values, PLAIN)

    assert error.path == place
    assert said in str(error)


WRONG = st.sampled_from((None, True, -1, 10**9, 10**12, 3.5, "x", [], {}, [[]], [-1], [0, 1]))


@settings(max_examples=times(150), deadline=None)
@given(st.sampled_from(("schedule", "changes")), st.data())
def test_what_the_schemas_refuse_is_refused_and_nothing_else_ever_happens(kind: str, data: st.DataObject):
    form = values_of(EVENT, RIGHT) if kind == "schedule" else CHANGES
    form = json.loads(json.dumps(form))
    *steps, last = data.draw(st.sampled_from(places_in(form)))
    place: Any = form
    for step in steps:
        place = place[step]
    place[last] = data.draw(WRONG)
    instance = data.draw(st.sampled_from((EVENT, None))) if kind == "schedule" else PLAIN
    allowed = json_schema.breaches(kind, form) == []

    try:
        read_schedule(form, instance) if kind == "schedule" else read_changes(form, instance)
    except MalformedInstance as error:
        assert error.path
    else:
        assert allowed
