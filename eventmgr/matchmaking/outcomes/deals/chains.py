"""What a deal has brought along (引进一个、带动一串): who stems from whom, without circles and without counting twice. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Brought:
    """What followed from a deal, at whatever distance: how many deals, and their own amounts together."""

    number: int = 0
    amount: int = 0


def closes_circle(parents: Mapping[int, int | None], deal_id: int, stems_from_id: int) -> bool:
    """Whether the deal would stem from itself if it stemmed from `stems_from_id`.

    Args:
        parents: deal → the one that it stems from.
    """
    seen: set[int] = set()
    at: int | None = stems_from_id
    while at is not None and at not in seen:
        if at == deal_id:
            return True
        seen.add(at)
        at = parents.get(at)
    return False


def list_circles(parents: Mapping[int, int | None]) -> list[int]:
    """The deals that stem from themselves, by number."""
    return sorted(
        item for item, parent in parents.items() if parent is not None and closes_circle(parents, item, parent)
    )


def brought_along(parents: Mapping[int, int | None], amounts: Mapping[int, int]) -> dict[int, Brought]:
    """Deal → what followed from it, each deal once; those from which nothing followed are left out.

    Args:
        parents: deal → the one that it stems from.
        amounts: the deals that count → their own amounts; others pass on, but are not counted.
    """
    result: dict[int, Brought] = {}
    for deal in sorted(amounts):
        for above in _ancestors(parents, deal):
            so_far = result.get(above, Brought())
            result[above] = Brought(so_far.number + 1, so_far.amount + amounts[deal])
    return result


def _ancestors(parents: Mapping[int, int | None], deal: int) -> Iterator[int]:
    seen = {deal}
    at = parents.get(deal)
    while at is not None and at not in seen:
        yield at
        seen.add(at)
        at = parents.get(at)


def descendants(parents: Mapping[int, int | None], root: int) -> list[tuple[int, int]]:
    """(deal, how many steps below) of all that followed from `root`, each below the one that it stems from."""
    below: dict[int, list[int]] = defaultdict(list)
    for deal, parent in parents.items():
        if parent is not None:
            below[parent].append(deal)
    result: list[tuple[int, int]] = []
    waiting, seen = [(root, 0)], {root}
    while waiting:
        at, depth = waiting.pop()
        if at != root:
            result.append((at, depth))
        for child in sorted(below[at], reverse=True):
            if child not in seen:
                seen.add(child)
                waiting.append((child, depth + 1))
    return result
