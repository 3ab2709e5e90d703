"""How often an option may be chosen: bus seats, places at a dinner. Pure.

Who has registered holds what they chose, waiting or under review too; who withdraws, is declined or chooses otherwise
gives it back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from eventmgr.event.forms.questions import LISTS, AskedQuestion, options_of

Option = tuple[str, str]
"""(field, value) of something to choose."""


def limits_of(questions: Iterable[AskedQuestion]) -> dict[Option, int]:
    """The options with a limit, and how many may choose them."""
    return {
        (question.name, str(option["value"])): option["limit"]
        for question in questions
        if question.kind in LISTS
        for option in question.options
        if option.get("limit") is not None and not option.get("retired")
    }


def chosen(answers: Mapping[str, Any], limits: Mapping[Option, int]) -> set[Option]:
    """What somebody with these answers holds of what is limited."""
    return {(field, value) for field, value in limits if value in _values(answers.get(field))}


def first_full(wanted: Iterable[Option], taken: Mapping[Option, int], limits: Mapping[Option, int]) -> Option | None:
    """The first of the options wanted anew that has no place left."""
    return next((option for option in sorted(wanted) if taken.get(option, 0) >= limits[option]), None)


def full_options(
    questions: Iterable[AskedQuestion], taken: Mapping[Option, int], lang: str
) -> list[tuple[str, list[str]]]:
    """(question, options without a place left), both in `lang`."""
    rows = []
    for question in questions:
        limits = limits_of([question])
        full = {value for (field, value), limit in limits.items() if taken.get((field, value), 0) >= limit}
        if full:
            rows.append(
                (question.label_in(lang), [label for value, label in options_of(question, lang) if value in full])
            )
    return rows


def _values(answer: Any) -> list[str]:
    return [str(value) for value in answer] if isinstance(answer, list) else [str(answer)]
