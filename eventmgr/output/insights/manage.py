"""The figures of one event: every number leads to the rows behind it, every chart has its table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for, may
from eventmgr.event.events.models import Event
from eventmgr.event.quotas import tally
from eventmgr.event.quotas.queries import get_plan
from eventmgr.event.quotas.units import UnitUse, uses, without_staff
from eventmgr.event.registration.access import rows_of
from eventmgr.event.registration.counting.people import People
from eventmgr.event.registration.queries import list_people
from eventmgr.ground import clock
from eventmgr.ground.i18n import _, language
from eventmgr.output.insights import charting
from eventmgr.output.insights.outcomes import funnel_of
from eventmgr.output.insights.queries import count_by_country, count_by_day
from eventmgr.tools.charts import StackedBars, TileGrid, Timeline, svg
from eventmgr.tools.charts.svg import Svg
from eventmgr.tools.taxonomy import units

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
    rows: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]
    """(name, (key of the number, number, address of its rows) of each column)."""


@bp.route("/")
def index(slug: str) -> ResponseReturnValue:
    """Counts, over time, by unit, by province, by province and sector."""
    event = event_for(slug, "insights.read")
    people = list_people(event.id)
    rows = people.participants
    states, matrix = tally.by_status(people.everybody), charting.sector_matrix(rows)
    return render_template(
        "output/insights/manage/index.html",
        event=event,
        totals=tally.totals(rows),
        people=people,
        staff=tally.totals(people.staff),
        gone=sum(states[status] for status in tally.GONE),
        reach=tally.reach(rows),
        panels=_panels(event, rows),
        **_delegations(event, people),
        matrix=matrix,
        heat=charting.sector_heat(matrix, language()),
        says=charting.says,
        at=clock.now(),
        abroad=count_by_country(event.id),
        funnel=funnel_of(event, partial(url_for, "deals_manage.index", slug=slug)),
    )


def _panels(event: Event, rows: Sequence[tally.TallyRow]) -> list[Panel]:
    lang = language()
    quotas = {unit.unit_code: unit.quota for unit in event.units}
    return [
        _panel(
            "tiles", _("Origin of participants"), charting.says("provinces"),
            charting.province_tiles(rows, lang, _link(event)), ("expected",),
        ),
        _panel(
            "units", _("By delegation"), charting.says("units"),
            charting.unit_bars(rows, quotas, lang, _link(event)), charting.UNIT_FIGURES,
        ),
        _panel(
            "time", _("Registrations over time"), charting.says("days"),
            charting.daily(count_by_day(event), lang, _link(event)), ("registered", "registered"),
        ),
    ]  # fmt: skip


@dataclass(frozen=True)
class Delegation:
    """A line of the table of delegations: its code, its three counts, and what it uses of the event's places."""

    code: str
    totals: tally.Totals
    use: UnitUse


def _delegations(event: Event, people: People) -> dict[str, object]:
    """Every invited delegation and every other that somebody belongs to, in official order; guests last, and how many places staff
    of no delegation hold."""
    found = tally.by_unit(people.participants)
    quotas = {unit.unit_code: unit.quota for unit in event.units}
    used, by_staff = without_staff(uses(people.everybody, quotas, get_plan(event)), people.everybody)
    codes = [code for code in (*(unit.code for unit in units()), "") if code in found or code in used]
    lines = [Delegation(code, found.get(code, tally.Totals()), used.get(code, UnitUse(code, None))) for code in codes]
    return {"delegations": lines, "taken_by_staff": by_staff}


def _panel(key: str, heading: str, lead: str, chart: StackedBars | TileGrid | Timeline, keys: Sequence[str]) -> Panel:
    table = chart.table()
    drawing = chart.draw(_NARROW) if isinstance(chart, StackedBars) else chart.draw()
    links = chart.table_links() or (("",) * len(keys),) * len(table.rows)
    rows = tuple(
        (name, tuple(zip(keys, numbers, addresses, strict=True)))
        for (name, *numbers), addresses in zip(table.rows, links, strict=True)
    )
    return Panel(key, heading, lead, svg(drawing, title=heading, desc=lead), table.header, rows)


def _link(event: Event) -> charting.Link:
    """Where the rows behind a number are listed; nowhere for those who may not read them."""
    return partial(rows_of, event) if may(event, "registrations.read") else None
