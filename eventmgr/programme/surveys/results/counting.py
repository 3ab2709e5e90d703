"""Counts, means and distributions of answers, and what is withheld so that nobody is recognized. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eventmgr.programme.surveys.content.questions import RATED, Item, choices_of, rows_of
from eventmgr.programme.surveys.models import SurveyKind

LEAST = 5
"""Fewer anonymous answers than these are never shown, and never left over as a difference."""
Contents = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Row:
    """What was answered to a question, or to a row of a matrix."""

    key: str
    """Of a row of a matrix; else empty."""
    words: str
    counts: tuple[tuple[str, str, int], ...]
    """(value, words of an answer, how often), in the order of the question."""
    base: int
    """How many have answered it."""
    mean: float | None = None


@dataclass(frozen=True)
class Result:
    """What was answered to one question."""

    item: Item
    base: int
    rows: tuple[Row, ...] = ()
    texts: tuple[str, ...] = ()
    """Open answers in the order of their words, so that none stands beside its neighbour's other answers."""
    is_withheld: bool = False
    """Too few have answered it; nothing else is told."""


def results_of(items: Iterable[Item], contents: Contents, lang: str, *, least: int = 0) -> list[Result]:
    """What was answered to each question; sections stand between with a base of 0.

    Args:
        least: fewer answers to a question are withheld; 0 where names are known.
    """
    return results_of_part(items, {"": contents}, "", lang, least=least)


def results_of_part(
    items: Iterable[Item], parts: Mapping[str, Contents], part: str, lang: str, *, least: int = 0
) -> list[Result]:
    """The same of one part of all answers; what too few have answered, or would be left over as a difference between
    the total and the parts that are shown, is withheld."""
    return [_result(item, parts, part, lang, least) for item in items]


def _result(item: Item, parts: Mapping[str, Contents], part: str, lang: str, least: int) -> Result:
    if item.kind is SurveyKind.SECTION:
        return Result(item, 0)
    given = {name: [one[item.key] for one in contents if one.get(item.key)] for name, contents in parts.items()}
    answers = given[part]
    if answers and not _is_shown(given, part, least):
        return Result(item, 0, is_withheld=True)
    if item.kind is SurveyKind.TEXT:
        return Result(item, len(answers), texts=tuple(sorted(answers)))
    if item.kind is not SurveyKind.MATRIX:
        return Result(item, len(answers), (_row("", "", item, answers, lang),))
    rows = []
    for row, words in rows_of(item, lang):
        of_row = {name: [answer[row] for answer in of if row in answer] for name, of in given.items()}
        if not of_row[part] or _is_shown(of_row, part, least):
            rows.append(_row(row, words, item, of_row[part], lang))
    return Result(item, len(answers), tuple(rows))


def _is_shown(given: Mapping[str, Sequence[Any]], part: str, least: int) -> bool:
    return part in shown_parts({name: len(answers) for name, answers in given.items()}, least)


def _row(key: str, words: str, item: Item, answers: Sequence[Any], lang: str) -> Row:
    given = Counter(value for answer in answers for value in (answer if isinstance(answer, list) else [answer]))
    counts = tuple((value, said, given[value]) for value, said in choices_of(item, lang))
    is_rated = item.kind in RATED and answers
    return Row(key, words, counts, len(answers), sum(map(int, answers)) / len(answers) if is_rated else None)


def parts_of_many(parts: Iterable[str], least: int) -> frozenset[str]:
    """Of the parts of answers by link, one entry an answer, those that stay when the others are joined to answers
    without a part: neither a part nor those without one are then fewer than `least`, but for so few answers altogether.
    Joined once more, all stay."""
    return frozenset(shown_parts(Counter(parts), least))


def shown_parts(sizes: Mapping[str, int], least: int) -> list[str]:
    """The parts of all answers that may be shown beside their total, in the order given: none is smaller than `least`,
    and what is withheld is nothing, or together at least as much; otherwise the smallest of the others is withheld
    too."""
    shown = [name for name, size in sizes.items() if size >= max(least, 1)]
    withheld = sum(size for name, size in sizes.items() if name not in shown)
    while shown and 0 < withheld < least:
        smallest = min(shown, key=lambda name: sizes[name])
        shown.remove(smallest)
        withheld += sizes[smallest]
    return shown
