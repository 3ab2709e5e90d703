"""Options of a question, typed one a line: read, written, and kept under values that answers can rely on."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventmgr.event.forms.options import are_too_few, limit_of, read_limits, read_lines, with_values, write_lines
from eventmgr.event.forms.questions import QuestionKind

WORD = st.text("甲乙ab ", min_size=1, max_size=4).map(str.strip).filter(bool)
LINES = st.lists(st.tuples(WORD, st.none() | WORD), max_size=6, unique_by=lambda one: one[0])


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (None, []),
        ("", []),
        ("\n \n", []),
        ("甲", [{"zh": "甲"}]),
        ("甲 | A", [{"zh": "甲", "en": "A"}]),
        ("甲｜A", [{"zh": "甲", "en": "A"}]),
        (" | A", [{"en": "A"}]),
        ("甲 |", [{"zh": "甲"}]),
        ("甲\n甲\n乙", [{"zh": "甲"}, {"zh": "乙"}]),
        ("甲 | A | 40", [{"zh": "甲", "en": "A"}]),
    ],
)
def test_a_line_is_an_option_in_one_language_or_two(typed: str | None, found: list[dict[str, str]]):
    assert read_lines(typed) == found


def options(lines: list[tuple[str, str | None]]) -> list[dict[str, str]]:
    return read_lines("\n".join(zh if en is None else f"{zh} | {en}" for zh, en in lines))


@given(LINES)
def test_what_is_written_is_read_back(lines: list[tuple[str, str | None]]):
    read = options(lines)

    assert read_lines(write_lines([{"label": one} for one in read])) == read


@given(LINES, LINES)
def test_values_are_distinct_and_the_same_words_keep_theirs(first: Any, second: Any):
    before = with_values(options(first), [])
    after = with_values(options(second), before)

    for kept in (before, after):
        values = [one["value"] for one in kept]
        assert len(set(values)) == len(values) and all(values)
    assert [one["label"] for one in after if not one.get("retired")] == options(second)
    assert {one["value"] for one in before} <= {one["value"] for one in after}
    labels = {one["value"]: one["label"] for one in before}
    for one in after:
        old = labels.get(one["value"])
        shared = old is not None and set(old.values()) & set(one["label"].values())
        assert old is None or shared or len(options(second)) == len(before), (
            "a value never passes to other words unasked"
        )


def test_words_that_change_in_their_place_keep_the_value_and_new_lines_never_take_an_old_one():
    before = with_values(read_lines("甲\n乙"), [])
    renamed = with_values(read_lines("甲\n丙"), before)
    longer = with_values(read_lines("丁\n甲\n乙"), before)
    moved = with_values(read_lines("丁\n甲"), before)

    assert [one["value"] for one in before] == [one["value"] for one in renamed] == ["a1", "a2"]
    assert [one["value"] for one in longer] == ["a3", "a1", "a2"]
    assert [one["value"] for one in moved] == ["a3", "a1", "a2"], "words that are there go before the place"


@pytest.mark.parametrize(
    ("kind", "number", "few"),
    [
        (QuestionKind.CHOICE, 0, True),
        (QuestionKind.CHOICE, 1, True),
        (QuestionKind.CHOICES, 2, False),
        (QuestionKind.TEXT, 0, False),
        (QuestionKind.YES_NO, 0, False),
    ],
)
def test_only_lists_need_something_to_choose_from(kind: QuestionKind, number: int, few: bool):
    assert are_too_few(kind, [object()] * number) is few


@pytest.mark.parametrize(
    ("typed", "limits"),
    [("甲 | A\n乙 | B | 40", [None, 40]), ("甲 || ４０\n乙", [40, None]), ("甲 | A | 0\n甲 | A | 3\n乙", [0, None])],
)
def test_behind_the_second_bar_stands_how_many_may_choose_it(typed: str, limits: list[int | None]):
    assert [limit_of(limit) for limit in read_limits(typed)] == limits


@pytest.mark.parametrize("typed", ["-1", "viele", "100000", "4 | 5", "²"])
def test_what_is_no_number_of_people_is_refused(typed: str):
    with pytest.raises(ValueError, match=re.escape(typed)):
        limit_of(typed)


@given(LINES, st.lists(st.none() | st.integers(0, 99_999), min_size=6, max_size=6))
def test_limits_are_read_back_as_they_are_written(lines: list[tuple[str, str | None]], limits: list[int | None]):
    kept = with_values(options(lines), [], limits[: len(options(lines))])

    again = write_lines(kept)
    assert [limit_of(limit) for limit in read_limits(again)] == [option.get("limit") for option in kept]
