"""Maps of seats on paper: rows of boxes with names in them, as many to a row as there are seats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.flowables import Flowable

from eventmgr.tools.typesetting.cards.fitting import draw_fitted, fit
from eventmgr.tools.typesetting.structure.tagging import said, unsaid
from eventmgr.tools.typesetting.styles import COLOURS, MM, Style

_GAP = 1.2 * MM
_AISLE = 6 * MM
_LABEL = 8 * MM
_INSIDE = 1.6 * MM
_LEAST_EVEN = 0.6
ROW_GAP = 1.6 * MM
"""Between rows of seats."""
_NUMBER = Style(size=7, leading=9, colour="ink-2", align="center")


@dataclass(frozen=True)
class Box:
    """A seat: the name in it, a line below, the number above; what is empty stays blank.

    Args:
        is_kept: nobody sits there, and nobody is to.
        is_marked: stands out, because it has changed.
    """

    name: str = ""
    line: str = ""
    number: str = ""
    is_kept: bool = False
    is_marked: bool = False


def even(names: Sequence[str], style: Style, *, most: tuple[int, int], widest: float, width: float) -> Style:
    """The style in which all names that run across their boxes are of one size: that of the longest, unless it is far
    longer than the others."""
    room = _side(width, most, widest) - _INSIDE
    least = min((fit(name, style, room, lines=2, least=5).style.size for name in names if name), default=style.size)
    size = max(least, style.size * _LEAST_EVEN)
    return style.but(size=size, leading=style.leading * size / style.size)


def _side(width: float, most: tuple[int, int], widest: float) -> float:
    """Width of a box."""
    number, aisles = most
    return float(min(widest, (width - 2 * _LABEL - aisles * _AISLE) / max(number, 1)) - _GAP)


class SeatRow(Flowable):
    """One row of seats in the middle of the line, with its number at both ends.

    Args:
        aisles: behind these boxes, counted from 1, runs an aisle.
        most: boxes of the longest row and aisles in it: all rows of a map are as narrow as that one needs.
        is_upright: names run from the top to the bottom, character by character.
    """

    def __init__(
        self,
        boxes: Sequence[Box],
        label: str,
        *,
        style: Style,
        height: float,
        aisles: Sequence[int] = (),
        most: tuple[int, int],
        widest: float,
        is_upright: bool = False,
    ) -> None:
        super().__init__()
        self.boxes, self.label, self.style, self.box_height = boxes, label, style, height
        self.aisles, self.most, self.widest, self.is_upright = set(aisles), most, widest, is_upright
        self.spaceAfter = ROW_GAP

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As wide as the line that it stands on."""
        self.side = _side(width, self.most, self.widest)
        self.width, self.height = width, self.box_height
        return width, self.box_height

    def draw(self) -> None:
        """Boxes from the left to the right."""
        inner = [number for number in self.aisles if number < len(self.boxes)]
        total = len(self.boxes) * (self.side + _GAP) - _GAP + len(inner) * _AISLE
        x = (self.width - total) / 2
        fitted = fit(self.label, _NUMBER.but(size=9, leading=11), _LABEL)
        draw_fitted(self.canv, fitted, x - _LABEL, (self.height + fitted.height) / 2, _LABEL)
        with unsaid(self.canv):
            draw_fitted(self.canv, fitted, x + total, (self.height + fitted.height) / 2, _LABEL)
        for number, box in enumerate(self.boxes, 1):
            self._box(box, x)
            x += self.side + _GAP + (_AISLE if number in self.aisles else 0)

    def _box(self, box: Box, x: float) -> None:
        canvas: Canvas = self.canv
        canvas.setLineWidth(1.2 if box.is_marked else 0.5)
        canvas.setStrokeColor(COLOURS["seal" if box.is_marked else "ink-2" if box.name else "line"])
        canvas.setFillColor(COLOURS["wash"])
        canvas.rect(x, 0, self.side, self.height, stroke=1, fill=1 if box.is_kept else 0)
        room, top = self.side - _INSIDE, self.height - 1 * MM
        if box.number:
            top = draw_fitted(canvas, fit(box.number, _NUMBER, room), x + 0.8 * MM, top, room)
        if box.name:
            draw = self._upright if self.is_upright else self._flat
            draw(box, x + 0.8 * MM, top, room)

    def _flat(self, box: Box, x: float, top: float, room: float) -> None:
        blocks = [fit(box.name, self.style, room, lines=2, least=5)]
        if box.line:
            blocks.append(fit(box.line, _NUMBER, room, least=4))
        y = (top + sum(block.height for block in blocks)) / 2
        for block in blocks:
            y = draw_fitted(self.canv, block, x, y, room)

    def _upright(self, box: Box, x: float, top: float, room: float) -> None:
        below = 0.0
        if box.line:
            line = fit(box.line, _NUMBER.but(size=8, leading=10), room, lines=2, least=5)
            draw_fitted(self.canv, line, x, line.height + 1 * MM, room)
            below = line.height + 2 * MM
        height = top - below
        step = min(self.style.leading, height / max(len(box.name), 1))
        size = min(self.style.size, step * 0.92, room)
        style = self.style.but(size=size, leading=step)
        y = below + (height + step * len(box.name)) / 2
        with said(self.canv, style.role), unsaid(self.canv):
            for char in box.name:
                draw_fitted(self.canv, fit(char, style, room), x, y, room)
                y -= step


class TableCards(Flowable):
    """Tables side by side: a head and the names of who sits there, in two columns.

    Args:
        tables: (head, names with whether each stands out).
    """

    def __init__(self, tables: Sequence[tuple[str, Sequence[tuple[str, bool]]]], *, columns: int, style: Style) -> None:
        super().__init__()
        self.tables, self.columns, self.style = tables, columns, style
        self.spaceAfter = 3 * MM

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As high as the largest table needs."""
        lines = max((-(-len(names) // 2) for _head, names in self.tables), default=0)
        self.width = width
        self.height = 11 * MM + max(lines, 1) * self.style.leading
        return width, self.height

    def draw(self) -> None:
        """Draw each card in its frame."""
        side = (self.width - (self.columns - 1) * 4 * MM) / self.columns
        head_style = self.style.but(size=12, leading=16, bold=True, align="center")
        for number, (head, names) in enumerate(self.tables):
            x, half = number * (side + 4 * MM), (side - 6 * MM) / 2
            self.canv.setStrokeColor(COLOURS["ink-2"])
            self.canv.setLineWidth(0.6)
            self.canv.roundRect(x, 0, side, self.height, 2 * MM, stroke=1, fill=0)
            draw_fitted(
                self.canv,
                fit(head, head_style, side - 4 * MM, least=7),
                x + 2 * MM,
                self.height - 2 * MM,
                side - 4 * MM,
            )
            for place, (name, is_marked) in enumerate(names):
                style = self.style.but(colour="seal", bold=True) if is_marked else self.style
                left = x + 2 * MM + (place % 2) * (half + 2 * MM)
                top = self.height - 9 * MM - (place // 2) * self.style.leading
                draw_fitted(self.canv, fit(name, style, half, least=5), left, top, half)
