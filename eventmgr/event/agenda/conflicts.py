"""Who or what is in two places at once, now or after a shift: pure functions over plain values."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from eventmgr.ground.text import folded


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


def moving(items: Sequence[Occupied], first: Occupied, zone: str) -> list[Occupied]:
    """`first`, the items that begin no earlier on the same day of `zone`, and the parts of all these; by start."""
    day = _day(first.starts_at, zone)
    later = {slot.id for slot in items if slot.starts_at >= first.starts_at and _day(slot.starts_at, zone) == day}
    moved = [slot for slot in items if slot.id in later or slot.parent_id in later]
    return sorted(moved, key=lambda slot: (slot.starts_at, slot.ends_at, slot.id))


@dataclass(frozen=True)
class Outcome:
    """What a shift would lead to."""

    too_early: tuple[int, ...]
    """Items that would begin before the event."""
    too_late: tuple[int, ...]
    """Items that would end after it."""
    conflicts: tuple[Conflict, ...]
    """Two places at once that are not there yet."""
    outside: tuple[int, ...]
    """Parts that would no longer lie inside their session, and do now."""


def outcome(
    items: Sequence[Occupied], moved: Iterable[Occupied], minutes: int, *, begins: datetime, ends: datetime
) -> Outcome:
    """What becomes of `items` when `moved` of them go by so many minutes (negative: earlier), in an event from `begins`
    to `ends`."""
    numbers = {slot.id for slot in moved}
    after = [_later(slot, minutes) if slot.id in numbers else slot for slot in items]
    known = set(find_conflicts(items))
    was_outside = set(_outside(items))
    return Outcome(
        tuple(slot.id for slot in after if slot.id in numbers and slot.starts_at < begins),
        tuple(slot.id for slot in after if slot.id in numbers and slot.ends_at > ends),
        tuple(
            conflict for conflict in find_conflicts(after) if conflict not in known and _turned(conflict) not in known
        ),
        tuple(number for number in _outside(after) if number not in was_outside),
    )


def _later(slot: Occupied, minutes: int) -> Occupied:
    by = timedelta(minutes=minutes)
    return replace(slot, starts_at=slot.starts_at + by, ends_at=slot.ends_at + by)


def _turned(conflict: Conflict) -> Conflict:
    return replace(conflict, first=conflict.second, second=conflict.first)


def _outside(items: Sequence[Occupied]) -> list[int]:
    by_number = {item.id: item for item in items}
    return [
        item.id
        for item in items
        if item.parent_id in by_number and item.parent_id is not None and not _holds(by_number[item.parent_id], item)
    ]


def _holds(session: Occupied, part: Occupied) -> bool:
    return session.starts_at <= part.starts_at and part.ends_at <= session.ends_at


def _day(instant: datetime, zone: str) -> object:
    return instant.astimezone(ZoneInfo(zone)).date()
