"""Many small pieces on large sheets: badges, cards. Each is drawn in a box of its own, with marks to cut along."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from eventmgr.tools.typesetting import fonts
from eventmgr.tools.typesetting.house.dressing import dressed, worn
from eventmgr.tools.typesetting.house.look import Look
from eventmgr.tools.typesetting.pages import one_at_a_time, open_canvas
from eventmgr.tools.typesetting.progress import tell
from eventmgr.tools.typesetting.structure.outline import OutlineEntry
from eventmgr.tools.typesetting.structure.tagging import said
from eventmgr.tools.typesetting.styles import COLOURS, MM

_MARK = 4 * MM
_AWAY = 1.5 * MM


@dataclass(frozen=True)
class Layout:
    """Pieces of one size on a sheet of paper; lengths are points.

    Args:
        columns, rows: so many pieces on a sheet, in its middle.
        cuts: marks at the corners of pieces, outside them.
    """

    page: tuple[float, float]
    width: float
    height: float
    columns: int = 1
    rows: int = 1
    cuts: bool = True

    @property
    def number(self) -> int:
        """How many cards fit on one sheet."""
        return self.columns * self.rows

    def corner(self, place: int) -> tuple[float, float]:
        """The lower left corner of the piece at that place, from the upper left one on, row by row."""
        row, column = divmod(place, self.columns)
        left = (self.page[0] - self.columns * self.width) / 2
        top = (self.page[1] + self.rows * self.height) / 2
        return left + column * self.width, top - (row + 1) * self.height


@dataclass(frozen=True)
class Piece:
    """One piece: how it is drawn in a box whose lower left corner is the origin; the bookmark that leads to it, or
    none."""

    draw: Callable[[Canvas], None]
    bookmark: str = ""


def build_cards(
    pieces: Iterable[Piece], layout: Layout, *, title: str, author: str, lang: str, look: Look | None = None
) -> bytes:
    """The sheets as a PDF, drawn and let go one by one. Without pieces, one empty sheet."""
    with one_at_a_time, dressed(worn(look)):
        fonts.load()
        out = io.BytesIO()
        canvas = open_canvas(out, layout.page, title=title, author=author, lang=lang)
        place, all_pieces = -1, tuple(pieces)
        for number, piece in enumerate(all_pieces):
            place = number % layout.number
            if number and not place:
                canvas.showPage()
            if not place:
                tell(number // layout.number + 1, number, len(all_pieces))
            x, y = layout.corner(place)
            canvas.saveState()
            canvas.translate(x, y)
            if piece.bookmark:
                OutlineEntry(piece.bookmark).place(canvas, layout.height)
            piece.draw(canvas)
            canvas.restoreState()
            if layout.cuts:
                _cut(canvas, layout, place)
        canvas.showOutline()
        canvas.showPage()
        canvas.save()
        return out.getvalue()


def _cut(canvas: Canvas, layout: Layout, place: int) -> None:
    """Marks at the outer edges of the sheet's pieces, so that none lies within a piece."""
    row, column = divmod(place, layout.columns)
    x, y = layout.corner(place)
    w, h = layout.width, layout.height
    canvas.setStrokeColor(COLOURS["ink-2"])
    canvas.setLineWidth(0.3)
    marks = []
    for up in (0.0, h):
        if column == 0:
            marks.append((x - _AWAY - _MARK, y + up, x - _AWAY, y + up))
        if column == layout.columns - 1:
            marks.append((x + w + _AWAY, y + up, x + w + _AWAY + _MARK, y + up))
    for along in (0.0, w):
        if row == 0:
            marks.append((x + along, y + h + _AWAY, x + along, y + h + _AWAY + _MARK))
        if row == layout.rows - 1:
            marks.append((x + along, y - _AWAY - _MARK, x + along, y - _AWAY))
    if marks:
        canvas.lines(marks)


def fold(canvas: Canvas, x: float, y: float, length: float) -> None:
    """A dashed line to fold along."""
    canvas.saveState()
    canvas.setStrokeColor(COLOURS["ink-2"])
    canvas.setLineWidth(0.3)
    canvas.setDash(4, 4)
    canvas.line(x, y, x + length, y)
    canvas.restoreState()


def draw_modules(canvas: Canvas, matrix: list[list[bool]], x: float, y: float, side: float, alt: str) -> None:
    """A code to scan with its lower left corner at (x, y): a rectangle for each run of dark modules, written at once;
    `alt` says what it is for."""
    step = side / len(matrix)
    parts = []
    for number, row in enumerate(matrix):
        foot, start = y + side - (number + 1) * step, 0
        while start < len(row):
            end = start
            while end < len(row) and row[end]:
                end += 1
            if end > start:
                parts.append(f"{x + start * step:.2f} {foot:.2f} {(end - start) * step:.2f} {step:.2f} re")
            start = max(end, start + 1)
    with said(canvas, "Figure", alt):
        canvas.setFillColor(COLOURS["ink"])
        path = canvas.beginPath()
        path._code.append(" ".join(parts))  # noqa: SLF001  # a tenth of the time of as many calls of `rect`
        canvas.drawPath(path, stroke=0, fill=1)
