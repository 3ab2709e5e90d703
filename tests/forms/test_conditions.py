"""Conditions: judged as they read, over what was asked alone, in the order of the questions."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventmgr.forms.conditions import _fields_of, asked_of, condition_of, holds, lines_of, said
from eventmgr.forms.questions import AskedQuestion, QuestionKind
from eventmgr.forms.rules import Rules, kept_rules, read_rules
from tests.soak import times

NAMES = [f"q_{letter}" for letter in "abcde"]
VALUES = st.sampled_from(["a1", "a2", "3", "x"])
ANSWERS = st.dictionaries(
    st.sampled_from(NAMES), st.none() | VALUES | st.integers(2, 4) | st.lists(VALUES, max_size=3, unique=True)
)


def trees_over(names: list[str]) -> st.SearchStrategy[Any]:
    """A tree of tests over these fields."""
    name = st.sampled_from(names)
    leaf = st.tuples(st.sampled_from(["empty", "filled"]), name).map(list) | st.tuples(
        st.sampled_from(["equals", "differs", "contains", "says"]), name, VALUES
    ).map(list)
    return st.recursive(
        leaf,
        lambda parts: st.builds(
            lambda mode, some: {mode: some}, st.sampled_from(["all", "any"]), st.lists(parts, min_size=1, max_size=3)
        ),
        max_leaves=6,
    )


@st.composite
def forms(draw: Any) -> list[AskedQuestion]:
    """Questions each of which looks at those before it alone."""
    asked: list[AskedQuestion] = []
    for number, name in enumerate(NAMES):
        condition = (
            draw(st.just({}) | st.builds(lambda tree: {"all": [tree]}, trees_over(NAMES[:number]))) if number else {}
        )
        roles = draw(st.sampled_from([(), ("media",), ("delegate", "media")]))
        rules = Rules(condition=condition, roles=roles)
        asked.append(AskedQuestion(name[2:], QuestionKind.CHOICES, {"zh": name}, {}, [], required=False, rules=rules))
    return asked


@pytest.mark.parametrize(
    ("tree", "answers", "is_asked"),
    [
        ({}, {}, True),
        (["equals", "q_a", "a1"], {"q_a": "a1"}, True),
        (["equals", "q_a", "a1"], {"q_a": ["a1", "a2"]}, False),
        (["equals", "q_a", "3"], {"q_a": 3}, True),
        (["differs", "q_a", "a1"], {}, True),
        (["contains", "q_a", "a2"], {"q_a": ["a1", "a2"]}, True),
        (["contains", "q_a", "a"], {"q_a": ["a1"]}, False),
        (["says", "q_a", "高铁"], {"q_a": "坐高铁来"}, True),
        (["empty", "q_a"], {"q_a": []}, True),
        (["filled", "q_a"], {"q_a": 0}, True),
        ({"all": [["filled", "q_a"], {"any": [["equals", "q_b", "1"], ["equals", "q_b", "2"]]}]}, {"q_a": "x", "q_b": "2"}, True),
        ({"all": [["filled", "q_a"], {"any": [["equals", "q_b", "1"], ["equals", "q_b", "2"]]}]}, {"q_b": "2"}, False),
    ],
)  # fmt: skip
def test_a_condition_holds_as_it_reads(tree: Any, answers: dict[str, Any], is_asked: bool):
    assert holds(tree, answers) is is_asked


@given(trees_over(NAMES), trees_over(NAMES), ANSWERS)
@settings(max_examples=times(300))
def test_all_is_and_any_is_or_and_a_test_and_its_opposite_never_agree(one: Any, other: Any, answers: dict[str, Any]):
    first, second = holds(one, answers), holds(other, answers)

    assert holds({"all": [one, other]}, answers) == (first and second)
    assert holds({"any": [one, other]}, answers) == (first or second)
    for name in NAMES:
        assert holds(["empty", name], answers) != holds(["filled", name], answers)
        assert holds(["equals", name, "a1"], answers) != holds(["differs", name, "a1"], answers)


@given(forms(), ANSWERS, st.sampled_from(["delegate", "media"]))
@settings(max_examples=times(300))
def test_what_is_asked_follows_from_what_is_kept_alone(asked: list[AskedQuestion], answers: dict[str, Any], role: str):
    """Answers to what is not asked, whatever they are, change nothing; asked again over what is kept, it is the same."""
    names = [question.name for question in asked_of(asked, role, answers)]
    kept = {name: value for name, value in answers.items() if name in names}

    assert [question.name for question in asked_of(asked, role, kept)] == names
    for question in asked:
        before = {name: kept.get(name) for name in NAMES[: NAMES.index(question.name)]}
        assert (question.name in names) == (question.rules.is_for(role) and holds(question.rules.condition, before))


LINE = st.tuples(
    st.sampled_from(NAMES),
    st.sampled_from(["equals", "differs", "contains", "says"]),
    st.lists(VALUES, min_size=1, max_size=3, unique=True).map(tuple),
) | st.tuples(st.sampled_from(NAMES), st.sampled_from(["empty", "filled"]), st.just(()))


@given(st.sampled_from(["all", "any"]), st.lists(LINE, min_size=1, max_size=3))
def test_lines_of_the_editor_come_back_as_they_were_typed(mode: str, lines: list[Any]):
    tree = condition_of(mode, lines)

    assert lines_of(tree) == (mode, lines)
    assert set(_fields_of(tree)) == {line[0] for line in lines}
    assert read_rules(kept_rules(Rules(condition=tree))).condition == tree


def test_a_condition_is_said_in_words(app):
    options = [{"value": "a1", "label": {"zh": "早班车"}}, {"value": "a2", "label": {"zh": "晚班车"}}]
    bus = AskedQuestion("bus", QuestionKind.CHOICE, {"zh": "班车"}, {}, options, required=False)
    tree = condition_of("all", [("q_bus", "equals", ("a1", "a2")), ("q_gone", "empty", ())])
    with app.test_request_context("/?lang=zh", headers={"Accept-Language": "zh"}):
        assert said(tree, [bus], "zh") == "“班车”为“早班车”或“晚班车”且“gone”未填写"
