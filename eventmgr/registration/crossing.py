"""The public table of who comes: provinces × sectors, without numbers that could point at somebody. Pure.

Source of the rule: domain.md section 4, PIPL art. 25 (counts only); a threshold of three as statistics offices use.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from eventmgr.registration.figures import TallyRow, reach
from eventmgr.registration.models import HOLDING
from eventmgr.taxonomy import get_province, get_sector, provinces

SMALLEST = 3
"""Smaller numbers than this are not shown."""


@dataclass(frozen=True)
class Line:
    """One province; `cells[j]` belongs to `Table.sectors[j]`: a number, 0, or None where it is hidden."""

    name: str
    cells: list[int | None]
    total: int | None


@dataclass(frozen=True)
class Table:
    """Provinces in official order, sectors by code, those without a code last."""

    sectors: list[str]
    lines: list[Line]
    total: int
    provinces: int
    """How many provinces come."""


def cross(tallies: Iterable[TallyRow], lang: str) -> Table:
    """The table of everybody who holds a place.

    Where one number of a row is hidden, the smallest of its others is hidden too, so that the row's total does not
    tell it; totals that are small themselves are hidden, and columns have none.
    """
    tallies = list(tallies)
    counts: Counter[tuple[str, str]] = Counter()
    for row in tallies:
        if row.status in HOLDING:
            counts[row.province, row.sector] += row.n
    codes = sorted({sector for _province, sector in counts}, key=lambda code: (code == "", code))
    present = {province for province, _sector in counts}
    order = [province.code for province in provinces() if province.code in present]
    lines = [_line(code, [counts[code, sector] for sector in codes], lang) for code in [*order, *(present & {""})]]
    names = [get_sector(code).short(lang) if code else "" for code in codes]
    return Table(sectors=names, lines=lines, total=sum(counts.values()), provinces=reach(tallies).provinces)


def _line(code: str, numbers: list[int], lang: str) -> Line:
    small = [place for place, number in enumerate(numbers) if 0 < number < SMALLEST]
    others = [(number, place) for place, number in enumerate(numbers) if number >= SMALLEST]
    hidden = {*small, min(others)[1]} if len(small) == 1 and others else set(small)
    cells = [None if place in hidden else number for place, number in enumerate(numbers)]
    total = sum(numbers)
    return Line(get_province(code).short(lang) if code else "", cells, total if total >= SMALLEST else None)
