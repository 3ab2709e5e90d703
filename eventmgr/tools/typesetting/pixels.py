"""Pictures of pixels: text in the faces of the papers, broken as on paper, no character dropped; charts as on the
page."""

from __future__ import annotations

import io
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from eventmgr.tools.charts import Drawing, Line, Path, Rect, Text
from eventmgr.tools.charts.shapes import Shape
from eventmgr.tools.charts.tokens import LIGHT
from eventmgr.tools.typesetting import fonts
from eventmgr.tools.typesetting.breaking import balanced_lines

_SCALE, _MARGIN, _TITLE = 2.0, 12.0, 15
_COLOURS = 128
_MOST_PIXELS = 24_000_000
"""A larger drawing is made smaller."""


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
    opened: dict[tuple[str, int], Any] | None = None
    """Faces that are opened already, for pictures of many words: of one picture, for they are not for several
    threads."""

    def line(self, x: float, y: float, text: str) -> None:
        """One line, from `x` on, on the baseline `y`."""
        letters = fonts.faces(fonts.printable(text), bold=self.bold)
        for face, run in groupby(letters, key=lambda letter: letter[0]):
            shown = "".join(char for _face, char in run)
            self.canvas.text((x, y), shown, font=self._font(face), fill=self.colour, anchor="ls")
            x += sum(_advance(face, char) for char in shown) * self.size

    def _font(self, face: str) -> Any:
        if self.opened is None:
            return _font(face, self.size)
        if (face, self.size) not in self.opened:
            self.opened[face, self.size] = _font(face, self.size)
        return self.opened[face, self.size]


def _font(face: str, size: int) -> Any:
    """Opened for each line: an object of FreeType is not for several threads."""
    return ImageFont.truetype(str(fonts.file_of(face)), size, layout_engine=ImageFont.Layout.BASIC)


def _advance(face: str, char: str) -> float:
    return fonts.widths(face).get(ord(char), 1000.0) / 1000


def width_of(text: str, size: int, *, bold: bool = False) -> float:
    """How wide one line of `text` is, in pixels."""
    return sum(_advance(face, char) for face, char in fonts.faces(fonts.printable(text), bold=bold)) * size


def png(drawing: Drawing, title: str) -> bytes:
    """The drawing under its title, if it has one, on white, twice as many pixels as its lengths say, so that it prints
    well."""
    lines = broken(title, _TITLE, drawing.width, bold=True) if title else []
    top = len(lines) * _TITLE * 1.4 + 8 if lines else 0.0
    width, height = drawing.width + 2 * _MARGIN, drawing.height + 2 * _MARGIN + top
    scale = min(_SCALE, (_MOST_PIXELS / (width * height)) ** 0.5)
    image = Image.new("RGB", (round(width * scale), round(height * scale)), LIGHT["paper"])
    pen = Pen(ImageDraw.Draw(image), round(_TITLE * scale), bold=True, colour=LIGHT["ink"])
    for number, line in enumerate(lines):
        pen.line(_MARGIN * scale, (_MARGIN + _TITLE + number * _TITLE * 1.4) * scale, line)
    canvas = _Canvas(image, scale, top)
    for shape in drawing.shapes:
        canvas.paint(shape)
    out = io.BytesIO()
    image.quantize(_COLOURS).save(out, "PNG")
    return out.getvalue()


class _Canvas:
    """Paints shapes on an image, whose lengths are `scale` times those of the drawing, below what takes `top`."""

    def __init__(self, image: Image.Image, scale: float, top: float) -> None:
        self.image, self.scale, self.top = image, scale, top
        self.canvas: Any = ImageDraw.Draw(image)
        self.opened: dict[tuple[str, int], Any] = {}

    def paint(self, shape: Shape) -> None:
        """Paint one shape."""
        if isinstance(shape, Rect):
            self._rect(shape)
        elif isinstance(shape, Text):
            self._text(shape)
        elif isinstance(shape, Line):
            ends = (*self._at(shape.x1, shape.y1), *self._at(shape.x2, shape.y2))
            self.canvas.line(ends, fill=LIGHT[shape.stroke], width=self._thick(shape.width))
        else:
            self._path(shape)

    def _at(self, x: float, y: float) -> tuple[float, float]:
        return (x + _MARGIN) * self.scale, (y + _MARGIN + self.top) * self.scale

    def _thick(self, width: float) -> int:
        return max(1, round(width * self.scale))

    def _rect(self, rect: Rect) -> None:
        if rect.width <= 0 or rect.height <= 0:
            return
        (left, top), (right, bottom) = self._at(rect.x, rect.y), self._at(rect.x + rect.width, rect.y + rect.height)
        corners = (left, top, max(left, right - 1), max(top, bottom - 1))
        self.canvas.rounded_rectangle(corners, radius=rect.radius * self.scale, fill=LIGHT[rect.fill])

    def _path(self, path: Path) -> None:
        points = [self._at(x, y) for x, y in path.points]
        if path.fill:
            self.canvas.polygon(points, fill=LIGHT[path.fill])
        else:
            self.canvas.line(points, fill=LIGHT[path.stroke], width=self._thick(path.width), joint="curve")

    def _text(self, text: Text) -> None:
        size = max(1, round(text.size * self.scale))
        long = width_of(text.text, size, bold=text.bold)
        back = {"start": 0.0, "middle": long / 2, "end": long}[text.anchor]
        x, y = self._at(text.x, text.y)
        if not text.turned:
            Pen(self.canvas, size, text.bold, LIGHT[text.fill], self.opened).line(x - back, y, text.text)
            return
        sheet = Image.new("L", (round(long) + 4, size * 2), 0)
        Pen(ImageDraw.Draw(sheet), size, text.bold, "#ffffff", self.opened).line(2, round(size * 1.4), text.text)
        turned = sheet.rotate(90, expand=True)
        corner = (round(x - size * 1.4), round(y - turned.height + 2 + back))
        self.image.paste(LIGHT[text.fill], corner, turned)
