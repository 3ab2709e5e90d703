"""The options of a question, typed one a line, with the values under which answers are kept. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from eventmgr.event.forms.questions import LISTS, QuestionKind
from eventmgr.ground.text import whole_number

LEAST, MOST = 2, 40
"""How many options a list has."""
LONGEST = 100
"""Characters of one option in one language."""
MOST_PLACES = 99_999
"""How many may choose an option that has a limit."""


def are_too_few(kind: QuestionKind, options: Sequence[object]) -> bool:
    """Whether a question of `kind` gives nothing to choose from."""
    return kind in LISTS and len(options) < LEAST


def read_lines(typed: str | None) -> list[dict[str, str]]:
    """`中文 | English | places`, one a line, as bilingual values; without a bar the line stands for both languages."""
    return [label for label, _limit in _parsed(typed)]


def read_limits(typed: str | None) -> list[str]:
    """What was typed behind the second bar of each of these lines: how many may choose the option; `""`: any number."""
    return [limit for _label, limit in _parsed(typed)]


def _parsed(typed: str | None) -> list[tuple[dict[str, str], str]]:
    lines: list[tuple[dict[str, str], str]] = []
    for line in (typed or "").split("\n"):
        zh, en, limit = ([part.strip() for part in line.replace("｜", "|").split("|", 2)] + ["", ""])[:3]
        label = {lang: text for lang, text in (("zh", zh), ("en", en)) if text}
        if label and label not in [known for known, _limit in lines]:
            lines.append((label, limit))
    return lines


def limit_of(typed: str) -> int | None:
    """A limit as `read_limits` gives it; None: any number.

    Raises:
        ValueError: it is no whole number from 0 to `MOST_PLACES`.
    """
    if not typed:
        return None
    number = whole_number(typed, most=MOST_PLACES, any_digits=True)
    if number is None:
        raise ValueError(typed)
    return number


def write_lines(options: Sequence[Mapping[str, Any]]) -> str:
    """Options as `read_lines` and `read_limits` take them."""
    return "\n".join(_line(option["label"], option.get("limit")) for option in options if not option.get("retired"))


def _line(label: Mapping[str, str], limit: int | None) -> str:
    if limit is not None:
        return f"{label.get('zh', '')} | {label.get('en', '')} | {limit}".strip()
    return " | ".join(label[lang] for lang in ("zh", "en") if label.get(lang))


def with_values(
    lines: list[dict[str, str]], known: list[dict[str, Any]], limits: Sequence[int | None] = ()
) -> list[dict[str, Any]]:
    """Options with their limits and with the values under which answers are stored: the same words keep theirs; where
    the number of lines is the same, so does the same place; others get a new one. Known options that are no longer
    there follow as `retired`: nobody can choose them any more, and answers from before keep their words."""
    offered = [option for option in known if not option.get("retired")]
    by_text = {text: option["value"] for option in known for text in option["label"].values()}
    values: list[str | None] = []
    for line in lines:
        value = next((by_text[text] for text in line.values() if text in by_text), None)
        values.append(value if value not in values else None)
    if len(lines) == len(offered):
        for index, value in enumerate(values):
            if value is None and offered[index]["value"] not in values:
                values[index] = offered[index]["value"]
    number = 1
    taken = {*values, *(option["value"] for option in known)}
    for index, value in enumerate(values):
        new = value
        while new is None:
            new = f"a{number}" if f"a{number}" not in taken else None
            number += 1
        values[index] = new
    options: list[dict[str, Any]] = [
        {"value": value, "label": label} for value, label in zip(values, lines, strict=True)
    ]
    for index, limit in enumerate(limits):
        if limit is not None:
            options[index]["limit"] = limit
    return options + retired(option for option in known if option["value"] not in values)


def retired(options: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Options that nobody can choose any more, kept for the words of answers from before."""
    return [{"value": option["value"], "label": option["label"], "retired": True} for option in options]
