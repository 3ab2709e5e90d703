"""The days of an agenda as tables: used by the agenda and by the summary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlab.platypus.flowables import Flowable

from eventmgr.ground.i18n import _, language
from eventmgr.output.papers.contents import Day, Item, Speaker
from eventmgr.tools.typesetting.grid import Row
from eventmgr.tools.typesetting.lists import Column
from eventmgr.tools.typesetting.names import named
from eventmgr.tools.typesetting.stack import Stack
from eventmgr.tools.typesetting.structure.outline import OutlineEntry
from eventmgr.tools.typesetting.styles import CELL, CELL_BOLD, CELL_SOFT, Style
from eventmgr.tools.typesetting.tables import table
from eventmgr.tools.typesetting.text import Span, TextBlock, para

_PART_INDENT = 12.0


def day_tables(days: Sequence[Day], *, level: int) -> Iterator[Flowable]:
    """One table a day; its name and the columns' names are repeated on every page.

    Args:
        level: of the days' bookmarks; items are one level deeper.
    """
    for day in days:
        rows = [row for item in day.items for row in _rows(item, level + 1)]
        outline = OutlineEntry(day.name, level, closed=True)
        yield table(day_columns(76.0, 100.0), rows, title=day.name, outline=outline, after=16)


def day_columns(time: float, room: float) -> Sequence[Column]:
    """When, what, where: the columns of a day, the first and the last of that width."""
    return Column(_("Time"), width=time), Column(_("Contents")), Column(_("Room"), width=room)


def _rows(item: Item, level: int) -> Iterator[Row]:
    heading = item.title or _("In parallel")
    style = CELL_SOFT if item.quiet or not item.title else CELL_BOLD
    fill = "wash" if item.quiet else ""
    outline = OutlineEntry(f"{item.time} {heading}".strip(), level)
    cells = (para(item.time, CELL), _content(item, heading, style, 0), _where(item))
    yield Row(cells, fill=fill, line="" if item.parts else "line", keep=bool(item.parts), outline=outline)
    for part in item.parts:
        content = _content(part, part.title, CELL, _PART_INDENT)
        line = "line" if part is item.parts[-1] else ""
        yield Row((para(part.time, CELL_SOFT), content, _where(part)), line=line)


def _content(item: Item, heading: str, style: Style, indent: float) -> Stack:
    blocks = [para(heading, style.but(indent=indent))]
    if item.note:
        blocks.append(para(item.note, CELL_SOFT.but(indent=indent)))
    blocks += [para(_spans(speaker), CELL_SOFT.but(indent=indent)) for speaker in item.speakers]
    return Stack(blocks)


def _where(item: Item) -> TextBlock:
    words = [Span(item.place)] if item.place else []
    if item.track:
        words.append(Span(f"\n{item.track}" if item.place else item.track, colour="accent"))
    return para(words, CELL_SOFT)


def _spans(speaker: Speaker) -> list[Span]:
    spans = [Span(speaker.role + _(": "))] if speaker.role else []
    spans.append(Span(named(speaker.name), colour="ink"))
    gap = "  " if language() == "zh" else ", "
    return [*spans, Span(f"{gap}{speaker.origin}")] if speaker.origin else spans
