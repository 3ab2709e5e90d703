"""From what a form says to the nights somebody needs a room: days in free text, nights as dates. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from eventmgr.ground.text import normalized

_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_FULL = re.compile(r"(?<!\d)(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)")
_HAN = re.compile(r"(?<!\d)(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?(?!\d)")
_EN = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3})[a-z]*\.?(?![a-z])|(?<![a-z])([a-z]{3})[a-z]*\.?\s+(\d{1,2})(?![\d:])"
)
_SHORT = re.compile(r"(?<![\d.:])(\d{1,2})/(\d{1,2})(?![\d/:])")
_LONGEST = 200
MOST_NIGHTS = 60


@dataclass(frozen=True)
class Nights:
    """From the day on which somebody comes to the day on which the room is given back."""

    arrives: date
    leaves: date

    @property
    def number(self) -> int:
        """How many nights they are."""
        return (self.leaves - self.arrives).days

    def days(self) -> Iterator[date]:
        """The evening of each night."""
        return (self.arrives + timedelta(days=index) for index in range(self.number))

    def common(self, other: Nights) -> int:
        """How many nights both stay."""
        return max(0, (min(self.leaves, other.leaves) - max(self.arrives, other.arrives)).days)

    def stored(self) -> dict[str, str]:
        """The nights as JSON keeps them."""
        return {"arrives": self.arrives.isoformat(), "leaves": self.leaves.isoformat()}


def kept_nights(kept: Any) -> Nights | None:
    """Nights as they are kept; None: there are none."""
    try:
        nights = Nights(date.fromisoformat(kept["arrives"]), date.fromisoformat(kept["leaves"]))
    except (KeyError, TypeError, ValueError):
        return None
    return nights if 0 < nights.number <= MOST_NIGHTS else None


def read_day(text: str, near: date) -> date | None:
    """The first day that a line names, its year the one that lies nearest to `near` where none is written; None: it
    names none."""
    line = normalized("NFKC", text[:_LONGEST]).lower()
    full = _FULL.search(line)
    if full:
        return _day(int(full[1]), int(full[2]), int(full[3]))
    for pattern in (_HAN, _EN, _SHORT):
        for match in pattern.finditer(line):
            day = _nearest(*_month_and_day(pattern, match), near)
            if day is not None:
                return day
    return None


def _month_and_day(pattern: re.Pattern[str], match: re.Match[str]) -> tuple[int, int]:
    if pattern is not _EN:
        return int(match[1]), int(match[2])
    return (_MONTHS.get(match[2], 0), int(match[1])) if match[2] else (_MONTHS.get(match[3], 0), int(match[4]))


def _nearest(month: int, day: int, near: date) -> date | None:
    found = [one for year in (near.year - 1, near.year, near.year + 1) if (one := _day(year, month, day))]
    return min(found, key=lambda one: abs((one - near).days), default=None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def nights_of(arrives: date | None, leaves: date | None, usual: Nights) -> Nights:
    """The nights that follow from both days; what is not known, or lies absurdly far away, is as usual."""
    first = arrives if arrives and abs((arrives - usual.arrives).days) <= MOST_NIGHTS else usual.arrives
    last = leaves if leaves and abs((leaves - usual.leaves).days) <= MOST_NIGHTS else usual.leaves
    if 0 < (last - first).days <= MOST_NIGHTS:
        return Nights(first, last)
    return usual
