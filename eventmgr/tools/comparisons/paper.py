"""A comparison on paper, in landscape. Loads ReportLab, for documents only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from reportlab.platypus.flowables import Flowable

from eventmgr.ground.i18n import _, format_date, language
from eventmgr.tools.crosstabs.side_by_side import Comparison, Line
from eventmgr.tools.typesetting import fonts
from eventmgr.tools.typesetting.front import Rule
from eventmgr.tools.typesetting.grid import Row
from eventmgr.tools.typesetting.lists import Column
from eventmgr.tools.typesetting.pages import Sheet
from eventmgr.tools.typesetting.pages import build as build_pages
from eventmgr.tools.typesetting.structure.outline import OutlineEntry
from eventmgr.tools.typesetting.styles import CELL, CELL_BOLD, FACTS, NOTE, TITLE, WIDE
from eventmgr.tools.typesetting.tables import table
from eventmgr.tools.typesetting.text import Span, para

_SMALL = CELL.but(size=9.5, leading=13.5)
_LABEL_WIDTH = 130.0


def build(comparison: Comparison, *, house: str, day: date, fallback_fonts: Sequence[str]) -> bytes:
    """The comparison as a PDF in the language spoken."""
    fonts.use_fallbacks(fallback_fonts)
    name = comparison.name
    story: list[Flowable] = [
        para(name, TITLE, OutlineEntry(name)),
        para(_("As of %(when)s", when=format_date(day, weekday=False)), FACTS),
        Rule("brand", 1.2, before=8, after=14),
        table(
            [
                Column(comparison.corner, width=_LABEL_WIDTH, kind="bold"),
                *(Column(title) for title in comparison.titles),
            ],
            list(_rows(comparison)),
            room=WIDE,
            pad=3.0,
            size=0.95,
        ),
    ]
    if comparison.note is not None:
        story.append(para(comparison.note[1], NOTE))
    sheet = Sheet(title=name, author=house, head=(house, name), lang=language(), is_wide=True)
    return build_pages(story, sheet)


def _rows(comparison: Comparison) -> Iterator[Any]:
    for heading, lines in comparison.parts:
        if heading:
            yield Row((para(str(heading), CELL_BOLD),), wide=True, keep=True, fill="wash")
        for line in lines:
            label = [Span(str(line.label), bold=True)]
            if line.warning:
                label.append(Span(f"\n{line.warning}", colour="ink-2"))
            yield (para(label, _SMALL), *(_cell(line, place) for place in range(len(line.cells))))


def _cell(line: Line, place: int) -> Any:
    note = line.notes[place] if line.notes else ""
    spans = [Span(line.cells[place] or "—", bold=bool(line.notes and line.cells[place]))]
    if note:
        spans.append(Span(f"\n{note}", colour="ink-2"))
    return para(spans, _SMALL)
