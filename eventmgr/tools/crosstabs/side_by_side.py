"""Things side by side, line for line. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Line:
    """A line of a comparison: a cell for each of those compared, empty where it says nothing.

    Attributes:
        notes: below each cell, what the value rests on.
        warning: why the cells of this line differ in more than their value.
    """

    label: Any
    cells: tuple[str, ...]
    notes: tuple[str, ...] = ()
    warning: str = ""


@dataclass(frozen=True)
class Comparison:
    """Things side by side, as they go on paper and into a workbook.

    Attributes:
        name: what is compared. corner: what the lines are called.
        titles: of those compared, in the order of the cells.
        parts: (heading, lines); a part alone may have no heading.
        note: (label, words) that hold for all of it.
    """

    name: str
    corner: Any
    titles: Sequence[str]
    parts: Sequence[tuple[Any, Sequence[Line]]]
    note: tuple[str, str] | None = None


def side_by_side(columns: Sequence[Iterable[tuple[Any, str]]]) -> list[tuple[Any, tuple[str, ...]]]:
    """(label, a cell for each column) of all labels in the order in which they first come; a cell is empty where its
    column does not have the label. Labels are the same where they read the same."""
    labels: dict[str, Any] = {}
    words_of: list[dict[str, str]] = []
    for column in columns:
        lines = list(column)
        for label, _words in lines:
            labels.setdefault(str(label), label)
        words_of.append({str(label): words for label, words in lines})
    return [(label, tuple(words.get(key, "") for words in words_of)) for key, label in labels.items()]
