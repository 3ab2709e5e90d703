"""Kinds of questions with bounds, codes and defaults: what was typed becomes an answer, or a sentence that names it."""

from __future__ import annotations

from datetime import date

import pytest

from eventmgr.event.forms.asking import Asked
from eventmgr.event.forms.checking import defaults, read_answer, read_default, write_default
from eventmgr.event.forms.questions import QuestionKind, shown, with_unit
from eventmgr.event.forms.rules import NONE, Rules, kept_rules, read_rules
from eventmgr.event.forms.words import lines_of
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import speaking
from eventmgr.tools.taxonomy.credit_codes import CHARACTERS, check_character, normalize_credit_code
from tests.event.forms.kinds import question

K = QuestionKind
CODE = "91310000MA1FL0001" + check_character("91310000MA1FL0001")


@pytest.mark.parametrize(
    ("kind", "rules", "typed", "answer"),
    [
        (K.NUMBER, NONE, "-3", -3),
        (K.NUMBER, NONE, "1,200", 1200),
        (K.NUMBER, Rules(places=2), "2.50", 2.5),
        (K.NUMBER, Rules(places=1), "3.0", 3),
        (K.NUMBER, Rules(least="1", most="5"), "5", 5),
        (K.DATE, Rules(least="2026-05-01"), "2026/5/1", date(2026, 5, 1)),
        (K.TIME, Rules(least="09:00", most="18:00"), "9:00", "09:00"),
        (K.CREDIT_CODE, NONE, CODE.lower(), CODE),
    ],
)
def test_what_was_typed_is_read(kind, rules, typed, answer):
    found = read_answer(kind, typed, rules, "题")

    assert (found, type(found)) == (answer, type(answer))


@pytest.mark.parametrize(
    ("kind", "rules", "typed"),
    [
        (K.NUMBER, NONE, "2.5"),
        (K.NUMBER, Rules(places=1), "2.55"),
        (K.NUMBER, Rules(least="1"), "0"),
        (K.NUMBER, Rules(most="5"), "6"),
        (K.NUMBER, NONE, "1e3"),
        (K.NUMBER, NONE, "nan"),
        (K.NUMBER, NONE, "9" * 400),
        (K.DATE, NONE, "2026-02-30"),
        (K.DATE, NONE, "99999999999-1-1"),
        (K.DATE, Rules(least="2026-05-01"), "2026-04-30"),
        (K.DATE, Rules(most="2026-05-01"), "2026-05-02"),
        (K.TIME, NONE, "24:00"),
        (K.TIME, Rules(most="18:00"), "18:01"),
        (K.CREDIT_CODE, NONE, CODE[:-1] + CHARACTERS[(CHARACTERS.index(CODE[-1]) + 1) % 31]),
        (K.CREDIT_CODE, NONE, CODE[:-1]),
    ],
)
def test_what_is_none_or_out_of_bounds_is_refused_by_name(app, kind, rules, typed):
    with app.app_context(), speaking("en"), pytest.raises(ValueError, match="“题”"):
        read_answer(kind, typed, rules, "题")


@pytest.mark.parametrize("place", range(17))
def test_one_wrong_character_of_a_credit_code_is_noticed(app, place):
    other = CHARACTERS[(CHARACTERS.index(CODE[place]) + 1) % 31]

    with app.app_context(), speaking("en"), pytest.raises(Refusal, match="check character"):
        normalize_credit_code(CODE[:place] + other + CODE[place + 1 :])


def test_the_check_character_is_that_of_a_published_code():
    assert normalize_credit_code("９１３５０１００ M000100Y43") == "91350100M000100Y43"


def test_rules_are_kept_as_what_binds_and_read_again():
    rules = Rules(least="1", unit={"zh": "人"}, roles=("media",), office_only=True)

    assert kept_rules(rules) == {"least": "1", "unit": {"zh": "人"}, "roles": ["media"], "office_only": True}
    assert read_rules(kept_rules(rules)) == rules
    assert (kept_rules(NONE), read_rules({}), read_rules(None)) == ({}, NONE, NONE)


def test_a_default_is_typed_in_words_and_kept_as_a_value(app):
    options = [{"value": "a1", "label": {"zh": "甲", "en": "First"}}, {"value": "a2", "label": {"zh": "乙"}}]
    several = question(K.CHOICES, options=options)
    with app.app_context(), speaking("zh"):
        kept = [
            read_default(several, "First；乙", "默认"),
            read_default(question(K.PROVINCE), "浙江省", "默认"),
            read_default(question(K.YES_NO), "是", "默认"),
            read_default(question(K.DATE), "2026-5-1", "默认"),
        ]
        again = write_default(question(K.CHOICES, Rules(default="a1,a2"), options=options), "zh")
        with pytest.raises(ValueError, match="丙"):
            read_default(several, "丙", "默认")

    assert (kept, again) == (["a1,a2", "330000", "yes", "2026-05-01"], "甲；乙")
    assert defaults([question(K.CHOICES, Rules(default="a1,a2")), question(K.TEXT)]) == {"q_a": ["a1", "a2"]}


def test_codes_are_read_in_words_and_numbers_with_their_unit(app):
    people = question(K.NUMBER, Rules(unit={"zh": "人", "en": "people"}))
    with app.app_context():
        words = [
            shown(question(K.PROVINCE), "330000", "zh"), with_unit(people, 3, "zh"), with_unit(people, 3, "en"),
            people.head_in("zh"), people.head_in("en"), with_unit(people, None, "zh"),
        ]  # fmt: skip

    assert words == ["浙江省", "3人", "3 people", "题（人）", "Question (people)", ""]


def test_headings_and_texts_have_no_answer_and_are_never_required(app):
    silent = [question(K.HEADING, required=True), question(K.NOTE, required=True)]
    with app.app_context(), speaking("en"):
        lines = lines_of({"q_a": "x"}, silent, "en")

    assert ("q_a" in Asked(questions=tuple(silent)).required(), lines) == (False, [])


def test_participants_are_asked_what_is_for_them():
    office, media, all_ = (
        question(K.TEXT, Rules(office_only=True), key="o"),
        question(K.TEXT, Rules(roles=("media",)), key="m"),
        question(K.TEXT, key="t"),
    )
    asked = Asked(questions=(office, media, all_))
    asks_role = Asked(fields={"role": "optional"}, questions=asked.questions)

    assert asked.for_participant("delegate").questions == (all_,)
    assert asked.for_participant("media").questions == (media, all_)
    assert asks_role.for_participant("delegate").questions == (media, all_)
    plain = Asked(questions=(all_,))
    assert plain.for_participant("delegate") is plain
