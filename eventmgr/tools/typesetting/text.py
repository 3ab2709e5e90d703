"""Blocks of text. `para` is the one door: what comes in is characters, never markup, so nothing needs escaping.

ReportLab's own paragraph reads XML (a name with `<` would stop the document, `<img src>` would embed a file) and
breaks Chinese lines before commas; it is not used anywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.flowables import Flowable

from eventmgr.tools.typesetting import fonts
from eventmgr.tools.typesetting.breaking import balanced_lines, break_lines
from eventmgr.tools.typesetting.names import WHOLE
from eventmgr.tools.typesetting.structure.outline import OutlineEntry
from eventmgr.tools.typesetting.structure.tagging import Element, tags_of
from eventmgr.tools.typesetting.styles import COLOURS, Style


@dataclass(frozen=True)
class Span:
    """A piece of text that differs from its block; what is None is the block's."""

    text: str
    bold: bool | None = None
    colour: str | None = None


@dataclass(frozen=True)
class _Run:
    face: str
    colour: str
    text: str
    width: float


_Line = tuple[list[_Run], float]
"""Runs of one line, and their width together."""


class TextBlock(Flowable):
    """Lines of text in one style. Made by `para`."""

    def __init__(self, spans: Sequence[Span], style: Style, outline: OutlineEntry | None = None) -> None:
        super().__init__()
        self.style, self.spans, self.outline = style, spans, outline
        self.spaceBefore, self.spaceAfter, self.keepWithNext = style.before, style.after, style.keep_with_next
        self._lines: list[_Line] = []
        self._room: float | None = None
        self.element: Element | None = None
        """What its lines belong to; None until it is drawn, unless something else says so (a cell of a table)."""
        self._shared: list[TextBlock] = []
        """All parts of a block that was cut: they belong to one element."""

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Break into lines for `width`; the height that takes."""
        if self._room != width:
            self._lines, self._room = self._broken(width), width
        self.width, self.height = width, len(self._lines) * self.style.leading
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """The lines that fit into `height`, and the others; nothing if none fits."""
        self.wrap(width, height)
        fitting = int((height + 0.01) // self.style.leading)
        if fitting < 1:
            return []
        if fitting >= len(self._lines):
            return [self]
        return [self._part(self._lines[:fitting], self.outline), self._part(self._lines[fitting:], None)]

    def belongs_to(self, element: Element) -> None:
        """Count its lines as said by that element."""
        for one in self._shared or [self]:
            one.element = element

    def draw(self) -> None:
        """Set the lines, from the top."""
        self.draw_at(self.canv, 0, 0)

    def draw_at(self, canvas: Canvas, x: float, y: float) -> None:
        """`draw` with the lower left corner at (x, y); cheaper than `drawOn`, which moves the whole canvas."""
        if self.outline:
            self.outline.place(canvas, y + self.height)
        tags = tags_of(canvas)
        if tags is None or not self._lines:
            self._set(canvas, x, y)
            return
        if self.element is None and not tags.is_muted:
            self.belongs_to(tags.new(self.style.role))
        with tags.content(self.element or tags.root):
            self._set(canvas, x, y)
        if not self._shared:
            self.element = None

    def _set(self, canvas: Canvas, x: float, y: float) -> None:
        style = self.style
        text = canvas.beginText()
        colour = face = None
        for i, (runs, width) in enumerate(self._lines):
            baseline = y + self.height - i * style.leading - (style.leading + style.size * 0.74) / 2
            text.setTextOrigin(x + self._start(i, width), baseline)
            for run in runs:
                if run.face != face:
                    text.setFont(run.face, style.size)
                    face = run.face
                if run.colour != colour:
                    text.setFillColor(COLOURS[run.colour])
                    colour = run.colour
                text.textOut(run.text)
        canvas.drawText(text)

    def _start(self, number: int, width: float) -> float:
        style, room = self.style, self.width - self.style.indent
        if style.align == "center":
            return style.indent + (room - width) / 2
        if style.align == "right":
            return style.indent + room - width
        return style.indent + (style.first_indent if number == 0 else 0)

    def _part(self, lines: list[_Line], outline: OutlineEntry | None) -> TextBlock:
        part = TextBlock(self.spans, self.style, outline)
        part._lines, part._room, part.width = lines, self._room, self.width
        part.element, part._shared = self.element, self._shared
        self._shared.append(part)
        part.height = len(lines) * self.style.leading
        return part

    def _broken(self, width: float) -> list[_Line]:
        size, (letters, whole) = self.style.size, self._letters()
        widths = [0.0 if char == "\n" else _advance(face, char) * size for face, _colour, char in letters]
        text = "".join(char for _face, _colour, char in letters)
        room = width - self.style.indent
        if self.style.balanced:
            ends = balanced_lines(text, widths, room, whole)
        else:
            ends = break_lines(text, widths, room - self.style.first_indent, room, whole)
        return [_line(letters[a:b], widths[a:b]) for a, b in ends]

    def _letters(self) -> tuple[list[tuple[str, str, str]], frozenset[int]]:
        """(face, colour, character) of the whole block, and the positions at which `WHOLE` holds it together."""
        letters: list[tuple[str, str, str]] = []
        held: set[int] = set()
        for span in self.spans:
            bold = self.style.bold if span.bold is None else span.bold
            colour = span.colour or self.style.colour
            shown, inside = _shown(span.text)
            held.update(len(letters) + at for at in inside)
            letters += [(face, colour, char) for face, char in fonts.faces(shown, bold=bold, serif=self.style.serif)]
        return letters, frozenset(held)


def para(text: str | Sequence[Span], style: Style, outline: OutlineEntry | None = None) -> TextBlock:
    """A block of text, printed as it stands whatever it contains.

    Args:
        text: characters; a line feed ends a line. Or spans where weight or colour change.
        outline: the bookmark that leads here.
    """
    spans = (Span(text),) if isinstance(text, str) else tuple(text)
    return TextBlock(spans, style, outline)


def draw_line(canvas: Canvas, x: float, y: float, text: str, style: Style) -> None:
    """One line on the baseline `y`; `x` is its left end, its middle or its right end, after the style's `align`."""
    letters = [(face, style.colour, char) for face, char in _faces(text, style)]
    runs, width = _line(letters, [_advance(face, char) * style.size for face, _colour, char in letters])
    x -= width / 2 if style.align == "center" else width if style.align == "right" else 0
    canvas.setFillColor(COLOURS[style.colour])
    for run in runs:
        canvas.setFont(run.face, style.size)
        canvas.drawString(x, y, run.text)
        x += run.width


