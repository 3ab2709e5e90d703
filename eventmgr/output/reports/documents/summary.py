"""The summary of an event on paper: for leadership, and for the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlab.platypus.flowables import CondPageBreak, Flowable

from eventmgr.ground.i18n import _, speaking
from eventmgr.output.reports.contents import ActionItem, Summary, numbered
from eventmgr.output.reports.documents import outcomes, questionnaires
from eventmgr.output.reports.documents.front import front
from eventmgr.output.reports.documents.programme import day_tables
from eventmgr.output.reports.documents.sheet import sheet_of
from eventmgr.tools.charts import StackedBars
from eventmgr.tools.typesetting.charts import reportlab_drawing
from eventmgr.tools.typesetting.floats import Floats
from eventmgr.tools.typesetting.grid import PAD_X, Grid, Row
from eventmgr.tools.typesetting.pages import build as build_pages
from eventmgr.tools.typesetting.structure.outline import OutlineEntry
from eventmgr.tools.typesetting.styles import (
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
from eventmgr.tools.typesetting.text import TextBlock, para, width_of

_LEAST_UNDER_HEADING = 110.0
_LEAST_OF_ANNEX = 170.0
"""With less room the annex begins a page: for its heading and the first items of a day."""
_LEAST_NUMBER = 40.0
_FIGURE = Style(size=20, leading=26, bold=True, align="center")
_FIGURE_WORD = Style(size=9, leading=14, colour="ink-2", align="center")
_CHART_ROOM, _TILES, _HIGHEST_CHART = 640, 262, 570


def build(data: Summary, *, lang: str) -> bytes:
    """The summary as a PDF: on the first page what matters, then participation and charts; the agenda as annex."""
    with speaking(lang):
        name = _("Event summary")
        story = [*front(data.occasion, f"{name}{_in_brackets(data.stage, lang)}")]
        if data.made:
            story.append(para(data.made, NOTE.but(align="center", after=6)))
        story.append(_key_figures(data))
        sections = [
            (_("Basic facts"), list(_facts(data))),
            *((heading, _paragraphs(text, lang)) for heading, text in data.parts),
            (_("Participation"), list(_participation(data))),
        ]
        if data.outcomes is not None:
            sections.append((_("Outcomes"), list(outcomes.section(data.outcomes))))
        if data.questionnaires:
            sections.append((_("Results of questionnaires"), list(questionnaires.section(data.questionnaires))))
        if data.action_items:
            sections.append((_("Action items"), list(_action_items(data.action_items))))
        for i, (words, blocks) in enumerate(sections):
            story += [CondPageBreak(_LEAST_UNDER_HEADING), _heading(numbered(i, words, lang), words), *blocks]
        story += [CondPageBreak(_LEAST_OF_ANNEX), *_annex(data)]
        return build_pages(story, sheet_of(data.occasion, name, lang))


def _in_brackets(words: str, lang: str) -> str:
    if not words:
        return ""
    return f"（{words}）" if lang == "zh" else f" ({words})"


def _heading(title: str, words: str) -> Flowable:
    return para(title, HEADING.but(keep_with_next=False), OutlineEntry(words))


def _key_figures(data: Summary) -> Grid:
    """The numbers that leadership asks for first, on one line."""
    figures = data.key_figures
    room = WIDTH / len(figures)
    return Grid(
        [room] * len(figures),
        [],
        [
            Row(tuple(para(value, _FIGURE) for _word, value in figures), line="", fill="wash", keep=True),
            Row(tuple(para(word, _FIGURE_WORD) for word, _value in figures), line="", fill="wash"),
        ],
    )


def _facts(data: Summary) -> Iterator[Flowable]:
    if data.overview:
        yield para(data.overview, BODY.but(after=8))
    rows = [Row((para(word, CELL_SOFT), para(value, CELL)), pad=2.0) for word, value in data.facts]
    yield Grid((96, WIDTH - 96), [], rows)


def _paragraphs(text: str, lang: str) -> list[Flowable]:
    """What organizers typed, a paragraph a line."""
    style = BODY.but(first_indent=2 * BODY.size) if lang == "zh" else BODY
    return [para(line.strip(), style) for line in text.splitlines() if line.strip()]


def _participation(data: Summary) -> Iterator[Flowable]:
    if not data.totals.registered:
        yield para(_("Nobody has registered yet."), BODY)
        return
    yield para(_("By delegation"), HEADING_2.but(before=2, keep_with_next=False), OutlineEntry(_("By delegation"), 1))
    yield _units(data)
    yield para(data.says.get("units", ""), NOTE)
    yield para(data.counted, NOTE)
    yield Floats(list(_charts(data)))


def _charts(data: Summary) -> Iterator[list[Flowable]]:
    """Each chart with its heading and what is counted in it; in an order in which they fill pages."""
    tiles = reportlab_drawing(data.tiles.draw(480), width=_TILES, align="center", alt=data.tiles.table().in_words())
    days = reportlab_drawing(data.days.draw(_CHART_ROOM), width=WIDTH, alt=data.days.table().in_words())
    heat = data.sectors.draw(min(_CHART_ROOM, max(480, 90 + 52 * len(data.sectors.columns))))
    sectors = reportlab_drawing(
        heat, width=min(WIDTH, _HIGHEST_CHART * heat.width / heat.height), alt=data.sectors.table().in_words()
    )
    yield _chart(_("Origin of participants"), tiles, data.says.get("provinces", ""))
    if data.sectors.rows:
        yield _chart(_("Provinces/regions and sectors"), sectors, data.says.get("sectors", ""))
    if len(data.days.days) > 1:
        yield _chart(_("Registrations over time"), days, data.says.get("days", ""))


def _chart(words: str, drawing: Flowable, says: str) -> list[Flowable]:
    return [para(words, HEADING_2.but(keep_with_next=False), OutlineEntry(words, 1)), drawing, para(says, NOTE)]


def _annex(data: Summary) -> Iterator[Flowable]:
    words = _("Annex: agenda")
    yield _heading(words, words)
    yield from day_tables(data.agenda, level=1)
    if not data.agenda:
        yield para(_("The agenda is empty."), BODY)


def _action_items(action_items: Sequence[ActionItem]) -> Iterator[Flowable]:
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


def _units(data: Summary) -> Grid:
    """Quota, places used, registered, expected, present and the share of those expected, each delegation with its bar."""
    first, *words = data.unit_heads
    names, numbers = 88.0, [_number_width(word) for word in words]
    room = WIDTH - names - sum(numbers)
    head = [Row((para(first, COLUMN), *(para(word, COLUMN_NUMBER) for word in words), None), fill="wash")]
    *lines, total = data.unit_lines
    rows = [
        Row((*_unit_cells(line, is_over=quota is not None and used > quota), _bar(data.units, i, room)), pad=2.0)
        for i, (line, quota, used) in enumerate(zip(lines, data.quotas, data.used, strict=False))
    ]
    rows += [Row((*_unit_cells(line), None), pad=2.0) for line in lines[len(rows) :]]
    return Grid(
        (names, *numbers, room), head, [*rows, Row((*_unit_cells(total, bold=True), None), pad=2.0, fill="wash")]
    )


def _number_width(word: str) -> float:
    """Points of a column of numbers under `word`, which may be broken between words, never within one."""
    longest = max(width_of(part, COLUMN) for part in word.split())
    return max(_LEAST_NUMBER, longest + 2 * PAD_X + 0.5)


def _bar(units: StackedBars, index: int, room: float) -> Flowable:
    return reportlab_drawing(units.row(index, room - 16), width=room - 16)


def _unit_cells(line: Sequence[str], *, is_over: bool = False, bold: bool = False) -> Iterator[TextBlock]:
    """The total is never marked as beyond the quotas: guests hold places and have none."""
    name, quota, used, *others = line
    number = CELL_NUMBER.but(bold=bold)
    yield para(name, CELL.but(bold=bold))
    yield para(quota, number)
    yield para(used, number.but(colour="seal") if is_over else number)
    yield from (para(value, number) for value in others)
