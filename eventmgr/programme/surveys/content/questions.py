"""The questions of a questionnaire: which are asked, what an answer to each may be, and both in words. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from eventmgr.event.forms.conditions import CONTAINS, EQUALS, condition_of, groups_of, holds
from eventmgr.event.forms.questions import PREFIX, YES_NO
from eventmgr.ground.i18n import Bilingual, localized
from eventmgr.programme.surveys.models import SurveyKind, SurveyQuestion

MOST_QUESTIONS = 60
MOST_ROWS = 12
LEAST_STEPS, MOST_STEPS, USUAL_STEPS = 2, 10, 5
LONGEST_TEXT = 2000
RATED = (SurveyKind.SCALE, SurveyKind.MATRIX)
"""Kinds whose answers have a mean."""
CHOSEN = (SurveyKind.CHOICE, SurveyKind.CHOICES)
LEADING = (SurveyKind.SCALE, SurveyKind.CHOICE, SurveyKind.CHOICES, SurveyKind.YES_NO)
"""Kinds on whose answers a later question may depend."""


@dataclass(frozen=True)
class Item:
    """A question as it is asked; see `models.SurveyQuestion`."""

    key: str
    kind: SurveyKind
    label: Bilingual
    help: Bilingual = field(default_factory=dict)
    required: bool = False
    options: Sequence[Mapping[str, Any]] = ()
    scale: Mapping[str, Any] = field(default_factory=dict)
    condition: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The field in which it is asked."""
        return PREFIX + self.key

    @property
    def is_asked(self) -> bool:
        """Whether it has an answer."""
        return self.kind is not SurveyKind.SECTION

    @property
    def steps(self) -> int:
        """Steps of its scale, from 1."""
        return int(self.scale.get("steps", USUAL_STEPS))

    def row_name(self, row: str) -> str:
        """The field of a row of a matrix."""
        return f"{self.name}-{row}"


def item_of(question: SurveyQuestion) -> Item:
    """A question as a plain value."""
    return Item(
        question.key,
        question.kind,
        question.label,
        question.help,
        question.required,
        tuple(question.options),
        question.scale,
        question.condition,
    )


def choices_of(item: Item, lang: str) -> list[tuple[str, str]]:
    """(value, words) of what may be chosen; of a matrix in each row. Words of a scale stand at both ends."""
    if item.kind is SurveyKind.YES_NO:
        return [(value, str(label)) for value, label in YES_NO]
    if item.kind in RATED:
        ends = {1: localized(item.scale.get("low"), lang), item.steps: localized(item.scale.get("high"), lang)}
        return [(str(step), f"{step} {ends.get(step, '')}".strip()) for step in range(1, item.steps + 1)]
    return [(str(option["value"]), localized(option["label"], lang)) for option in item.options]


def ends_of(item: Item, lang: str) -> tuple[str, str]:
    """The words at both ends of its scale; empty where nothing was typed, or where it has none."""
    low, high = (localized(item.scale.get(end), lang) for end in ("low", "high"))
    return (f"1 = {low}" if low else "", f"{item.steps} = {high}" if high else "")


def rows_of(item: Item, lang: str) -> list[tuple[str, str]]:
    """(value, words) of the rows of a matrix."""
    return [(str(option["value"]), localized(option["label"], lang)) for option in item.options]


def asked_of(items: Iterable[Item], content: Mapping[str, Any]) -> list[Item]:
    """Those that are asked of somebody who answers so, in their order: what is not asked counts as not answered for
    those after it, and with a section go the questions in it."""
    asked: list[Item] = []
    given: dict[str, Any] = {}
    in_asked_section = True
    for item in items:
        is_section = item.kind is SurveyKind.SECTION
        is_asked = (is_section or in_asked_section) and holds(item.condition, given)
        if is_section:
            in_asked_section = is_asked
        if is_asked:
            asked.append(item)
            given[item.name] = content.get(item.key)
    return asked


def kept(items: Sequence[Item], content: Mapping[str, Any]) -> dict[str, Any]:
    """What is kept of answers: only to questions that are asked, in their order, without empty ones."""
    asked = [item for item in asked_of(items, content) if item.is_asked]
    return {item.key: content[item.key] for item in asked if content.get(item.key)}


def unanswered(items: Sequence[Item], content: Mapping[str, Any]) -> list[Item]:
    """Required questions that are asked and not answered; of a matrix each row is to be answered."""
    missing = []
    for item in asked_of(items, content):
        answer = content.get(item.key)
        if item.required and (not answer or (item.kind is SurveyKind.MATRIX and len(answer) < len(item.options))):
            missing.append(item)
    return missing


def is_possible(item: Item, answer: Any) -> bool:
    """Whether it can be an answer to the question."""
    if item.kind is SurveyKind.SECTION:
        return False
    if item.kind is SurveyKind.TEXT:
        return isinstance(answer, str) and 0 < len(answer) <= LONGEST_TEXT
    values = {value for value, _words in choices_of(item, "zh")}
    if item.kind is SurveyKind.CHOICES:
        return isinstance(answer, list) and len(answer) == len(set(answer)) > 0 and values.issuperset(answer)
    if item.kind is SurveyKind.MATRIX:
        rows = {str(option["value"]) for option in item.options}
        steps = {str(step) for step in range(1, item.steps + 1)}
        return isinstance(answer, dict) and bool(answer) and rows >= set(answer) and steps >= set(answer.values())
    return isinstance(answer, str) and answer in values


def said(item: Item, answer: Any, lang: str) -> str:
    """An answer as people read it."""
    if not answer:
        return ""
    if item.kind is SurveyKind.TEXT:
        return str(answer)
    if item.kind is SurveyKind.MATRIX:
        return "; ".join(f"{words}: {answer[row]}" for row, words in rows_of(item, lang) if row in answer)
    words = dict(choices_of(item, lang))
    comma = "、" if lang == "zh" else ", "
    given: list[str] = answer if isinstance(answer, list) else [answer]
    return comma.join(words.get(value, value) for value in given)


def leading_choices(items: Iterable[Item], lang: str) -> dict[str, list[tuple[str, str]]]:
    """Question → [("key=value", words), …]: the earlier answers on which a question may depend."""
    return {
        localized(item.label, lang): [(f"{item.key}={value}", words) for value, words in choices_of(item, lang)]
        for item in items
        if item.kind in LEADING
    }


def condition_on(items: Iterable[Item], chosen: Iterable[str]) -> dict[str, Any]:
    """The tree of "one of these earlier answers was given"; `{}` without any."""
    by_key = {item.key: item for item in items}
    lines = []
    for one in chosen:
        key, _equals, value = one.partition("=")
        test = CONTAINS if by_key[key].kind is SurveyKind.CHOICES else EQUALS
        lines.append((by_key[key].name, test, (value,)))
    return condition_of("any", [lines])


def chosen_in(condition: Mapping[str, Any]) -> list[str]:
    """The earlier answers of a tree that `condition_on` made."""
    _mode, groups = groups_of(condition)
    return [f"{field.removeprefix(PREFIX)}={value}" for group in groups for field, _test, [value] in group]
