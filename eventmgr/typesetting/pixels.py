"""Text in pictures of pixels, in the faces of the papers: broken as on paper, and no character is dropped."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from PIL import ImageFont

from eventmgr.typesetting import fonts
from eventmgr.typesetting.breaking import balanced_lines


def broken(text: str, size: int, room: float, *, bold: bool = False) -> list[str]:
    """The lines of `text` in `room` pixels, of about the same length, words whole."""
    letters = fonts.faces(fonts.printable(text), bold=bold)
    shown = "".join(char for _face, char in letters)
    widths = [_advance(face, char) * size for face, char in letters]
    return [shown[start:end].strip() for start, end in balanced_lines(shown, widths, room)]


@dataclass(frozen=True)
class Pen:
    """Draws on `canvas` (PIL's) in one size, weight and colour."""

    canvas: Any
    size: int
    bold: bool
    colour: str

    def line(self, x: float, y: float, text: str) -> None:
        """One line, from `x` on, on the baseline `y`."""
        letters = fonts.faces(fonts.printable(text), bold=self.bold)
        for face, run in groupby(letters, key=lambda letter: letter[0]):
            shown = "".join(char for _face, char in run)
            self.canvas.text((x, y), shown, font=_font(face, self.size), fill=self.colour, anchor="ls")
            x += sum(_advance(face, char) for char in shown) * self.size


def _font(face: str, size: int) -> Any:
    """Opened for each line: an object of FreeType is not for several threads."""
    return ImageFont.truetype(str(fonts.file_of(face)), size, layout_engine=ImageFont.Layout.BASIC)


def _advance(face: str, char: str) -> float:
    return fonts.widths(face).get(ord(char), 1000.0) / 1000


def width_of(text: str, size: int, *, bold: bool = False) -> float:
    """How wide one line of `text` is, in pixels."""
    return sum(_advance(face, char) for face, char in fonts.faces(fonts.printable(text), bold=bold)) * size
