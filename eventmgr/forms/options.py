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
    found = []
    for line in (typed or "").split("\n"):
        zh, _bar, en = (part.strip() for part in line.replace("｜", "|").partition("|"))
        label = {lang: words for lang, words in (("zh", zh), ("en", en)) if words}
        if label and label not in found:
            found.append(label)
    return found


def write_lines(options: Sequence[Mapping[str, Any]]) -> str:
    """Options as `read_lines` takes them."""
    return "\n".join(
        " | ".join(one["label"][lang] for lang in ("zh", "en") if one["label"].get(lang)) for one in options
    )


def with_values(lines: list[dict[str, str]], known: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Options with the values under which answers are stored: the same words keep theirs; where the number of lines is
    the same, so does the same place; others get a new one."""
    by_words = {words: one["value"] for one in known for words in one["label"].values()}
    values: list[str | None] = []
    for place, line in enumerate(lines):
        value = next((by_words[words] for words in line.values() if words in by_words), None)
        if value is None and len(lines) == len(known):
            value = known[place]["value"]
        values.append(value if value not in values else None)
    number = 1
    taken = {*values, *(one["value"] for one in known)}
    for place, value in enumerate(values):
        new = value
        while new is None:
            new = f"a{number}" if f"a{number}" not in taken else None
            number += 1
        values[place] = new
    return [{"value": value, "label": label} for value, label in zip(values, lines, strict=True)]
