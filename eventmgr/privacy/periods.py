"""What is kept for a time: each room says what it keeps, until when, and how it lets go of it. Pure."""

from __future__ import annotations

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import MAXYEAR, datetime
from typing import Any


@dataclass(frozen=True)
class Due:
    """`n` rows of `scope` (an event's slug, or empty) whose time is over since `since`."""

    scope: str
    since: datetime | None
    n: int


@dataclass(frozen=True)
class Period:
    """One kind of information and its end."""

    key: str
    label: Any
    list_due: Callable[[datetime], list[Due]]
    """What is due at an instant; changes nothing."""
    delete_some: Callable[[datetime, int], int]
    """Delete at most so many of what is due then; how many it was. What it has deleted is never due again."""


PERIODS: dict[str, Period] = {}


def add(period: Period) -> None:
    """From now on the daily job keeps this period too; a room says so once, when it is imported."""
    PERIODS[period.key] = period


def months_later(at: datetime, months: int) -> datetime:
    """The same day and time of day so many months later; the month's last day where it is shorter."""
    year, month = divmod(at.month - 1 + months, 12)
    year, month = min(at.year + year, MAXYEAR), month + 1
    return at.replace(year=year, month=month, day=min(at.day, calendar.monthrange(year, month)[1]))
