"""The charts of an event's registrations, from figures alone: the page and the printed summary draw the same ones.

Links (to the rows behind a number) are made by the caller: a function of query values to an address, or None.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from eventmgr import taxonomy
from eventmgr.charts import HeatMatrix, StackedBars, Tile, TileGrid, Timeline
from eventmgr.i18n import _, format_date
from eventmgr.insights.figures import Matrix, province_by_sector
from eventmgr.quotas.tally import TallyRow, Totals, by_province, by_unit

Link = Callable[..., str] | None
_MOST_DAYS = 400


def unit_bars(rows: Sequence[TallyRow], quotas: Mapping[str, int | None], lang: str) -> StackedBars:
    """Registered, confirmed and attended by delegation unit, official order, guests last; invited units without
    anybody are there too."""
    found = by_unit(rows)
    codes = [unit.code for unit in taxonomy.units() if unit.code in found or unit.code in quotas]
    bars = [(_unit(code, lang), found.get(code, Totals())) for code in codes]
    if found.get("", Totals()).registered:
        bars.append((_("Guests"), found[""]))
    return StackedBars(
        rows=tuple((name, (one.registered, one.confirmed, one.attended)) for name, one in bars),
        name_word=_("Delegation"),
        words=(_("registered"), _("confirmed"), _("attended")),
    )


def province_tiles(rows: Sequence[TallyRow], lang: str, link: Link = None) -> TileGrid:
    """Places held by province, all 34 divisions."""
    found = by_province(rows)
    return TileGrid(
        tiles=tuple(
            Tile(
                code=province.code,
                name=province.name(lang),
                label=province.short(lang),
                value=found.get(province.code, Totals()).confirmed,
                href=link(province=province.code) if link else "",
            )
            for province in taxonomy.provinces()
        ),
        name_word=_("Province/region"),
        value_word=_("confirmed"),
    )


def sector_matrix(rows: Sequence[TallyRow]) -> Matrix:
    """Places held by province (official order) and sector (by code)."""
    return province_by_sector(
        rows,
        provinces=[province.code for province in taxonomy.provinces()],
        columns={sector.code: sector.code for sector in taxonomy.sectors()},
    )


def sector_heat(matrix: Matrix, lang: str, link: Link = None) -> HeatMatrix:
    """The matrix with names, and a link behind each number."""
    return HeatMatrix(
        rows=tuple(taxonomy.get_province(code).short(lang) if code else _("not stated") for code in matrix.rows),
        columns=tuple(taxonomy.get_sector(code).short(lang) if code else _("not stated") for code in matrix.columns),
        cells=matrix.cells,
        corner=_("Province/region"),
        total=_("Total"),
        links=tuple(
            tuple(link(province=province or "-", sector=sector or "-") for sector in matrix.columns)
            for province in matrix.rows
        )
        if link
        else (),
    )


def daily(counts: Mapping[date, int], lang: str) -> Timeline:
    """Registrations by day, from the first to the last without gaps; at most the last 400 days."""
    if not counts:
        return Timeline((), (), _("Day"), _("new"), _("cumulative"))
    first, last = min(counts), max(counts)
    span = [first + timedelta(days=n) for n in range((last - first).days + 1)][-_MOST_DAYS:]
    return Timeline(
        days=tuple(format_date(day, lang, year=False, weekday=False) for day in span),
        counts=tuple(counts.get(day, 0) for day in span),
        day_word=_("Day"),
        new_word=_("new"),
        total_word=_("cumulative"),
    )


def _unit(code: str, lang: str) -> str:
    return taxonomy.get_unit(code).short(lang)
