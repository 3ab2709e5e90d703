"""The month view: weeks of days, each with the events that touch it. Pure."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from eventmgr.event.events.models import Event

_WEEKS = calendar.Calendar(firstweekday=0)


@dataclass(frozen=True)
class DayCell:
    """A day; `inside` tells whether it belongs to the month shown."""

    date: date
    inside: bool
    events: tuple[Event, ...]


def weeks(year: int, month: int, events: Sequence[Event]) -> list[list[DayCell]]:
    """Whole weeks from Monday on; an event stands on each day of its own zone that it touches."""
    spans = [(_first(event), _last(event), event) for event in events]
    return [
        [
            DayCell(day, day.month == month, tuple(event for first, last, event in spans if first <= day <= last))
            for day in week
        ]
        for week in _WEEKS.monthdatescalendar(year, month)
    ]


def neighbours(year: int, month: int) -> tuple[str, str]:
    """The months before and after, as `2026-04`."""
    first = date(year, month, 1)
    before, after = first - timedelta(days=1), first + timedelta(days=32)
    return f"{before:%Y-%m}", f"{after:%Y-%m}"


def _first(event: Event) -> date:
    return event.starts_at.astimezone(ZoneInfo(event.timezone)).date()


def _last(event: Event) -> date:
    return (event.ends_at - timedelta(microseconds=1)).astimezone(ZoneInfo(event.timezone)).date()
