"""Rows of short texts between thin lines, set quickly: for papers of thousands of pages. A text that is too long is
cut."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, TypeAlias

from reportlab.platypus.flowables import CondPageBreak, Flowable, PageBreak

from eventmgr.tools.typesetting import fonts
from eventmgr.tools.typesetting.structure.tagging import Element, Tags, tags_of
from eventmgr.tools.typesetting.styles import COLOURS, Style
from eventmgr.tools.typesetting.text import width_of

Block: TypeAlias = Flowable
"""Whatever stands in the story of a document."""
Cell = tuple[str, ...]
"""Lines of a cell, from the top."""
_SIDE = 4.0
"""Points left free at both sides of a cell."""


def new_page() -> Block:
    """What follows begins on a page of its own."""
    page: Block = PageBreak()
    return page


def room_for(height: float) -> Block:
    """What follows begins a page of its own unless there is so much room."""
    page: Block = CondPageBreak(height)
    return page


class Ruled(Flowable):
    """A table of `rows`, all of one height, under a head of one line each.

    Args:
        widths: of the columns, in points.
        styles: of the columns.
        lines: so many lines has each cell at most.
    """

    def __init__(
        self,
        widths: Sequence[float],
        head: Sequence[str],
        rows: Sequence[Sequence[Cell]],
        styles: Sequence[Style],
        *,
        lines: int = 1,
        pad: float = 5.0,
        head_style: Style,
    ) -> None:
        super().__init__()
        self.widths, self.head, self.rows, self.styles = widths, head, rows, styles
        self.lines, self.pad, self.head_style = lines, pad, head_style

    @property
    def row_height(self) -> float:
        """The height of a row, in points."""
        return self.lines * max(style.leading for style in self.styles) + 2 * self.pad

    @property
    def head_height(self) -> float:
        """The height of the head, in points."""
        return self.head_style.leading + 2 * self.pad

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As high as its rows."""
        self.width, self.height = width, self.head_height + len(self.rows) * self.row_height
        return self.width, self.height

    def draw(self) -> None:
        """Fill of the head, lines, then all texts at once."""
        canvas, total = self.canv, sum(self.widths)
        canvas.setFillColor(COLOURS["wash"])
        canvas.rect(0, self.height - self.head_height, total, self.head_height, stroke=0, fill=1)
        canvas.setStrokeColor(COLOURS["line"])
        canvas.setLineWidth(0.5)
        y = self.height - self.head_height
        canvas.lines([(0, y - i * self.row_height, total, y - i * self.row_height) for i in range(len(self.rows) + 1)])
        text, tags = canvas.beginText(), tags_of(canvas)
        tagged = _Table(tags) if tags is not None and not tags.is_muted else None
        heads = [(word,) for word in self.head]
        self._line(text, self.height - self.pad, heads, [self.head_style] * len(self.head), tagged, is_head=True)
        for number, row in enumerate(self.rows):
            self._line(text, y - number * self.row_height - self.pad, row, self.styles, tagged)
        if tagged is not None:
            tagged.tags.leave()
        canvas.drawText(text)
        if tagged is not None:
            tagged.tags.enter()

    def _line(
        self,
        text: Any,
        top: float,
        cells: Sequence[Cell],
        styles: Sequence[Style],
        tagged: _Table | None,
        *,
        is_head: bool = False,
    ) -> None:
        x, row = 0.0, tagged.row() if tagged else None
        for cell, width, style in zip(cells, self.widths, styles, strict=True):
            if tagged is not None and row is not None:
                text._code.append(tagged.begin(row, is_head=is_head))  # noqa: SLF001  # it stands within the text
            for number, words in enumerate(cell[: self.lines]):
                if words:
                    runs, used = _set(words, style, round(width - 2 * _SIDE, 2))
                    start = x + _SIDE + (width - 2 * _SIDE - used if style.align == "right" else 0)
                    baseline = top - number * style.leading - (style.leading + style.size * 0.74) / 2
                    text.setTextOrigin(start, baseline)
                    text.setFillColor(COLOURS[style.colour])
                    for face, letters in runs:
                        text.setFont(face, style.size)
                        text.textOut(letters)
            if tagged is not None:
                text._code.append("EMC")  # noqa: SLF001
            x += width


class _Table:
    """What the table is to those who hear it."""

    def __init__(self, tags: Tags) -> None:
        self.tags, self.element = tags, tags.new("Table")

    def row(self) -> Element:
        return Element("TR", self.element)

    def begin(self, row: Element, *, is_head: bool) -> str:
        """Begin a cell; the operator for it."""
        return self.tags.mark(Element("TH", row, "/A<</O/Table/Scope/Column>>") if is_head else Element("TD", row))


@lru_cache(maxsize=20_000)
def _set(words: str, style: Style, room: float) -> tuple[tuple[tuple[str, str], ...], float]:
    """Runs of (face, characters) of one line that is cut where it is too long, and its width. Names come again and
    again."""
    width = width_of(words, style)
    while width > room and len(words) > 1:
        words = words[:-2].rstrip("…") + "…" if len(words) > 2 else "…"
        width = width_of(words, style)
    runs: list[tuple[str, str]] = []
    for face, char in fonts.faces(fonts.printable(words), bold=style.bold, serif=style.serif):
        if runs and runs[-1][0] == face:
            runs[-1] = (face, runs[-1][1] + char)
        else:
            runs.append((face, char))
    return tuple(runs), width


def chunks(rows: Sequence[Sequence[Cell]], size: int) -> list[Sequence[Sequence[Cell]]]:
    """The rows, so many at a time; at least one chunk."""
    return [rows[start : start + size] for start in range(0, len(rows), size)] or [rows]
