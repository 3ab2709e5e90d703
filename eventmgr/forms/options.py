"""The options of a question, typed one a line, with the values under which answers are kept. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from eventmgr.forms.questions import LISTS, QuestionKind

LEAST, MOST = 2, 40
"""How many options a list has."""
LONGEST = 100
"""Characters of one option in one language."""


def are_too_few(kind: QuestionKind, options: Sequence[object]) -> bool:
    """Whether a question of `kind` gives nothing to choose from."""
    return kind in LISTS and len(options) < LEAST


def read_lines(typed: str | None) -> list[dict[str, str]]:
    """`中文 | English`, one a line, as bilingual values; without a bar the line stands for both languages."""
    labels = []
    for line in (typed or "").split("\n"):
        zh, _bar, en = (part.strip() for part in line.replace("｜", "|").partition("|"))
        label = {lang: text for lang, text in (("zh", zh), ("en", en)) if text}
        if label and label not in labels:
            labels.append(label)
    return labels


def write_lines(options: Sequence[Mapping[str, Any]]) -> str:
    """Options as `read_lines` takes them."""
    return "\n".join(
        " | ".join(option["label"][lang] for lang in ("zh", "en") if option["label"].get(lang)) for option in options
    )


def with_values(lines: list[dict[str, str]], known: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Options with the values under which answers are stored: the same words keep theirs; where the number of lines is
    the same, so does the same place; others get a new one."""
    by_text = {text: option["value"] for option in known for text in option["label"].values()}
    values: list[str | None] = []
    for index, line in enumerate(lines):
        value = next((by_text[text] for text in line.values() if text in by_text), None)
        if value is None and len(lines) == len(known):
            value = known[index]["value"]
        values.append(value if value not in values else None)
    number = 1
    taken = {*values, *(option["value"] for option in known)}
    for index, value in enumerate(values):
        new = value
        while new is None:
            new = f"a{number}" if f"a{number}" not in taken else None
            number += 1
        values[index] = new
    return [{"value": value, "label": label} for value, label in zip(values, lines, strict=True)]