def width_of(text: str, style: Style) -> float:
    """How wide `text` is on one line."""
    return sum(_advance(face, char) for face, char in _faces(text, style)) * style.size


def on_one_line(text: str, style: Style, room: float, *, least: float) -> Style:
    """`style`, set smaller as far as it takes for `text` to stand on one line, but not under `least` points."""
    size = max(least, min(style.size, style.size * room / (width_of(text, style) or room) - 0.01))
    return style.but(size=size, leading=style.leading * size / style.size)


def _faces(text: str, style: Style) -> list[tuple[str, str]]:
    return fonts.faces(fonts.printable(text), bold=style.bold, serif=style.serif)


def _shown(text: str) -> tuple[str, Sequence[int]]:
    """`text` as it is set, and the positions in it at which `WHOLE` stands."""
    if WHOLE not in text:
        return fonts.printable(text), ()
    pieces = text.split(WHOLE)
    plain = "".join(pieces)
    shown = fonts.printable(plain)
    if len(shown) != len(plain):
        pieces = [fonts.printable(piece) for piece in pieces]
        shown = "".join(pieces)
    return shown, [*accumulate(map(len, pieces[:-1]))]


def _advance(face: str, char: str) -> float:
    return fonts.widths(face).get(ord(char), 1000.0) / 1000


def _line(letters: Sequence[tuple[str, str, str]], widths: Sequence[float]) -> _Line:
    runs: list[_Run] = []
    start = 0
    for i in range(1, len(letters) + 1):
        if i == len(letters) or letters[i][:2] != letters[start][:2]:
            face, colour, _char = letters[start]
            text = "".join(char for _face, _colour, char in letters[start:i])
            runs.append(_Run(face, colour, text, sum(widths[start:i])))
            start = i
    return (runs if letters else []), sum(widths)


def fitting(text: str, room: float, style: Style) -> str:
    """As much of a line as fits into `room`, with an ellipsis where something is left out."""
    if width_of(text, style) <= room:
        return text
    while text and width_of(f"{text}…", style) > room:
        text = text[:-1]
    return f"{text}…"
