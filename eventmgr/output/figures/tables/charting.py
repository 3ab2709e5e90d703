"""The chart of a table: bars, a heat table, or bands from province to province. Pure."""

from __future__ import annotations

from eventmgr.ground.i18n import _, format_number
from eventmgr.matchmaking.outcomes.deals.money import say_amount
from eventmgr.output.figures.tables.gathering import View
from eventmgr.output.figures.tables.measures import DIMENSIONS, MEASURES
from eventmgr.tools.charts import Drawing, Flow, Flows, HeatMatrix, StackedBars
from eventmgr.tools.crosstabs.pivot import Table

WIDE, _BARS, _COLUMN, _NAMES = 640.0, 460.0, 34.0, 190.0
"""From `WIDE` on a drawing is read on a phone by moving it sideways: made smaller its letters would be too small."""
_IN_BARS = ("registered", "expected", "attended")
"""Nested counts, as one bar shows them; who is missing is what is left of it."""
_TEN_THOUSAND = 10_000 * 100
MOST_ROWS = 60
"""A chart of more rows than this is cut; the table has them all."""


def draw(view: View) -> Drawing | None:
    """The chart of the table; None where nothing stands in it."""
    table = view.table
    if not table.rows:
        return None
    if _is_flow(view):
        return _flows(view).draw(WIDE)
    if view.choices.columns and not view.choices.is_side_by_side:
        chart = _heat(view)
        return chart.draw(max(WIDE, _NAMES + _COLUMN * len(chart.columns)))
    return _bars(view).draw(_BARS)


def says_more(view: View) -> bool:
    """Whether the chart shows what the coloured table on the page does not show already."""
    return not view.choices.columns or view.choices.is_side_by_side or _is_flow(view)


def _is_flow(view: View) -> bool:
    return view.choices.columns == "partner" and view.choices.rows == "province" and not view.table.hidden


def _bars(view: View) -> StackedBars:
    table, name = view.table, view.choices.rows
    if view.choices.is_side_by_side:
        places = [table.columns.index(key) for key in _IN_BARS]
        values = [tuple(row[place] or 0 for place in places) for row in table.cells]
        names = tuple(str(MEASURES[key].name) for key in _IN_BARS)
    else:
        values = [(_shown(view, sum_),) for sum_ in table.row_sums]
        names = (measured(view),)
    words = [view.names.say(name, key) for key in table.rows]
    rows = tuple(zip(words, values, strict=True))[:MOST_ROWS]
    return StackedBars(rows, str(DIMENSIONS[name]), names)


def measured(view: View) -> str:
    """The measure with its unit, where it has one."""
    name = str(view.choices.chosen_measure.name)
    return _("%(amount)s (10,000 yuan)", amount=name) if view.choices.chosen_measure.is_money else name


def _shown(view: View, value: int) -> int:
    return round(value / _TEN_THOUSAND) if view.choices.chosen_measure.is_money else value


def _heat(view: View) -> HeatMatrix:
    table, choices, say = view.table, view.choices, view.names.say
    lines = table.cells[:MOST_ROWS]
    return HeatMatrix(
        rows=tuple(say(choices.rows, key) for key in table.rows[:MOST_ROWS]),
        columns=tuple(say(choices.columns, key) for key in table.columns),
        cells=tuple(tuple(None if value is None else _shown(view, value) for value in row) for row in lines),
        corner=str(DIMENSIONS[choices.rows]),
        total=_("Total"),
        sums=(
            tuple(_shown(view, value) for value in table.row_sums[:MOST_ROWS]),
            tuple(_shown(view, value or 0) for value in table.column_sums),
        ),
    )


def _flows(view: View) -> Flows:
    table, say, lang = view.table, view.names.say, view.names.lang
    return Flows(
        sources=tuple(say("province", key) for key in table.rows),
        targets=tuple(say("partner", key) for key in table.columns),
        flows=tuple(
            Flow(i, j, value, say_amount(value, lang) if view.choices.chosen_measure.is_money else format_number(value))
            for i, row in enumerate(table.cells)
            for j, value in enumerate(row)
            if value
        ),
        heads=(_("Initiating side"), _("Partner"), measured(view)),
    )


def is_cut(table: Table) -> bool:
    """Whether the chart has fewer rows than the table."""
    return len(table.rows) > MOST_ROWS
