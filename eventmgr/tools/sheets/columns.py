"""Which column of a sheet is which field: heads are compared with the names that people write. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from eventmgr.ground.text import clean_line, folded, normalized
from eventmgr.tools.sheets.cells import Value, letters

JOINT = " / "
"""Between the two rows of a head: 联系方式 / 手机."""
_BRACKETED = re.compile(r"[(（\[【<《][^)）\]】>》]*[)）\]】>》]?")
_IN_BRACKETS = re.compile(r"[(（\[【<《]([^)）\]】>》]*)[)）\]】>》]?")
_HAN = re.compile("[\u2e80-\u9fff\U00020000-\U0003ffff]+")
LEAST = 0.5
"""A likeness below it is none."""
REMEMBERED = 2.0
"""How sure a column is that somebody has told once."""


@dataclass(frozen=True)
class Field:
    """What a column may be for."""

    key: str
    names: tuple[str, ...]
    """All that people write above such a column, in either language; the first is the usual one."""
    parse: Callable[[Value], Any]
    required: bool = False
    """Whether a row without it is wrong."""

    @property
    def words(self) -> tuple[str, ...] | None:
        """Names of its choices, empty where they are too many; None: it is no word out of a list."""
        return getattr(self.parse, "words", None)

    @cached_property
    def folded_names(self) -> tuple[str, ...]:
        """The names as they are compared."""
        return tuple(dict.fromkeys(name for name in map(folded, self.names) if name))


@dataclass(frozen=True)
class Head:
    """The head of a column."""

    column: int
    """The first column of a sheet is 0."""
    text: str
    """What stands above it, the two rows of a head joined by `JOINT`; empty where nothing stands there."""

    @property
    def letter(self) -> str:
        """The column as letters: `C` for number 2."""
        return letters(self.column)

    @property
    def normal(self) -> str:
        """The text as it is remembered: spellings that differ in width, case, blanks or punctuation are one."""
        return folded(self.text)


@dataclass(frozen=True)
class Match:
    """What a column was taken for."""

    head: Head
    key: str
    """Key of a field; empty: the column is left out."""
    score: float
    """0 to 1, `REMEMBERED` where it was told."""


def match(
    heads: Sequence[Head], fields: Sequence[Field], *, remembered: Mapping[str, str] | None = None
) -> tuple[Match, ...]:
    """What each column is for, in the order of `heads`; each field is given to one column at most.

    Args:
        remembered: `Head.normal` → key of a field, empty for a column to be left out; it wins over likeness. Keys that
            are no field's here are overlooked.
    """
    known = {field.key for field in fields}
    chosen: dict[int, tuple[str, float]] = {}
    taken: set[str] = set()
    for head in heads:
        key = (remembered or {}).get(head.normal) if head.text else None
        if key is not None and (key == "" or (key in known and key not in taken)):
            chosen[head.column] = key, REMEMBERED
            taken.add(key)
    pairs = [
        (likeness(head.text, field), -place, head.column, field.key)
        for place, head in enumerate(heads)
        for field in fields
        if head.column not in chosen and field.key not in taken
    ]
    for score, _order, column, key in sorted(pairs, key=lambda pair: pair[:2], reverse=True):
        if score >= LEAST and column not in chosen and key not in taken:
            chosen[column] = key, score
            taken.add(key)
    return tuple(Match(head, *chosen.get(head.column, ("", 0.0))) for head in heads)


def likeness(head: str, field: Field) -> float:
    """How well the text above a column fits a field, from 0 to 1.

    The whole text counts most, then the text without what stands in brackets, its parts (the lower row of a head of
    two, Chinese and Latin beside each other, what is in brackets), at last a name at its end: 参会人员姓名 is a name, 单位性质 is
    no organization.
    """
    best = 0.0
    for spelling, worth in _spellings(head).items():
        for name in field.folded_names:
            if spelling == name:
                best = max(best, worth)
            elif len(name) >= 2 and spelling.endswith(name) and _is_word_end(spelling, name):
                best = max(best, worth * (0.6 + 0.3 * len(name) / len(spelling)))
    return best


def _is_word_end(spelling: str, name: str) -> bool:
    """Latin letters before a Latin name are the beginning of another word."""
    before = spelling[: -len(name)][-1:]
    return not (before.isascii() and name[:1].isascii()) or not before.isalpha()


@lru_cache(maxsize=1_000)
def _spellings(head: str) -> dict[str, float]:
    """Every text of a head that may be compared, folded → how much it is worth."""
    worth_of: dict[str, float] = {}

    def add(text: str, worth: float) -> None:
        key = folded(text)
        if key:
            worth_of[key] = max(worth_of.get(key, 0.0), worth)

    head = clean_line(normalized("NFKC", head))
    lower = head.rpartition(JOINT)[2]
    for text, worth in ((head, 1.0), (lower, 0.95)):
        add(text, worth)
        plain = _BRACKETED.sub("", text)
        add(plain, worth * 0.95)
        add("".join(_HAN.findall(plain)), worth * 0.9)
        add(_HAN.sub(" ", plain), worth * 0.88)
        for part in re.split(r"[/|、]", plain):
            add(part, worth * 0.8)
        for inner in _IN_BRACKETS.findall(text):
            add(inner, worth * 0.7)
    return worth_of
