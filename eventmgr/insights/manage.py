"""The figures of one event: every number leads to the rows behind it, every chart has its table."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.charts import Bars, HeatMatrix, StackedBars, TileGrid, Timeline, svg
from eventmgr.charts.svg import Svg
from eventmgr.events.access import event_for, may
from eventmgr.events.models import Event
from eventmgr.i18n import _, language
from eventmgr.insights import charting
from eventmgr.insights.queries import count_by_day
from eventmgr.quotas import tally
from eventmgr.quotas.models import Status
from eventmgr.quotas.queries import list_tallies
from eventmgr.quotas.units import UnitUse, uses

bp = Blueprint("insights_manage", __name__, url_prefix="/manage/events/<slug>/insights")

_NARROW = 420
"""Width of the bars, which stand beside the tiles and on phones: their words stay readable there."""


@dataclass(frozen=True)
class Panel:
    """A chart on the page: heading, sentence, drawing, table."""

    key: str
    heading: str
    lead: str
    drawing: Svg
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@bp.route("/")
def index(slug: str) -> ResponseReturnValue:
    """Counts, over time, by unit, by province, by province and sector."""
    event = event_for(slug, "insights.read")
    rows = list_tallies(event.id)
    matrix = charting.sector_matrix(rows)
    return render_template(
        "insights/manage/index.html",
        event=event,
        totals=tally.totals(rows),
        states=tally.by_status(rows),
        withdrawn=Status.WITHDRAWN,
        reach=tally.reach(rows),
        panels=_panels(event, rows),
        uses=_uses(event, rows),
        heat=charting.sector_heat(matrix, language(), _link(event)),
    )


def _panels(event: Event, rows: list[tally.TallyRow]) -> list[Panel]:
    lang, link = language(), _link(event)
    return [
        _panel(
            "tiles",
            _("Origin of participants"),
            _("Confirmed people by province/region. Cities with separate plans and the XPCC count for their "
              "province or region."),
            charting.province_tiles(rows, lang, link),
        ),
        _panel(
            "units", _("By delegation"), _("Registered, confirmed and attended by delegation, in official order."),
            charting.unit_bars(rows, {unit.unit_code: unit.quota for unit in event.units}, lang),
        ),
        _panel(
            "time", _("Registrations over time"), _("Registrations by day, and cumulative."),
            charting.daily(count_by_day(event), lang),
        ),
    ]  # fmt: skip


def _uses(event: Event, rows: list[tally.TallyRow]) -> list[UnitUse]:
    """What each delegation uses of its quota, in official order; nothing where no delegation has one."""
    found = uses(rows, {unit.unit_code: unit.quota for unit in event.units})
    return [use for use in found.values() if use.quota is not None]


def _panel(key: str, heading: str, lead: str, chart: Bars | HeatMatrix | StackedBars | TileGrid | Timeline) -> Panel:
    table = chart.table()
    drawing = chart.draw(_NARROW) if isinstance(chart, StackedBars) else chart.draw()
    return Panel(key, heading, lead, svg(drawing, title=heading, desc=lead), table.header, table.rows)


def _link(event: Event) -> charting.Link:
    """Where the rows behind a number are listed; nowhere for those who may not read them."""
    if not may(event, "registrations.read"):
        return None
    return lambda **values: url_for("registration_manage.index", slug=event.slug, held=1, **values)
