"""The public table of who comes: provinces × sectors, without numbers that could point at somebody. Pure.

Source of the rule: domain.md section 4, PIPL art. 25 (counts only); a threshold of three as statistics offices use.

Nothing is struck out, for what is struck out can be computed back from the sums. Instead, what is small is counted
together with others, both ways, until the joint number is no longer small: of a province the sectors, and of the event
the provinces. A blank may be nobody or somebody who is counted among the others. A test publishes every table of
some small worlds and looks whether anything that is published has one explanation only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from eventmgr.event.registration.counting.figures import Cube
from eventmgr.tools.crosstabs.apart import apart
from eventmgr.tools.taxonomy import countries, get_province, get_sector, provinces, sectors


@dataclass(frozen=True)
class Line:
    """One province; `cells[j]` belongs to `Table.sectors[j]`, None where it is counted among the others or nobody
    comes; `total` is the sum of what is shown and of `others`."""

    code: str
    name: str
    cells: list[int | None]
    others: int
    total: int


@dataclass(frozen=True)
class Table:
    """Provinces in official order, those without a code last; sectors by code likewise; only those of which some number
    is shown."""

    sectors: list[str]
    lines: list[Line]
    sector_codes: list[str]
    """Of `sectors`; "" for those that did not say."""
    others: int
    """People of all provinces that have no line."""
    total: int
    provinces: int | None
    """How many provinces come; None where that could tell which ones have no line."""


def cross(people: Cube, lang: str, *, divisions: int = len(provinces()), branches: int = len(sectors())) -> Table:
    """The table of participants who hold a place.

    Args:
        divisions, branches: how many provinces and sectors there are at all.
    """
    counts = people["expected"].across("province", "sector")
    totals: Counter[str] = Counter()
    for (province, _sector), n in counts.items():
        totals[province] += n
    order = [*(province.code for province in provinces()), ""]
    listed = apart({code: totals[code] for code in order if totals[code]}, divisions)
    rows = {code: apart(_row(counts, code), branches) for code in order if code in listed}
    shown = {sector for row in rows.values() for sector in row}
    across = sorted(shown, key=lambda code: (code == "", code))
    lines = [_line(code, rows[code], across, listed[code], lang) for code in rows]
    others, coming = sum(totals.values()) - sum(listed.values()), sum(1 for code in totals if code)
    unlisted = divisions - sum(1 for code in listed if code)
    return Table(
        sectors=[get_sector(code).short(lang) if code else "" for code in across],
        lines=lines,
        sector_codes=across,
        others=others,
        total=sum(totals.values()),
        provinces=coming if others < unlisted else None,
    )


def by_country(people: Cube) -> dict[str, int]:
    """Country or region → expected participants from there, the most first."""
    countries = people["countries"].by("country")
    return dict(sorted(countries.items(), key=lambda pair: (-pair[1], pair[0])))


def apart_by_country(counts: Mapping[str, int], *, kinds: int = len(countries())) -> tuple[dict[str, int], int]:
    """Guests from abroad by country or region as they may be shown: those shown one by one, and how many the rest are.

    Args:
        kinds: how many countries and regions there are.
    """
    shown = apart(counts, kinds)
    return shown, sum(counts.values()) - sum(shown.values())


def _row(counts: Mapping[tuple[str, ...], int], province: str) -> dict[str, int]:
    return {sector: n for (code, sector), n in sorted(counts.items()) if code == province}


def _line(code: str, shown: Mapping[str, int], across: list[str], total: int, lang: str) -> Line:
    name = get_province(code).short(lang) if code else ""
    return Line(code, name, [shown.get(sector) for sector in across], total - sum(shown.values()), total)
