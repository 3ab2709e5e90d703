"""Pairs of rows that look alike: found by the keys that they have in common, and listed page by page. Pure.

Compared are rows with an equal key, never every row with every other one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Protocol, TypeVar

from eventmgr.ground.errors import BadValue
from eventmgr.ground.i18n import _
from eventmgr.ground.text import whole_number

Pair = tuple[int, int]
"""Numbers of two rows, the smaller one first."""


class Numbered(Protocol):
    """Anything that has a number."""

    @property
    def id(self) -> int:
        """The number of the row."""


Row = TypeVar("Row", bound=Numbered)
Reason = TypeVar("Reason", bound=Hashable)


@dataclass(frozen=True)
class Alike:
    """Two rows that may be the same.

    Attributes:
        ids: the smaller number first.
        why: the reasons, in the order in which the room lists them.
    """

    ids: Pair
    why: tuple[str, ...]


def pair_of(number: int, other: int) -> Pair:
    """The two numbers in order."""
    return min(number, other), max(number, other)


def pairs_by_key(
    rows: Iterable[Row],
    keys_of: Callable[[Row], Iterable[tuple[Reason, Hashable]]],
    counts: Callable[[Reason, Row, Row, int], bool],
) -> dict[Pair, frozenset[Reason]]:
    """Pairs of rows that share a key, in their order, each with the reasons for which it does.

    Args:
        keys_of: the keys of a row, each with the reason that it stands for.
        counts: whether a shared key says something, by its reason, the two rows and how many rows share it.
    """
    groups: dict[tuple[Reason, Hashable], list[Row]] = defaultdict(list)
    for row in rows:
        for key in keys_of(row):
            groups[key].append(row)
    pairs: dict[Pair, set[Reason]] = defaultdict(set)
    for (reason, _key), group in groups.items():
        for row, other in combinations(group, 2):
            if counts(reason, row, other, len(group)):
                pairs[pair_of(row.id, other.id)].add(reason)
    return {pair: frozenset(reasons) for pair, reasons in sorted(pairs.items())}


def page_of(pairs: Sequence[Alike], after: str, size: int) -> tuple[list[Alike], str]:
    """The first `size` pairs behind `after` (`12-34`; empty: from the beginning), and the `after` of the next page,
    empty on the last one.

    Raises:
        BadValue: `after` is no pair.
    """
    edge = _read(after)
    rest = [alike for alike in pairs if alike.ids > edge]
    return rest[:size], "{}-{}".format(*rest[size - 1].ids) if len(rest) > size else ""


def _read(after: str) -> Pair:
    first, _dash, second = after.partition("-")
    number, other = whole_number(first), whole_number(second)
    if after and (number is None or other is None):
        raise BadValue(_("“after” does not belong to this list. Start from its first page."))
    return number or 0, other or 0
