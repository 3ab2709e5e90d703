"""The charts of an event's registrations, from figures alone: the page and the printed summary draw the same ones.

Links to the rows behind a number are made by the caller: a function of the number's key (`registration.counting.figures`) and
what narrows it here to an address, or None.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from eventmgr.event.quotas.tally import TallyRow, Totals, by_province, by_unit
from eventmgr.ground.i18n import _, format_date
from eventmgr.output.insights.figures import Matrix, province_by_sector
from eventmgr.tools import taxonomy
from eventmgr.tools.charts import HeatMatrix, StackedBars, Tile, TileGrid, Timeline

Link = Callable[..., str] | None
UNIT_FIGURES = ("registered", "expected", "attended")
"""The numbers of each bar by delegation."""
_MOST_DAYS = 400


def says(chart: str) -> str:
    """The sentence under a chart: what is counted (`units`, `provinces`, `sectors`, `days`)."""
    return {
        "units": _(
            "Participants by delegation, in official order: registered (neither cancelled nor declined), expected "
            "(holding a place) and present. Guests are shown separately; staff are not counted."
        ),
        "provinces": _(
            "Expected participants by the province they come from, guests included. A separately "
            "planned city or the Corps is counted under its province; staff are not counted."
        ),
        "sectors": _("Expected participants by province and sector, guests included; staff are not counted."),
        "days": _(
            "Registered participants by the day on which they registered; people who have cancelled "
            "or been declined since are not counted, nor are staff."
        ),
    }[chart]


def unit_bars(rows: Sequence[TallyRow], quotas: Mapping[str, int | None], lang: str, link: Link = None) -> StackedBars:
    """Registered, expected and attended by delegation unit, official order, guests last; invited units without
    anybody are there too."""
    found = by_unit(rows)
    bars = [
        (_unit(code, lang) if code else _("Guests"), code or "-", found.get(code, Totals()))
        for code in unit_codes(rows, quotas)
    ]
    return StackedBars(
        rows=tuple((name, (one.registered, one.confirmed, one.attended)) for name, _code, one in bars),
        name_word=_("Delegation"),
        names=(_("registered"), _("expected"), _("present")),
        links=tuple(tuple(link(key, unit=code) for key in UNIT_FIGURES) for _name, code, _one in bars) if link else (),
    )


def unit_codes(rows: Sequence[TallyRow], quotas: Mapping[str, int | None]) -> list[str]:
    """The delegations that stand in the table: invited ones and those with people, official order; "" for guests last."""
    found = by_unit(rows)
    codes = [unit.code for unit in taxonomy.units() if unit.code in found or unit.code in quotas]
    return [*codes, ""] if found.get("", Totals()).registered else codes


def province_tiles(rows: Sequence[TallyRow], lang: str, link: Link = None, *, short: bool = False) -> TileGrid:
    """Expected participants by province, all 34 divisions.

    Args:
        short: tiles say the two letters of ISO 3166-2, which can be read on small ones.
    """
    found = by_province(rows)
    return TileGrid(
        tiles=tuple(
            Tile(
                code=province.code,
                name=province.name(lang),
                label=province.iso.removeprefix("CN-") if short else province.short(lang),
                value=found.get(province.code, Totals()).confirmed,
                href=link("expected", province=province.code) if link else "",
            )
            for province in taxonomy.provinces()
        ),
        name_word=_("Province/region"),
        value_word=_("expected"),
    )


def sector_matrix(rows: Sequence[TallyRow]) -> Matrix:
    """Expected participants by province (official order) and sector (by code)."""
    return province_by_sector(
        rows,
        provinces=[province.code for province in taxonomy.provinces()],
        columns={sector.code: sector.code for sector in taxonomy.sectors()},
    )


def sector_heat(matrix: Matrix, lang: str) -> HeatMatrix:
    """The matrix with names."""
    return HeatMatrix(
        rows=tuple(taxonomy.get_province(code).short(lang) if code else _("not stated") for code in matrix.rows),
        columns=tuple(taxonomy.get_sector(code).short(lang) if code else _("not stated") for code in matrix.columns),
        cells=matrix.cells,
        corner=_("Province/region"),
        total=_("Total"),
    )


def daily(counts: Mapping[date, int], lang: str, link: Link = None) -> Timeline:
    """Registered participants by the day on which they registered, from the first to the last without gaps; of more
    than 400 days the last."""
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
        before=sum(n for day, n in counts.items() if day < span[0]),
        links=tuple(_day_links(day, link) for day in span) if link else (),
    )


def _day_links(day: date, link: Callable[..., str]) -> tuple[str, str]:
    said = day.isoformat()
    return link("registered", **{"from": said, "to": said}), link("registered", to=said)


def _unit(code: str, lang: str) -> str:
    return taxonomy.get_unit(code).short(lang)
