"""Instances from JSON: what is read, and what is refused with its place and the way out."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventmgr.engines.scheduling.instance import Instance, Meeting, Participant
from eventmgr.engines.scheduling.reading import MalformedInstance, read_instance
from tests.engines.scheduling import json_schema, strategies
from tests.engines.scheduling.forms import form_of, places_in
from tests.engines.scheduling.wording import in_chinese
from tests.soak import times

PLAIN: dict[str, Any] = {
    "name": "two halves",
    "participants": 3,
    "slots": 4,
    "morning_slots": 2,
    "tables": 2,
    "absent": [[], [1], [0, 3]],
    "meetings": [{"a": 0, "b": 1}, {"a": 1, "b": 2, "session": 2, "fixed": 3, "after": [0], "weight": 5}],
}
RICH: dict[str, Any] = PLAIN | {
    "people": [{"table": 1}, {"seats": 2, "seat_absent": [[], [2]], "max": 3}, {"min": 1, "province": "310000"}],
    "halls": [{"tables": 1, "name": "A"}, {"tables": 1}],
    "travel": [[0, 1], [1, 0]],
    "days": [0, 2],
    "assistants": [{"languages": ["en"], "moderates": True, "max_in_a_row": 2, "absent": [0]}],
    "coverage": [{"name": "cross", "each": "province", "across": "region", "at_least": 2, "distinct": True}],
}


def changed(form: dict[str, Any], path: str, value: Any = ...) -> dict[str, Any]:
    """`form` with another value at a path like `meetings.0.a`; without a value the member is left out."""
    form = copy.deepcopy(form)
    *steps, last = (int(step) if step.isdigit() else step for step in path.split("."))
    place: Any = form
    for step in steps:
        place = place[step]
    if value is ...:
        del place[last]
    else:
        place[last] = value
    return form


def refusal_of(source: Any) -> MalformedInstance:
    with pytest.raises(MalformedInstance) as caught:
        read_instance(source)
    return caught.value


def test_the_plain_form_is_read_as_the_benchmark_has_it():
    assert read_instance(PLAIN) == Instance(
        participants=(
            Participant(),
            Participant(absent=frozenset({1})),
            Participant(absent=frozenset({0, 3})),
        ),
        slots=4,
        slot_tables=(2, 2, 2, 2),
        meetings=(Meeting(0, 1), Meeting(1, 2, weight=5, session=2, fixed=3, after=(0,))),
        name="two halves",
        sessions=((0, 2), (2, 4)),
        spread=2,
    )


def test_tables_of_each_slot_go_before_tables():
    assert read_instance(PLAIN | {"slot_tables": [1, 0, 2, 9]}).slot_tables == (1, 0, 2, 9)


def test_some_number_of_tables_must_be_given():
    assert str(refusal_of(changed(PLAIN, "tables"))).startswith("tables is missing. Say how many tables there are")


def test_fairness_null_is_no_limit():
    assert read_instance(PLAIN | {"fairness": None}).spread is None


def test_null_is_the_same_as_leaving_out_where_nothing_is_an_answer():
    meeting = {"a": 0, "b": 1, "session": None, "fixed": None, "table": None, "seat_a": None}

    assert read_instance(PLAIN | {"meetings": [meeting]}).meetings == (Meeting(0, 1),)


def test_members_that_nobody_reads_are_noted_with_their_path():
    form = changed(PLAIN | {"paper": 12670}, "meetings.1.wieght", 7)

    assert read_instance(form).labels == {"paper": "12670", "meetings[].wieght": "7"}


@settings(max_examples=times(80), deadline=None)
@given(strategies.rich())
def test_what_an_instance_says_is_read_back(instance: Instance):
    form = form_of(instance)

    assert read_instance(json.dumps(form)) == instance
    assert json_schema.breaches("instance", form) == []


REFUSED: list[tuple[str, Any, str, str]] = [
    ("participants", ..., "participants", "is missing. Add it"),
    ("participants", True, "participants", "whole number from 1 to 20000, not true"),
    ("participants", 3.0, "participants", "not 3.0"),
    ("participants", "3", "participants", 'not "3"'),
    ("participants", 0, "participants", "not 0"),
    ("participants", 10**80, "participants", "not 1000000000…"),
    ("slots", 513, "slots", "from 1 to 512, not 513"),
    ("slots", None, "slots", "not null"),
    ("tables", -1, "tables", "not -1"),
    ("slot_tables", [1], "slot_tables", "1 entries instead of 4"),
    ("morning_slots", 5, "morning_slots", "from 0 to 4, not 5"),
    ("morning_slots", ..., "meetings[1].session", "Add morning_slots or sessions"),
    ("sessions", [[0, 3], [2, 4]], "sessions[1]", "begins at slot 2, before slot 3"),
    ("sessions", [[3, 1]], "sessions[0]", "ends at slot 1, before it begins"),
    ("sessions", [[0, 2, 4]], "sessions[0]", "3 entries instead of 2"),
    ("days", [1], "days[0]", "must be 0"),
    ("days", [0, 2, 2], "days[2]", "begins at slot 2, before slot 3"),
    ("fairness", -1, "fairness", "from 0 to 512"),
    ("fairness", "none", "fairness", 'not "none"'),
    ("absent", ..., "absent", "Add a list of slots for each participant"),
    ("absent", [[], []], "absent", "2 lists for 3 participants"),
    ("absent.1", 1, "absent[1]", "must be a list, not 1"),
    ("absent.1", [4], "absent[1][0]", "from 0 to 3, not 4"),
    ("meetings", {}, "meetings", "must be a list, not {}"),
    ("meetings.0", [0, 1], "meetings[0]", "must be an object, not [0, 1]"),
    ("meetings.0.a", ..., "meetings[0].a", "is missing"),
    ("meetings.0.a", 3, "meetings[0].a", "from 0 to 2, not 3"),
    ("meetings.0.b", 0, "meetings[0]", "participant 0 cannot meet itself"),
    ("meetings.0.weight", 0, "meetings[0].weight", "from 1 to 1000000, not 0"),
    ("meetings.0.weight", float("nan"), "meetings[0].weight", "not NaN"),
    ("meetings.1.session", 3, "meetings[1].session", "from 1 to 2, not 3"),
    ("meetings.1.fixed", 1, "meetings[1].fixed", "is slot 1, outside session 2"),
    ("meetings.1.after", 0, "meetings[1].after", "must be a list"),
    ("meetings.1.after", [2], "meetings[1].after[0]", "from 0 to 1, not 2"),
    ("meetings.1.after", [1], "meetings[1].after[0]", "cannot come after itself"),
    ("meetings.0.after", [1], "meetings[1].after[0]", "meetings 0, 1 wait for one another"),
    ("meetings.0.language", 7, "meetings[0].language", "must be text, not 7"),
    ("meetings.0.language", "x" * 301, "meetings[0].language", "301 characters"),
    ("meetings.0.moderated", 1, "meetings[0].moderated", "true or false, not 1"),
    ("meetings.0.seat_a", 1, "meetings[0].seat_a", "from 0 to 0, not 1"),
    ("meetings.0.table", 0, "meetings[0].table", "always sits at table 1"),
    ("meetings.1.table", 1, "meetings[1].table", "home of participant 0, who is not in this meeting"),
    ("people", [{}], "people", "1 entries for 3 participants"),
    ("people.1.seats", 0, "people[1].seats", "from 1 to 100"),
    ("people.1.seat_absent", [[]], "people[1].seat_absent", "1 lists for 2 representatives"),
    ("people.1.table", 1, "people[1].table", "table 1 is the home of participant 0"),
    ("people.1.min", 4, "people[1].max", "is 3, below the minimum of 4"),
    ("halls", [{"tables": 3}], "tables", "is 2, but the halls have 3 tables"),
    ("halls", ..., "travel", "needs halls"),
    ("travel.0.0", 1, "travel[0][0]", "must be 0"),
    ("travel", [[0]], "travel", "1 entries instead of 2"),
    ("assistants.0.languages", "en", "assistants[0].languages", "must be a list"),
    ("assistants.0.max_in_a_row", 0, "assistants[0].max_in_a_row", "from 1 to 512"),
    ("coverage.0.each", "city", "coverage[0].each", "one of participant, company, province, region"),
    ("coverage.0.across", ..., "coverage[0].distinct", "Add across"),
    ("tables_lost", [[4, 0]], "tables_lost[0][0]", "from 0 to 3, not 4"),
    ("now", 5, "now", "from 0 to 4"),
]


@pytest.mark.parametrize(
    ("path", "value", "place", "said"), REFUSED, ids=[f"{row[0]}={str(row[1])[:20]}" for row in REFUSED]
)
def test_a_malformed_instance_is_refused_with_its_place(path: str, value: Any, place: str, said: str):
    error = refusal_of(changed(RICH, path, value))

    assert (error.path, error.field, error.status) == (place, place, 400)
    assert str(error).startswith(place)
    assert said in str(error)


TEXTS: list[tuple[str | bytes, str, str]] = [
    (b"", "", "The file is empty."),
    (b'{"name": "\xff"}', "", "not UTF-8 text: byte 11"),
    ('{"slots": 4,\n "tables" 2}', "", "Line 2, column 11 is not JSON, near “"),
    ("{} {}", "", "Line 1, column 4 is not JSON"),
    ('{"slots": 4, "slots": 5}', "slots", "appears twice in its object"),
    ('{"meetings": [{"weight": NaN}]}', "meetings[0].weight", "is NaN, which is not a number in JSON"),
    ('{"unheard": {"of": [1, -Infinity]}}', "unheard.of[1]", "is -Infinity"),
    ("[" * 100_000, "", "nests lists or objects too deeply"),
    ("1" * 5000, "", "more than a thousand digits"),
    ("[]", "", "The file must hold one JSON object, not []"),
    ('{"a b": 1, "a b": 2}', '"a b"', "appears twice"),
]


@pytest.mark.parametrize(("text", "place", "said"), TEXTS, ids=[said[:25] for _text, _place, said in TEXTS])
def test_text_that_is_no_json_is_refused_with_its_place(text: str | bytes, place: str, said: str):
    error = refusal_of(text)

    assert error.path == place
    assert said in str(error)


def test_a_byte_order_mark_does_no_harm():
    assert read_instance(b"\xef\xbb\xbf" + json.dumps(PLAIN).encode()) == read_instance(PLAIN)


def test_what_is_shown_of_a_file_is_fit_for_a_terminal():
    assert "\x1b" not in str(refusal_of('{"slots": "\\u001b[31m\\u009b\\ud800"}'))


def test_a_refusal_is_said_in_both_languages():
    error = refusal_of(changed(PLAIN, "meetings.0.b", 0))

    assert error.sentence.translated(in_chinese) == (
        "meetings[0]：参与方 0 不能与自己洽谈。请在 a 和 b 中填写两个不同的参与方。"
    )


WRONG = st.sampled_from((None, True, -1, 10**9, 3.5, 2.0, "x", "", [], {}, [[]], [-1], [0, 1], {"a": 0}))


@settings(max_examples=times(200), deadline=None)
@given(strategies.rich(), st.data())
def test_what_the_schema_refuses_is_refused_and_nothing_else_ever_happens(instance: Instance, data: st.DataObject):
    form = form_of(instance)
    *steps, last = data.draw(st.sampled_from(places_in(form)))
    place: Any = form
    for step in steps:
        place = place[step]
    if data.draw(st.booleans()):
        place[last] = data.draw(WRONG)
    else:
        del place[last]
    allowed = json_schema.breaches("instance", form) == []

    try:
        read_instance(form)
    except MalformedInstance as error:
        assert error.path
    else:
        assert allowed


@settings(max_examples=times(200), deadline=None)
@given(st.data())
def test_bytes_that_went_wrong_on_the_way_are_refused_and_nothing_else_ever_happens(data: st.DataObject):
    text = bytearray(json.dumps(RICH).encode())
    start = data.draw(st.integers(0, len(text)))
    text[start : start + data.draw(st.integers(0, 5))] = data.draw(st.binary(max_size=5))

    try:
        assert isinstance(read_instance(bytes(text)), Instance)
    except MalformedInstance as error:
        assert str(error)
