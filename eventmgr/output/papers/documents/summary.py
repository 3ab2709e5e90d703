"""The summary of an event on paper: for leadership, and for the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import attrgetter

from reportlab.platypus.flowables import CondPageBreak, Flowable

from eventmgr.ground.i18n import _, speaking
from eventmgr.output.papers.contents import ActionItem, Summary, numbered
from eventmgr.output.papers.documents import outcomes, questionnaires
from eventmgr.output.papers.documents.programme import day_tables
from eventmgr.tools.charts import StackedBars
from eventmgr.tools.typesetting.charts import reportlab_drawing
from eventmgr.tools.typesetting.floats import Floats
from eventmgr.tools.typesetting.front import front, sheet_of
from eventmgr.tools.typesetting.grid import PAD_X, Grid, Row
from eventmgr.tools.typesetting.lists import INDEX, Column
from eventmgr.tools.typesetting.pages import build as build_pages
from eventmgr.tools.typesetting.prose import lines
from eventmgr.tools.typesetting.structure.outline import OutlineEntry
from eventmgr.tools.typesetting.styles import (
    BODY,
    CELL,
    CELL_NUMBER,
    CELL_SOFT,
    COLUMN,
    HEADING,
    HEADING_2,
    NOTE,
    WIDTH,
)
from eventmgr.tools.typesetting.tables import key_figures, table, widths_of
from eventmgr.tools.typesetting.text import TextBlock, para, width_of

_LEAST_UNDER_HEADING = 110.0
_LEAST_OF_ANNEX = 170.0
"""With less room the annex begins a page: for its heading and the first items of a day."""
_LEAST_NUMBER = 40.0
_USED = 2
"""Column of the places that are used."""
_CHART_ROOM, _TILES, _HIGHEST_CHART = 640, 262, 570


def build(data: Summary, *, lang: str) -> bytes:
    """The summary as a PDF: on the first page what matters, then participation and charts; the agenda as annex."""
    with speaking(lang):
        name = _("Event summary")
        story = [*front(data.occasion, f"{name}{_in_brackets(data.stage, lang)}")]
        if data.made:
            story.append(para(data.made, NOTE.but(align="center", after=6)))
        story.append(key_figures([(value, word) for word, value in data.key_figures], most=7))
        sections = [
            (_("Basic facts"), list(_facts(data))),
            *((heading, lines(text)) for heading, text in data.parts),
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


def _facts(data: Summary) -> Iterator[Flowable]:
    if data.overview:
        yield para(data.overview, BODY.but(after=8))
    rows = [Row((para(word, CELL_SOFT), para(value, CELL)), pad=2.0) for word, value in data.facts]
    yield Grid((96, WIDTH - 96), [], rows)


def _participation(data: Summary) -> Iterator[Flowable]:
    if not data.totals.registered:
        yield para(_("Nobody has registered yet."), BODY)
        return
    if data.delegations is not None:
        words = _("By delegation")
        yield para(words, HEADING_2.but(before=2, keep_with_next=False), OutlineEntry(words, 1))
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
    columns = (
        INDEX,
        Column(_("Action item"), attrgetter("text")),
        Column(_("Responsible"), attrgetter("owner"), 124.0),
        Column(_("Due"), attrgetter("due"), 80.0, kind="soft"),
        Column(_("State"), attrgetter("status"), 50.0, kind="soft"),
    )
    yield table(columns, action_items)


def _units(data: Summary) -> Grid:
    """Quota, places used, registered, expected, present and the share of those expected, each delegation with its
    bar."""
    first, *words = data.unit_heads
    columns = [Column(first, width=88.0), *(Column(word, width=_number_width(word), kind="number") for word in words)]
    room = WIDTH - sum(widths_of(columns, WIDTH))
    *lines, total = data.unit_lines
    over = [quota is not None and used > quota for quota, used in zip(data.quotas, data.used, strict=True)]
    rows = [
        (*(_marked(line) if is_over else line), _bar(data.units, place, room))
        for place, (line, is_over) in enumerate(zip(lines, over, strict=False))
    ]
    rows += [(*line, None) for line in lines[len(rows) :]]
    return table([*columns, Column("", width=room)], rows, pad=2.0, total=(*total, None))


def _marked(line: Sequence[str]) -> Iterator[str | TextBlock]:
    """A delegation that holds more places than its quota has; the total is never marked: guests hold places and have
    none."""
    for place, words in enumerate(line):
        yield para(words, CELL_NUMBER.but(colour="seal")) if place == _USED else words


def _number_width(word: str) -> float:
    """Points of a column of numbers under `word`, which may be broken between words, never within one."""
    longest = max(width_of(part, COLUMN) for part in word.split())
    return max(_LEAST_NUMBER, longest + 2 * PAD_X + 0.5)


def _bar(units: StackedBars, index: int, room: float) -> Flowable:
    return reportlab_drawing(units.row(index, room - 16), width=room - 16)
