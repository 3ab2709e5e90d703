"""Conditions: judged as they read, over what was asked alone, in the order of the questions."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventmgr.event.forms.conditions import (
    _fields_of,
    asked_of,
    asked_role,
    condition_of,
    for_page,
    groups_of,
    holds,
    said,
)
from eventmgr.event.forms.questions import AskedQuestion, QuestionKind
from eventmgr.event.forms.rules import Rules, kept_rules, read_rules
from tests.event.forms.conditions import ANSWERS, NAMES, VALUES, forms, trees_over
from tests.soak import times


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


GROUPS = st.lists(st.lists(LINE, min_size=1, max_size=4), min_size=1, max_size=5)


@given(st.sampled_from(["all", "any"]), GROUPS)
@settings(max_examples=times(200))
def test_lines_of_the_editor_come_back_as_they_were_typed(mode: str, groups: list[list[Any]]):
    tree = condition_of(mode, groups)

    assert groups_of(tree) == (mode, groups)
    assert set(_fields_of(tree)) == {line[0] for group in groups for line in group}
    assert read_rules(kept_rules(Rules(condition=tree))).condition == tree
    assert condition_of(mode, [[], *groups, []]) == tree, "an empty group says nothing"


@given(st.sampled_from(["all", "any"]), GROUPS, ANSWERS)
@settings(max_examples=times(200))
def test_groups_hold_as_they_read(mode: str, groups: list[list[Any]], answers: dict[str, Any]):
    within, between = (all, any) if mode == "all" else (any, all)
    lines = [[holds(condition_of("all", [[line]]), answers) for line in group] for group in groups]
    one_group = [value for group in lines for value in group]

    assert holds(condition_of(mode, groups), answers) == between(within(group) for group in lines)
    assert holds(condition_of(mode, [[line for group in groups for line in group]]), answers) == within(one_group)


@pytest.mark.parametrize(
    ("tree", "mode", "lines"),
    [
        ({"all": [["filled", "q_a"]]}, "all", [("q_a", "filled", ())]),
        ({"any": [{"any": [["equals", "q_a", "1"], ["equals", "q_a", "2"]]}]}, "any", [("q_a", "equals", ("1", "2"))]),
        (
            {"all": [{"all": [["differs", "q_a", "1"], ["differs", "q_a", "2"]]}, ["says", "q_b", "x"]]},
            "all",
            [("q_a", "differs", ("1", "2")), ("q_b", "says", ("x",))],
        ),
    ],
)
def test_trees_from_before_there_were_groups_read_as_before(tree: Any, mode: str, lines: list[Any]):
    assert groups_of(tree) == (mode, [lines])
    assert condition_of(mode, [lines]) == tree


@given(trees_over([*NAMES, "role"]), ANSWERS, st.sampled_from(["delegate", "a1", "media"]), st.booleans())
@settings(max_examples=times(300))
def test_a_page_judges_the_type_of_participant_as_the_server_does(
    tree: Any, answers: dict[str, Any], role: str, is_chosen: bool
):
    """Chosen in the page, not chosen yet (a delegate then), or known beforehand."""
    typed = answers | ({"role": role} if is_chosen else {})
    comes_as = role if is_chosen else "delegate"
    tree = _as_offered(tree)

    assert holds(for_page(tree, None), typed) == holds(tree, answers | {"role": comes_as})
    assert holds(for_page(tree, role), answers) == holds(tree, answers | {"role": role})


def _as_offered(tree: Any) -> Any:
    """The tree with no other tests of the type of participant than the editor offers."""
    if isinstance(tree, dict):
        return {mode: [_as_offered(part) for part in parts] for mode, parts in tree.items()}
    if tree[1] != "role" or tree[0] in ("equals", "differs"):
        return tree
    return ["equals", "role", "delegate"]


CHOSEN = [
    {"value": value, "label": {"zh": f"选项{value}", "en": f"option {value}"}} for value in ("a1", "a2", "3", "x")
]
LABELLED = [
    AskedQuestion(name[2:], QuestionKind.CHOICES, {"zh": f"项目{name}", "en": f"question {name}"}, {}, CHOSEN, required=False)
    for name in NAMES
]  # fmt: skip


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_words_name_every_part_of_a_condition(app, lang: str):
    @given(st.sampled_from(["all", "any"]), GROUPS)
    @settings(max_examples=times(60))
    def names_all(mode: str, groups: list[list[Any]]) -> None:
        with app.test_request_context(f"/?lang={lang}"):
            text = said(condition_of(mode, groups), LABELLED, lang)
        rest = text
        for group in groups:
            for field, _test, values in group:
                at = rest.index(f"项目{field}" if lang == "zh" else f"question {field}")
                rest = rest[at:]
                for value in values:
                    rest = rest[rest.index(f"选项{value}" if lang == "zh" else f"option {value}") :]
        ands, ors = ("且", "或“项目|或（") if lang == "zh" else (" and ", " or ")
        within, between = (ands, ors) if mode == "all" else (ors, ands)
        assert len(groups) == 1 or any(word in text for word in between.split("|"))
        assert all(len(group) == 1 for group in groups) or any(word in text for word in within.split("|"))

    names_all()


def test_a_condition_is_said_in_words(app):
    options = [{"value": "a1", "label": {"zh": "早班车"}}, {"value": "a2", "label": {"zh": "晚班车"}}]
    bus = AskedQuestion("bus", QuestionKind.CHOICE, {"zh": "班车"}, {}, options, required=False)
    tree = condition_of("all", [[("q_bus", "equals", ("a1", "a2")), ("q_gone", "empty", ())]])
    either = condition_of(
        "all", [[("role", "equals", ("expert",)), ("q_bus", "filled", ())], [("q_gone", "filled", ())]]
    )
    with app.test_request_context("/?lang=zh", headers={"Accept-Language": "zh"}):
        asked = [asked_role({"expert": "专家"}), bus]
        assert said(tree, asked, "zh") == "“班车”为“早班车”或“晚班车”且“gone”未填写"
        assert said(either, asked, "zh") == "（“参会身份”为“专家”且“班车”已填写）或“gone”已填写"
