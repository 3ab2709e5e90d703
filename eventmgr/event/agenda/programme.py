"""The agenda as people read it: by day, parallel groups side by side. Pure, over items or anything like them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Generic, Protocol, TypeVar
from zoneinfo import ZoneInfo


class Item(Protocol):
    """What a row of the programme needs to know of an item."""

    id: int
    parent_id: int | None
    starts_at: datetime
    ends_at: datetime


T = TypeVar("T", bound=Item)


@dataclass
class Row(Generic[T]):
    """One line of a day: an item with its parts, or (without item) several that run side by side."""

    item: T | None
    parts: list[T] = field(default_factory=list)

    @property
    def starts_at(self) -> datetime:
        """When the row of the programme begins."""
        return self.item.starts_at if self.item is not None else self.parts[0].starts_at

    @property
    def ends_at(self) -> datetime:
        """When the row of the programme ends."""
        return self.item.ends_at if self.item is not None else max(part.ends_at for part in self.parts)

    @property
    def minutes(self) -> int:
        """How long the row lasts, whole minutes."""
        return round((self.ends_at - self.starts_at).total_seconds() / 60)


@dataclass
class Day(Generic[T]):
    """A calendar day of the event's zone, its rows by start."""

    date: date
    rows: list[Row[T]]

    @property
    def starts_at(self) -> datetime:
        """When the first row of the day begins."""
        return self.rows[0].starts_at

    @property
    def ends_at(self) -> datetime:
        """When the last of the day is over."""
        return max(row.ends_at for row in self.rows)

    @property
    def entries(self) -> int:
        """How many things stand in it, parts too."""
        return sum(len(row.parts) + (row.item is not None) for row in self.rows)


def days(items: Iterable[T], zone: str) -> list[Day[T]]:
    """Items, sorted by start, as days of rows; parts go under their parent, equal intervals side by side."""
    items = list(items)
    numbers = {item.id for item in items}
    parts: dict[int, list[T]] = {}
    tops: list[T] = []
    for item in items:
        if item.parent_id in numbers and item.parent_id is not None:
            parts.setdefault(item.parent_id, []).append(item)
        else:
            tops.append(item)
    grouped: list[Day[T]] = []
    for row in _side_by_side(tops, parts):
        on = row.starts_at.astimezone(ZoneInfo(zone)).date()
        if not grouped or grouped[-1].date != on:
            grouped.append(Day(on, []))
        grouped[-1].rows.append(row)
    return grouped


def _side_by_side(tops: Sequence[T], parts: dict[int, list[T]]) -> Iterable[Row[T]]:
    row: Row[T] | None = None
    for item in tops:
        same = row is not None and row.starts_at == item.starts_at and not parts.get(item.id)
        if row is not None and same and not (row.item and row.parts):
            if row.item is not None:
                row.parts, row.item = [row.item], None
            row.parts.append(item)
            continue
        if row is not None:
            yield row
        row = Row(item, parts.get(item.id, []))
    if row is not None:
        yield row
