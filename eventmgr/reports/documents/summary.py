"""The summary of an event on paper: for leadership, and for the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlab.platypus.flowables import CondPageBreak, Flowable

from eventmgr.charts import Drawing, StackedBars
from eventmgr.i18n import _, speaking
from eventmgr.reports.contents import ActionItem, Summary
from eventmgr.reports.documents.front import front
from eventmgr.reports.documents.programme import day_tables
from eventmgr.reports.documents.sheet import sheet_of
from eventmgr.typesetting.charts import reportlab_drawing
from eventmgr.typesetting.grid import Grid, Row
from eventmgr.typesetting.outline import OutlineEntry
from eventmgr.typesetting.pages import build as build_pages
from eventmgr.typesetting.styles import (
    BODY,
    CELL,
    CELL_NUMBER,
    CELL_SOFT,
    COLUMN,
    COLUMN_NUMBER,
    HEADING,
    HEADING_2,
    NOTE,
    WIDTH,
    Style,
)
from eventmgr.typesetting.text import para

_LEAST_UNDER_HEADING = 170.0
_FIGURE = Style(size=20, leading=26, bold=True, align="center")
_FIGURE_WORD = Style(size=9, leading=14, colour="ink-2", align="center")
_NUMERALS = "一二三四五六七八九十"


def build(data: Summary, *, lang: str) -> bytes:
    """The summary as a PDF: facts, figures with charts and tables, agenda, action items."""
    with speaking(lang):
        name = _("Event summary")
        story = [*front(data.occasion, name)]
        sections = [
            (_("Basic facts"), _facts(data)),
            (_("Participation"), _participation(data)),
            (_("Provinces/regions and sectors"), _sectors(data)),
            (_("Agenda"), _agenda(data)),
            (_("Action items"), _action_items(data.action_items)),
        ]
        for i, (words, blocks) in enumerate(sections):
            title = f"{_NUMERALS[i]}、{words}" if lang == "zh" else f"{i + 1}. {words}"
            story += [
                CondPageBreak(_LEAST_UNDER_HEADING),
                para(title, HEADING.but(keep_with_next=False), OutlineEntry(words)),
            ]
            story += blocks
        return build_pages(story, sheet_of(data.occasion, name, lang))


def _facts(data: Summary) -> Iterator[Flowable]:
    if data.overview:
        yield para(data.overview, BODY.but(after=8))
    rows = [Row((para(word, CELL_SOFT), para(value, CELL))) for word, value in data.facts]
    yield Grid((96, WIDTH - 96), [], rows)


def _participation(data: Summary) -> Iterator[Flowable]:
    totals = data.totals
    figures = [
        (str(totals.registered), _("registered")),
        (str(totals.confirmed), _("confirmed")),
        (f"{totals.attended}", _("attended") + (f" · {totals.share}" if totals.share else "")),
        (f"{data.provinces} / {data.delegations}", _("provinces/regions and delegations")),
    ]
    room = WIDTH / len(figures)
    yield Grid(
        [room] * len(figures),
        [],
        [
            Row(tuple(para(value, _FIGURE) for value, _word in figures), line="", fill="wash", keep=True),
            Row(tuple(para(word, _FIGURE_WORD) for _value, word in figures), line="", fill="wash"),
        ],
    )
    if not totals.registered:
        yield para(_("Nobody has registered yet."), BODY)
        return
    yield CondPageBreak(_LEAST_UNDER_HEADING)
    yield para(_("By delegation"), HEADING_2.but(keep_with_next=False), OutlineEntry(_("By delegation"), 1))
    yield reportlab_drawing(data.units.legend(WIDTH / 0.75), width=WIDTH)
    yield _units(data.units)
    yield from _chart(_("Origin of participants"), data.tiles.draw(480), 300, center=True)
    yield para(
        _(
            "Confirmed people by province/region. Cities with separate plans and the XPCC count for their "
            "province or region."
        ),
        NOTE.but(align="center"),
    )
    if len(data.days.days) > 1:
        yield from _chart(_("Registrations over time"), data.days.draw(640), WIDTH)


def _sectors(data: Summary) -> Iterator[Flowable]:
    if not data.sectors.rows:
        yield para(_("Nobody is confirmed yet."), BODY)
        return
    yield para(_("Confirmed people by province/region and sector."), NOTE)
    yield reportlab_drawing(data.sectors.draw(min(640, max(480, 90 + 52 * len(data.sectors.columns)))), width=WIDTH)


def _agenda(data: Summary) -> Iterator[Flowable]:
    yield from day_tables(data.agenda, level=1)
    if not data.agenda:
        yield para(_("The agenda is empty."), BODY)


def _action_items(action_items: Sequence[ActionItem]) -> Iterator[Flowable]:
    if not action_items:
        yield para(_("No action items are recorded."), BODY)
        return
    words = (_("No."), _("Action item"), _("Responsible"), _("Due"), _("State"))
    head = [Row((para(words[0], COLUMN_NUMBER), *(para(word, COLUMN) for word in words[1:])), fill="wash")]
    rows = [
        Row(
            (
                para(str(i), CELL_NUMBER.but(colour="ink-2")),
                para(one.text, CELL),
                para(one.owner, CELL),
                para(one.due, CELL_SOFT),
                para(one.status, CELL_SOFT),
            )
        )
        for i, one in enumerate(action_items, start=1)
    ]
    yield Grid((28, WIDTH - 28 - 124 - 80 - 50, 124, 80, 50), head, rows)


def _chart(words: str, drawing: Drawing, width: float, *, center: bool = False) -> Iterator[Flowable]:
    yield para(words, HEADING_2, OutlineEntry(words, 1))
    yield reportlab_drawing(drawing, width=width, align="center" if center else "left")


def _units(chart: StackedBars) -> Grid:
    """The counts of each unit, with its bar beside them."""
    first, *others = chart.table().header
    names, number = 122.0, 56.0
    room = WIDTH - names - number * len(others)
    head = [Row((para(first, COLUMN), *(para(word, COLUMN_NUMBER) for word in others), None), fill="wash")]
    rows = [
        Row(
            (
                para(name, CELL),
                *(para(value, CELL_NUMBER) for value in values),
                reportlab_drawing(chart.row(i, room - 16), width=room - 16),
            ),
            pad=2.0,
        )
        for i, (name, *values) in enumerate(chart.table().rows)
    ]
    return Grid((names, *([number] * len(others)), room), head, rows)
