"""Who or what is in two places at once: pure functions over plain values."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from eventmgr.text import folded


@dataclass(frozen=True)
class Occupied:
    """An item as conflicts see it: a half-open interval `[starts_at, ends_at)` and what it takes up."""

    id: int
    starts_at: datetime
    ends_at: datetime
    parent_id: int | None = None
    room: int | None = None
    people: frozenset[str] = frozenset()
    """Keys of `person_key`."""


@dataclass(frozen=True)
class Conflict:
    """Two items that cannot both be: `kind` is `room` or `person`, `what` the room's number or the person's key."""

    kind: str
    what: Hashable
    first: int
    second: int


def person_key(name: str, organization: str) -> str:
    """One person, however spaced: folded name and organization."""
    return f"{folded(name)}|{folded(organization)}"


def find_conflicts(items: Sequence[Occupied]) -> list[Conflict]:
    """Every pair of overlapping items that share a room or a person, by start.

    An item and its own part (parent and child) do not clash: the chair of a session may speak in it, and its groups
    may use its room. Cost `O(n log n + overlapping pairs)`.
    """
    ordered = sorted(items, key=lambda item: (item.starts_at, item.ends_at, item.id))
    conflicts: list[Conflict] = []
    running: list[Occupied] = []
    for item in ordered:
        running = [other for other in running if other.ends_at > item.starts_at]
        for other in running:
            if item.parent_id == other.id or other.parent_id == item.id:
                continue
            conflicts.extend(_shared(other, item))
        running.append(item)
    return conflicts


def _shared(first: Occupied, second: Occupied) -> Iterable[Conflict]:
    if first.room is not None and first.room == second.room:
        yield Conflict("room", first.room, first.id, second.id)
    for person in sorted(first.people & second.people):
        yield Conflict("person", person, first.id, second.id)
