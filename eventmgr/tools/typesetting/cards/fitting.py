"""Text that must fit into a given room whole: names on badges and cards. It is set smaller, then in more lines; never
cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from reportlab.pdfgen.canvas import Canvas

from eventmgr.tools.typesetting import fonts
from eventmgr.tools.typesetting.breaking import balanced_lines
from eventmgr.tools.typesetting.structure.tagging import said
from eventmgr.tools.typesetting.styles import COLOURS, Style

_STEP = 0.94
_MOST_LINES = 4


@dataclass(frozen=True)
class Fitted:
    """Lines of text in the style in which they fit: each its runs of (face, characters) and its width."""

    style: Style
    lines: tuple[tuple[tuple[tuple[str, str], ...], float], ...]

    @property
    def height(self) -> float:
        """The height of all lines, in points."""
        return len(self.lines) * self.style.leading


@lru_cache(maxsize=4_000)
def fit(text: str, style: Style, room: float, *, lines: int = 1, least: float = 6.0) -> Fitted:
    """`text` as large as it fits into `room` points and so many `lines`: at most as `style` says, and not under `least`
    as long as another line helps."""
    letters = fonts.faces(fonts.printable(text), bold=style.bold, serif=style.serif)
    shown = "".join(char for _face, char in letters)
    units = [0.0 if char == "\n" else fonts.widths(face).get(ord(char), 1000.0) / 1000 for face, char in letters]
    size = style.size
    while True:
        widths = [unit * size for unit in units]
        ends = [(0, len(shown))] if sum(widths) <= room and "\n" not in shown else balanced_lines(shown, widths, room)
        if len(ends) <= lines or (size <= least and (lines := lines + 1) > _MOST_LINES):
            break
        if size > least:
            size = max(least, size * _STEP)
    leading = style.leading * size / style.size
    set_lines = tuple((_runs(letters[a:b]), sum(widths[a:b])) for a, b in ends)
    return Fitted(style.but(size=size, leading=leading), set_lines)


def _runs(letters: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    runs: list[tuple[str, str]] = []
    for face, char in letters:
        if runs and runs[-1][0] == face:
            runs[-1] = (face, runs[-1][1] + char)
        else:
            runs.append((face, char))
    return tuple(runs)


def draw_fitted(canvas: Canvas, fitted: Fitted, x: float, top: float, room: float) -> float:
    """Set the lines from `top` down in the room that begins at `x`, after the style's `align`; where they end."""
    with said(canvas, fitted.style.role):
        _set(canvas, fitted, x, top, room)
    return top - fitted.height


def _set(canvas: Canvas, fitted: Fitted, x: float, top: float, room: float) -> None:
    style = fitted.style
    text = canvas.beginText()
    text.setFillColor(COLOURS[style.colour])
    for number, (runs, width) in enumerate(fitted.lines):
        start = {"center": x + (room - width) / 2, "right": x + room - width}.get(style.align, x)
        text.setTextOrigin(start, top - number * style.leading - (style.leading + style.size * 0.74) / 2)
        for face, letters in runs:
            text.setFont(face, style.size)
            text.textOut(letters)
    canvas.drawText(text)
