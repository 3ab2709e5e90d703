"""The report of a year on paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eventmgr.ground.i18n import _, format_number, speaking
from eventmgr.matchmaking.outcomes.deals.money import say_amount
from eventmgr.output.figures.tables import charting
from eventmgr.output.figures.tables.gathering import View
from eventmgr.output.figures.tables.measures import DIMENSIONS, MEASURES
from eventmgr.output.figures.tables.workbook import public_note
from eventmgr.output.figures.yearly.contents import Section, YearReport
from eventmgr.tools.typesetting.charts import reportlab_drawing
from eventmgr.tools.typesetting.floats import Floats
from eventmgr.tools.typesetting.lists import Column
from eventmgr.tools.typesetting.pages import Sheet
from eventmgr.tools.typesetting.pages import build as build_pages
from eventmgr.tools.typesetting.ruled import Block, room_for
from eventmgr.tools.typesetting.structure.outline import OutlineEntry
from eventmgr.tools.typesetting.styles import (
    BODY,
    FACTS,
    HEADING,
    HEADING_2,
    NOTE,
    SUBTITLE,
    TITLE,
    WIDTH,
)
from eventmgr.tools.typesetting.tables import key_figures
from eventmgr.tools.typesetting.tables import table as table_of
from eventmgr.tools.typesetting.text import para

_NUMERALS = "一二三四五六七八九十"
_NUMBER, _HIGHEST = 58.0, 560.0
_LEAST_UNDER_HEADING, _FEW_ROWS, _LINE = 130.0, 14, 19.0


def build(report: YearReport, *, lang: str) -> bytes:
    """The report as a PDF: first what leadership asks for, then trend, events, origin, outcomes, and what was
    counted."""
    with speaking(lang):
        story: list[Block] = [
            para(report.title, TITLE, OutlineEntry(report.title)),
            para(report.subtitle, SUBTITLE),
            para(report.made, FACTS.but(after=10)),
            key_figures(report.figures, size=17.0),
        ]
        if report.is_public:
            story.append(para(public_note(), NOTE))
        for number, section in enumerate(report.sections):
            title = f"{_NUMERALS[number]}、{section.heading}" if lang == "zh" else f"{number + 1}. {section.heading}"
            story += [room_for(_room_of(section)), *_section(title, section)]
        story += [room_for(_LEAST_UNDER_HEADING), *_definitions(report)]
        return build_pages(story, _sheet(report, lang))


def _sheet(report: YearReport, lang: str) -> Sheet:
    return Sheet(
        title=f"{report.title} · {report.subtitle}",
        author=report.author,
        head=(report.title, report.subtitle),
        lang=lang,
    )


def _section(title: str, section: Section) -> Iterator[Block]:
    yield para(title, HEADING.but(keep_with_next=False), OutlineEntry(section.heading))
    shown = [view for view in section.views if view.table.rows]
    if not shown:
        yield para(_("Nothing is counted here yet."), BODY)
    drawn: list[list[Block]] = []
    for view in shown:
        if _is_cross(view):
            drawn.append(list(_drawing(view)))
        else:
            yield from _table(view)
            if view.choices.rows == "year" and len(view.table.rows) > 1 and (bars := charting.draw(view)) is not None:
                yield reportlab_drawing(bars, width=WIDTH * 0.8)
    if drawn:
        yield Floats(drawn)


def _room_of(section: Section) -> float:
    """A heading does not stand alone above a table that begins the next page."""
    rows = next((len(view.table.rows) for view in section.views if view.table.rows), 0)
    return _LEAST_UNDER_HEADING + min(rows, _FEW_ROWS) * _LINE


def _is_cross(view: View) -> bool:
    return bool(view.choices.columns) and not view.choices.is_side_by_side


def _headed(view: View) -> Block:
    words = view.choices.heading
    return para(words, HEADING_2, OutlineEntry(words, 1))


def _drawing(view: View) -> Iterator[Block]:
    drawing = charting.draw(view)
    if drawing is not None:
        yield _headed(view)
        yield reportlab_drawing(drawing, width=min(WIDTH, _HIGHEST * drawing.width / drawing.height))
        yield para(str(view.choices.chosen_measure.says), NOTE)


def _table(view: View) -> Iterator[Block]:
    """Lines with their numbers; with several measures the no-show rate last."""
    choices, table = view.choices, view.table
    if choices.is_side_by_side:
        words = [*(str(MEASURES[key].name) for key in table.columns), _("No-show rate")]
    else:
        words = [str(choices.chosen_measure.name)]
    wide = 130.0 if choices.chosen_measure.is_money else _NUMBER
    columns = [Column(DIMENSIONS[choices.rows]), *(Column(word, width=wide, kind="number") for word in words)]
    rows = [
        _line(view, view.names.say(choices.rows, key), cells, total, key)
        for key, cells, total in zip(table.rows, table.cells, table.row_sums, strict=True)
    ]
    yield _headed(view)
    yield table_of(columns, rows, pad=2.0, total=_line(view, _("Total"), table.column_sums, table.total, None))


def _line(view: View, name: str, cells: Sequence[int | None], total: int, row: str | None) -> tuple[str, ...]:
    if view.choices.is_side_by_side:
        rate = view.rates.get(row)
        numbers = ("—" if value is None else format_number(value) for value in cells)
        return name, *numbers, "—" if rate is None else f"{rate:.1f}%"
    return name, say_amount(total, view.names.lang) if view.choices.chosen_measure.is_money else format_number(total)


def _definitions(report: YearReport) -> Iterator[Block]:
    words = _("What is counted")
    yield para(words, HEADING.but(keep_with_next=False), OutlineEntry(words))
    measures = dict.fromkeys(
        key
        for section in report.sections
        for view in section.views
        for key in (view.table.columns if view.choices.is_side_by_side else (view.choices.measure,))
        if key in MEASURES
    )
    for key in measures:
        yield para(_("%(label)s: %(value)s", label=MEASURES[key].name, value=MEASURES[key].says), NOTE)
    yield para(
        _(
            "The no-show rate is missing as a percentage of expected, for events that are over; nobody is missing at events to come. Provinces and delegations count once, however many events there are."
        ),
        NOTE,
    )
