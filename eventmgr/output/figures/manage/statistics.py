"""The figures of one event: every number leads to the rows behind it, every chart has its table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for, may
from eventmgr.event.events.models import INVITES, Event
from eventmgr.event.quotas.queries import get_plan
from eventmgr.event.quotas.units import UnitUse, uses, without_staff
from eventmgr.event.registration.access import rows_of
from eventmgr.event.registration.counting.figures import Cube
from eventmgr.event.registration.counting.queries import count_people
from eventmgr.ground import clock
from eventmgr.ground.features import is_on
from eventmgr.ground.i18n import _, language
from eventmgr.output.figures.deals.funnel import funnel_of
from eventmgr.output.figures.manage.blueprint import bp
from eventmgr.output.figures.manage.saving import READ
from eventmgr.output.figures.people import charting
from eventmgr.output.figures.people.crossing import by_country
from eventmgr.output.figures.queries.people import count_by_day
from eventmgr.tools.charts import StackedBars, TileGrid, Timeline, svg
from eventmgr.tools.charts.svg import Svg
from eventmgr.tools.taxonomy import units

_NARROW = 420
_FEWEST_DAYS = 3
"""A curve of fewer days says nothing."""
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


@bp.route("/events/<slug>/insights/")
def statistics(slug: str) -> ResponseReturnValue:
    """Counts, over time, by unit, by province, by province and sector."""
    event = event_for(slug, READ)
    people = count_people([event.id])
    matrix = charting.sector_matrix(people)
    return render_template(
        "output/figures/statistics.html",
        event=event,
        people=people,
        panels=_panels(event, people),
        **_delegations(event, people),
        matrix=matrix,
        heat=charting.sector_heat(matrix, language()),
        says=charting.says,
        at=clock.now(),
        abroad=by_country(people),
        funnel=funnel_of(event, partial(url_for, "deals_manage.index", slug=slug)),
    )


def _panels(event: Event, people: Cube) -> list[Panel]:
    lang = language()
    quotas = {unit.unit_code: unit.quota for unit in event.units}
    by_day = count_by_day(event)
    return [
        _panel(
            "tiles",
            _("Origin of participants"),
            charting.says("provinces"),
            charting.province_tiles(people, lang, _link(event)),
            ("expected",),
        ),
        *(
            [
                _panel(
                    "units",
                    _("By delegation"),
                    charting.says("units"),
                    charting.unit_bars(people, quotas, lang, _link(event)),
                    charting.UNIT_FIGURES,
                )
            ]
            if is_on(INVITES, event)
            else []
        ),
        *(
            [
                _panel(
                    "time",
                    _("Registrations over time"),
                    charting.says("days"),
                    charting.daily(by_day, lang, _link(event)),
                    ("registered", "registered"),
                )
            ]
            if len(by_day) >= _FEWEST_DAYS
            else []
        ),
    ]


@dataclass(frozen=True)
class Delegation:
    """A line of the table of delegations: its code, its participants, and what it uses of the event's places."""

    code: str
    registered: int
    expected: int
    attended: int
    use: UnitUse


def _delegations(event: Event, people: Cube) -> dict[str, object]:
    """Every invited delegation and every other that somebody belongs to, in official order; guests last, and how many
    places staff of no delegation hold."""
    registered, expected, attended = (people[key].by("unit") for key in charting.UNIT_FIGURES)
    quotas = {unit.unit_code: unit.quota for unit in event.units}
    used, by_staff = without_staff(uses(people.cells, quotas, get_plan(event)), people.cells)
    known = people.values("unit")
    codes = [code for code in (*(unit.code for unit in units()), "") if code in known or code in used]
    lines = [
        Delegation(code, registered[code], expected[code], attended[code], used.get(code, UnitUse(code, None)))
        for code in codes
    ]
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
