"""The public table of who comes: provinces × sectors, without numbers that could point at somebody. Pure.

Source of the rule: domain.md section 4, PIPL art. 25 (counts only); a threshold of three as statistics offices use.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from eventmgr.registration.figures import TallyRow
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

    A hidden number cannot be worked out from the rest: where one is hidden, the smallest of the others is hidden too,
    rows with a hidden number have no total, and columns have none at all.
    """
    counts: Counter[tuple[str, str]] = Counter()
    for row in tallies:
        if row.status in HOLDING:
            counts[row.province, row.sector] += row.n
    codes = sorted({sector for _province, sector in counts}, key=lambda code: (code == "", code))
    present = {province for province, _sector in counts}
    order = [province.code for province in provinces() if province.code in present]
    hidden = _hidden(counts)
    lines = []
    for code in [*order, *([""] if "" in present else [])]:
        cells = [None if (code, sector) in hidden else counts[code, sector] for sector in codes]
        total = None if None in cells else sum(cell or 0 for cell in cells)
        lines.append(Line(get_province(code).short(lang) if code else "", cells, total))
    names = [get_sector(code).short(lang) if code else "" for code in codes]
    return Table(sectors=names, lines=lines, total=sum(counts.values()), provinces=len(order))


def _hidden(counts: Counter[tuple[str, str]]) -> set[tuple[str, str]]:
    small = {cell for cell, number in counts.items() if 0 < number < SMALLEST}
    others = [(number, cell) for cell, number in counts.items() if number >= SMALLEST]
    return small | {min(others)[1]} if small and others else small
