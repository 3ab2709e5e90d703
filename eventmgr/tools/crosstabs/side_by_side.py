"""Things side by side, line for line. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any


def side_by_side(columns: Sequence[Iterable[tuple[Any, str]]]) -> list[tuple[Any, tuple[str, ...]]]:
    """(label, a cell for each column) of all labels in the order in which they first come; a cell is empty where its column does
    not have the label. Labels are the same where they read the same."""
    labels: dict[str, Any] = {}
    words_of: list[dict[str, str]] = []
    for column in columns:
        lines = list(column)
        for label, _words in lines:
            labels.setdefault(str(label), label)
        words_of.append({str(label): words for label, words in lines})
    return [(label, tuple(words.get(key, "") for words in words_of)) for key, label in labels.items()]
