"""Numbers of tables as people type them: "1-40", "1—12、15". Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

MOST = 1000
"""No event has tables with higher numbers."""
_PART = re.compile(r"\s*(\d{1,6})\s*(?:(?:[-~\u2010-\u2015\uff0d\uff5e]|至|到)+\s*(\d{1,6})\s*)?")
_BETWEEN = re.compile(r"[,;\uff0c\uff1b\u3001\s]+")


def read_ranges(typed: str) -> list[int]:
    """The numbers, rising, each once; parts are separated by commas, of any width, or blanks.

    Raises:
        ValueError: with the part that is no number and no range from 1 to `MOST`; empty: nothing was typed.
    """
    text = re.sub(r"\s*([-~\u2010-\u2015\uff0d\uff5e]|至|到)+\s*", "-", typed)
    numbers: set[int] = set()
    for part in filter(None, _BETWEEN.split(text)):
        match = _PART.fullmatch(part)
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
        if not 1 <= first <= last <= MOST:
            raise ValueError(part)
        numbers.update(range(first, last + 1))
    if not numbers:
        raise ValueError("")
    return sorted(numbers)


def say_ranges(numbers: Iterable[int]) -> str:
    """The shortest that `read_ranges` reads as these numbers: "1-40, 45"."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)
