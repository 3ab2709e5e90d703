"""Which entries of an event may be one deal that two have told, and why. Pure.

Compared are entries with a key in common, never everybody with everybody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

Pair = tuple[int, int]
SIDES, TITLE, AMOUNT = "sides", "title", "amount"
WHY = (SIDES, TITLE, AMOUNT)
"""The same two sides, in either order; the same title; a side in common and the same amount."""
USUAL_TITLE = 3
"""A title that more entries than this have is a usual one, and says nothing without a side in common."""


@dataclass(frozen=True)
class Entry:
    """What is compared of an entry. Keys are those of `directory.likeness`."""

    id: int
    title: str
    sides: frozenset[str]
    amount: int = 0


@dataclass(frozen=True)
class Alike:
    """Two entries that may be one deal.

    Attributes:
        ids: the smaller number first.
        why: values of `WHY`, in their order.
    """

    ids: Pair
    why: tuple[str, ...]


def list_alike(entries: Iterable[Entry], apart: Collection[Pair]) -> list[Alike]:
    """All pairs that may be one deal, by number.

    Args:
        apart: pairs that are known to be two deals.
    """
    groups: dict[tuple[str, Hashable], list[Entry]] = defaultdict(list)
    for entry in entries:
        for key in _keys(entry):
            groups[key].append(entry)
    result: dict[Pair, set[str]] = defaultdict(set)
    for (reason, _key), group in groups.items():
        is_usual = reason == TITLE and len(group) > USUAL_TITLE
        for item, other in combinations(group, 2):
            if not is_usual or item.sides & other.sides:
                result[min(item.id, other.id), max(item.id, other.id)].add(reason)
    return [
        Alike(pair, tuple(reason for reason in WHY if reason in why))
        for pair, why in sorted(result.items())
        if pair not in apart
    ]


def _keys(entry: Entry) -> Iterator[tuple[str, Hashable]]:
    if len(entry.sides) > 1:
        yield SIDES, entry.sides
    if entry.title:
        yield TITLE, entry.title
    if entry.amount:
        for side in sorted(entry.sides):
            yield AMOUNT, (side, entry.amount)


def page_of(result: Sequence[Alike], after: Pair, size: int) -> tuple[list[Alike], Pair | None]:
    """The first `size` behind `after`, and the pair after which the next page begins, if there is one."""
    rest = [alike for alike in result if alike.ids > after]
    return rest[:size], rest[size - 1].ids if len(rest) > size else None
