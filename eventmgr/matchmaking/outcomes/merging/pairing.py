"""Which entries of an event may be one deal that two have told, and why. Pure."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator
from dataclasses import dataclass

from eventmgr.tools.likeness.pairing import Alike, Pair, pairs_by_key

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


def list_alike(entries: Iterable[Entry], apart: Collection[Pair]) -> list[Alike]:
    """All pairs that may be one deal, by number.

    Args:
        apart: pairs that are known to be two deals.
    """
    return [
        Alike(pair, tuple(reason for reason in WHY if reason in why))
        for pair, why in pairs_by_key(entries, _keys, _counts).items()
        if pair not in apart
    ]


def _counts(reason: str, entry: Entry, other: Entry, sharing: int) -> bool:
    is_usual = reason == TITLE and sharing > USUAL_TITLE
    return not is_usual or bool(entry.sides & other.sides)


def _keys(entry: Entry) -> Iterator[tuple[str, Hashable]]:
    if len(entry.sides) > 1:
        yield SIDES, entry.sides
    if entry.title:
        yield TITLE, entry.title
    if entry.amount:
        for side in sorted(entry.sides):
            yield AMOUNT, (side, entry.amount)
