"""The charts of an event's registrations, from the cube alone: the page and the printed summary draw the same ones.

Links to the rows behind a number are made by the caller: a function of the number's key
(`registration.counting.figures`) and what narrows it here to an address, or None.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from eventmgr.event.registration.counting.figures import Cube
from eventmgr.ground.i18n import _, format_date
from eventmgr.tools import taxonomy
from eventmgr.tools.charts import HeatMatrix, StackedBars, Tile, TileGrid, Timeline
from eventmgr.tools.crosstabs.pivot import Count, Table, pivot

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


def unit_bars(people: Cube, quotas: Mapping[str, int | None], lang: str, link: Link = None) -> StackedBars:
    """Registered, expected and attended by delegation unit, official order, guests last; invited units without
    anybody are there too."""
    counts = [people[key].by("unit") for key in UNIT_FIGURES]
    codes = unit_codes(people, quotas)
    names = [_unit(code, lang) if code else _("Guests") for code in codes]
    return StackedBars(
        rows=tuple((name, tuple(count[code] for count in counts)) for name, code in zip(names, codes, strict=True)),
        name_word=_("Delegation"),
        names=(_("registered"), _("expected"), _("present")),
        links=tuple(tuple(link(key, unit=code or "-") for key in UNIT_FIGURES) for code in codes) if link else (),
    )


def unit_codes(people: Cube, quotas: Mapping[str, int | None]) -> list[str]:
    """The delegations that stand in the table: invited ones and those of participants, also of those who have
    cancelled, in official order; "" for guests last."""
    known = {*quotas, *people.values("unit")}
    codes = [unit.code for unit in taxonomy.units() if unit.code in known]
    return [*codes, ""] if people["registered"].by("unit")[""] else codes


def province_tiles(people: Cube, lang: str, link: Link = None, *, short: bool = False) -> TileGrid:
    """Expected participants by province, all 34 divisions.

    Args:
        short: tiles say the two letters of ISO 3166-2, which can be read on small ones.
    """
    expected = people["expected"].by("province")
    return TileGrid(
        tiles=tuple(
            Tile(
                code=province.code,
                name=province.name(lang),
                label=province.iso.removeprefix("CN-") if short else province.short(lang),
                value=expected[province.code],
                href=link("expected", province=province.code) if link else "",
            )
            for province in taxonomy.provinces()
        ),
        name_word=_("Province/region"),
        value_word=_("expected"),
    )


def sector_matrix(people: Cube) -> Table:
    """Expected participants by province (official order) and sector (by code)."""
    counts = people["expected"].across("province", "sector")
    return pivot(
        (Count(province, sector, n) for (province, sector), n in counts.items()),
        [province.code for province in taxonomy.provinces()],
        [sector.code for sector in taxonomy.sectors()],
    )


def sector_heat(matrix: Table, lang: str) -> HeatMatrix:
    """Provinces by sectors, with their names."""
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
