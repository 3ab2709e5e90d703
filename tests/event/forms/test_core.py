"""The core of forms: what is asked, how strictly, and answers in words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from eventmgr.event.forms.asking import Asked
from eventmgr.event.forms.fields import IN_ORDER, LABELS, OPTIONAL
from eventmgr.event.forms.options import LEAST, MOST, are_too_few, read_lines, with_values, write_lines
from eventmgr.event.forms.questions import AskedQuestion, QuestionKind, from_answer, shown, to_answer
from eventmgr.event.forms.words import lines_of
from eventmgr.ground.i18n import speaking
from tests.architecture import Source, imports_of, room_of

CORE = (
    "attached",
    "fields",
    "questions",
    "rules",
    "checking",
    "options",
    "asking",
    "words",
    "kinds/journeys",
    "kinds/moments",
    "kinds/sealed",
    "participant_types/keys",
    "participant_types/types",
)
MAY_KNOW = ("__future__", "collections", "dataclasses", "datetime", "enum", "functools", "itertools", "re", "typing")
MAY_KNOW_OF_THE_HOUSE = ("enums", "errors", "i18n", "taxonomy", "text", "forms")
"""Enums with labels, refusals, the language spoken, published codes, how text is read, and each other: no page, no table, no event."""


def core_complaints(source: Source) -> list[str]:
    """What a file of the core imports and may not."""
    found = []
    for _node, name in imports_of(source):
        room, *rest = room_of(name) or ("",)
        known = room in MAY_KNOW_OF_THE_HOUSE if room else name.split(".")[0] in MAY_KNOW
        if not known or (room == "forms" and not "/".join(rest).startswith(CORE)):
            found.append(name)
    return found


def test_the_core_knows_no_page_and_no_table():
    root = Path(__file__).resolve().parents[3]
    sources = [
        Source(f"eventmgr/event/forms/{name}.py", (root / f"eventmgr/event/forms/{name}.py").read_text())
        for name in CORE
    ]

    assert {source.path: core_complaints(source) for source in sources} == {source.path: [] for source in sources}


@pytest.mark.parametrize(
    "line",
    [
        "import flask",
        "import sqlalchemy.orm",
        "import wtforms",
        "import eventmgr.tools.web.forms",
        "import eventmgr.event.forms.models",
    ],
)
def test_a_core_that_knows_a_page_or_a_table_is_noticed(line):
    assert core_complaints(Source("eventmgr/event/forms/fields.py", line)) == [line.removeprefix("import ")]


def question(kind: QuestionKind, **values) -> AskedQuestion:
    filled = {"key": "a", "label": {"zh": "题", "en": "Question"}, "help": {}, "options": [], "required": False}
    return AskedQuestion(kind=kind, **{**filled, **values})


def test_what_is_off_is_left_out_with_what_follows_it():
    off = Asked(fields=dict.fromkeys(OPTIONAL, "off"))
    with_diet = Asked(fields={**off.fields, "diet": "optional"})

    assert off.left_out() == {*OPTIONAL, "diet_note", "id_kind"}
    assert with_diet.left_out() == {*OPTIONAL, "id_kind"} - {"diet"}


def test_a_group_is_asked_where_there_are_groups():
    asked = Asked(fields={"group": "required"})

    assert ("group" in asked.left_out(), "group" in asked.required()) == (True, False)
    asked = Asked(fields={"group": "required"}, groups=(("1", {"zh": "一组"}),))
    assert ("group" in asked.left_out(), "group" in asked.required()) == (False, True)


def test_what_is_sensitive_or_free_is_never_required():
    asked = Asked(fields=dict.fromkeys(OPTIONAL, "required"), groups=(("1", {"zh": "一组"}),))

    assert asked.required() == {*OPTIONAL, "name", "organization", "mobile"} - {"diet", "remarks", "size"}


def test_invited_units_and_own_questions_are_required_where_the_form_says_so():
    asked = Asked(
        units=("JS",), questions=(question(QuestionKind.TEXT, required=True), question(QuestionKind.DATE, key="b"))
    )

    assert asked.required() == {"name", "organization", "mobile", "unit", "q_a"}


@pytest.mark.parametrize(
    ("kind", "value", "answer"),
    [
        (QuestionKind.TEXT, "", None),
        (QuestionKind.TEXT, "字", "字"),
        (QuestionKind.CHOICES, [], None),
        (QuestionKind.CHOICES, ["a", "b"], ["a", "b"]),
        (QuestionKind.NUMBER, 0, 0),
        (QuestionKind.DATE, date(2026, 5, 1), "2026-05-01"),
    ],
)
def test_an_answer_goes_into_json_and_back(kind, value, answer):
    assert to_answer(value) == answer
    assert from_answer(kind, answer) == (value or (None if answer is None else value))


def test_answers_are_read_in_words(app):
    options = [{"value": "a", "label": {"zh": "甲", "en": "First"}}, {"value": "b", "label": {"zh": "乙"}}]
    several = question(QuestionKind.CHOICES, options=options)

    with app.app_context(), speaking("en"):
        words = [
            shown(several, ["a", "b", "gone"], "en"),
            shown(question(QuestionKind.YES_NO), "yes", "en"),
            shown(question(QuestionKind.NUMBER), 0, "en"),
            shown(question(QuestionKind.TEXT), None, "en"),
        ]

    assert words == ["First；乙；gone", "Yes", "0", ""]


def test_options_keep_their_value_when_they_are_written_out_and_read_again():
    known = with_values(read_lines("甲 | First\n乙\n乙"), [])

    assert write_lines(known) == "甲 | First\n乙"
    assert with_values(read_lines(write_lines(known)), known) == known


@pytest.mark.parametrize("kind", QuestionKind)
def test_lists_alone_need_options(kind):
    is_list = kind in (QuestionKind.CHOICE, QuestionKind.CHOICES)

    assert are_too_few(kind, [1] * (LEAST - 1)) is is_list
    assert are_too_few(kind, [1] * MOST) is False


def test_lines_come_in_the_order_of_the_form_and_without_empty_ones(app):
    values = {"q_a": "答", "diet": "halal", "name": "样例甲", "unit": "", "province": "320000", "remarks": "无"}
    asked = [question(QuestionKind.TEXT)]

    with app.app_context(), speaking("en"):
        lines = lines_of(values, asked, "en", is_sealed=True)

    assert lines == [
        ("Name", "样例甲"),
        ("Province/region", "Jiangsu Province"),
        ("Accommodation, travel and dietary requirements", "cannot be read: the data key is missing"),
        ("Dietary requirements", "Halal"),
        ("Remarks", "无"),
        ("Question", "答"),
    ]


def test_every_field_has_a_place_in_the_order_and_a_label():
    assert sorted(IN_ORDER) == sorted(LABELS)


def test_answers_keep_their_value_when_their_words_change():
    known = with_values(read_lines("甲 | a\n乙 | b"), [])
    typo = with_values(read_lines("甲（改） | a+\n乙 | b"), known)
    moved = with_values(read_lines("乙 | b\n丙 | c\n甲 | a"), known)
    assert [one["value"] for one in known] == ["a1", "a2"]
    assert [one["value"] for one in typo] == ["a1", "a2"]
    assert [one["value"] for one in moved] == ["a2", "a3", "a1"]
