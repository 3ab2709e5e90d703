"""Counts and means, and what is withheld so that nobody is recognized."""

from hypothesis import given, settings
from hypothesis import strategies as st

from eventmgr.programme.surveys.content.questions import Item, condition_on
from eventmgr.programme.surveys.models import SurveyKind
from eventmgr.programme.surveys.results.counting import LEAST, results_of, results_of_part, shown_parts
from tests.soak import times

SCALE = Item("1", SurveyKind.SCALE, {"zh": "总体"}, scale={"steps": 5, "high": {"zh": "很满意"}})
TEXT = Item("2", SurveyKind.TEXT, {"zh": "意见"}, condition=condition_on([SCALE], ["1=1"]))


def test_counts_bases_and_means():
    [result] = results_of([SCALE], [{"1": "5"}, {"1": "4"}, {"1": "5"}, {}], "zh")
    assert result.rows[0].counts == (
        *((str(n), str(n), 0) for n in (1, 2, 3)),
        ("4", "4", 1),
        ("5", "5 很满意", 2),
    )
    assert (result.base, result.rows[0].base, round(result.rows[0].mean, 2)) == (3, 3, 4.67)


def test_the_rows_of_a_matrix_are_counted_apart_and_several_choices_exceed_their_base():
    options = ({"value": "a1", "label": {"zh": "甲"}}, {"value": "a2", "label": {"zh": "乙"}})
    matrix = Item("3", SurveyKind.MATRIX, {"zh": "题"}, options=options, scale={"steps": 3})
    ticks = Item("4", SurveyKind.CHOICES, {"zh": "题"}, options=options)
    contents = [{"3": {"a1": "3", "a2": "1"}, "4": ["a1", "a2"]}, {"3": {"a1": "2"}, "4": ["a2"]}]
    rated, ticked = results_of([matrix, ticks], contents, "zh")
    assert [(row.words, row.base, row.mean) for row in rated.rows] == [("甲", 2, 2.5), ("乙", 1, 1.0)]
    assert (ticked.rows[0].counts, ticked.base, ticked.rows[0].mean) == ((("a1", "甲", 1), ("a2", "乙", 2)), 2, None)


def test_a_question_that_too_few_have_answered_is_withheld_with_its_texts():
    contents = [{"1": "1", "2": "差"}] * (LEAST - 1) + [{"1": "5"}] * 10
    scale, text = results_of([SCALE, TEXT], contents, "zh", least=LEAST)
    assert (scale.base, scale.is_withheld) == (14, False)
    assert (text.is_withheld, text.texts, text.base) == (True, (), 0)


def test_open_answers_stand_in_the_order_of_their_words():
    contents = [{"2": word} for word in "丁丙乙甲戊"]
    assert results_of([TEXT], contents, "zh")[0].texts == tuple(sorted("丁丙乙甲戊"))


def test_a_part_that_would_be_left_over_takes_the_smallest_with_it():
    assert shown_parts({"a": 20, "b": 9, "c": 3}, LEAST) == ["a"]
    assert shown_parts({"a": 20, "b": 9, "c": 3, "d": 2}, LEAST) == ["a", "b"]
    assert shown_parts({"a": 20, "b": 9}, LEAST) == ["a", "b"]
    assert shown_parts({"a": 20, "c": 3}, LEAST) == []


def test_a_question_in_a_part_is_withheld_where_the_rest_would_show_by_difference():
    parts = {"a": [{"1": "5"}] * 8, "b": [{"1": "1"}] * 2 + [{"2": "x"}] * 6}
    assert shown_parts({name: len(contents) for name, contents in parts.items()}, LEAST) == ["a", "b"]
    assert results_of_part([SCALE], parts, "a", "zh", least=LEAST)[0].is_withheld


@settings(max_examples=times(300), deadline=None)
@given(st.dictionaries(st.text("abcdefgh", min_size=1, max_size=2), st.integers(0, 12), max_size=8), st.integers(0, 6))
def test_no_shown_part_is_small_and_the_rest_is_nothing_or_large(sizes, least):
    shown = shown_parts(sizes, least)
    withheld = sum(size for name, size in sizes.items() if name not in shown)
    assert all(sizes[name] >= max(least, 1) for name in shown)
    assert not shown or withheld == 0 or withheld >= least
