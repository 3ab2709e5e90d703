"""A chart's drawing on paper: the same shapes as on the page."""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.flowables import Flowable

from eventmgr.tools.charts import Drawing, Line, Path, Rect, Text
from eventmgr.tools.typesetting.structure.tagging import said
from eventmgr.tools.typesetting.styles import COLOURS, Style
from eventmgr.tools.typesetting.text import draw_line


class ChartBlock(Flowable):
    """A drawing, scaled to a width; never cut. `alt` says in words what it shows; empty where the words beside it
    do."""

    def __init__(self, drawing: Drawing, width: float | None = None, align: str = "left", alt: str = "") -> None:
        super().__init__()
        self.drawing, self.align, self.alt = drawing, align, alt
        self.scale = (width or drawing.width) / drawing.width
        self.spaceAfter = 8

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The drawing's size; a drawing that is wider or taller than the room is made smaller."""
        drawing = self.drawing
        self.scale = min(self.scale, width / drawing.width, height / drawing.height if height > 400 else self.scale)
        self.room = width
        self.width, self.height = width, drawing.height * self.scale
        return self.width, self.height

    def draw(self) -> None:
        """Draw all shapes of the chart."""
        self.draw_at(self.canv, 0, 0)

    def draw_at(self, canvas: Canvas, x: float, y: float) -> None:
        """`draw` with the lower left corner at (x, y)."""
        if not self.alt:
            self._paint(canvas, x, y)
            return
        with said(canvas, "Figure", self.alt):
            self._paint(canvas, x, y)

    def _paint(self, canvas: Canvas, x: float, y: float) -> None:
        canvas.saveState()
        spare = self.room - self.drawing.width * self.scale
        canvas.translate(x + (spare / 2 if self.align == "center" else 0), y + self.height)
        canvas.scale(self.scale, self.scale)
        for shape in self.drawing.shapes:
            if isinstance(shape, Text):
                _text(canvas, shape)
            elif isinstance(shape, Rect):
                _rect(canvas, shape)
            elif isinstance(shape, Line):
                canvas.setStrokeColor(COLOURS[shape.stroke])
                canvas.setLineWidth(shape.width * 0.6)
                canvas.line(shape.x1, -shape.y1, shape.x2, -shape.y2)
            else:
                _path(canvas, shape)
        canvas.restoreState()


def _text(canvas: Canvas, text: Text) -> None:
    style = Style(size=text.size, bold=text.bold, colour=text.fill, align=_ALIGN[text.anchor])
    if not text.turned:
        draw_line(canvas, text.x, -text.y, text.text, style)
        return
    canvas.saveState()
    canvas.translate(text.x, -text.y)
    canvas.rotate(90)
    draw_line(canvas, 0, 0, text.text, style)
    canvas.restoreState()


def _rect(canvas: Canvas, rect: Rect) -> None:
    canvas.setFillColor(COLOURS[rect.fill])
    y = -rect.y - rect.height
    if rect.radius and rect.width > 2 * rect.radius:
        canvas.roundRect(rect.x, y, rect.width, rect.height, rect.radius, stroke=0, fill=1)
    elif rect.width > 0 and rect.height > 0:
        canvas.rect(rect.x, y, rect.width, rect.height, stroke=0, fill=1)


def _path(canvas: Canvas, shape: Path) -> None:
    path = canvas.beginPath()
    path.moveTo(shape.points[0][0], -shape.points[0][1])
    for x, y in shape.points[1:]:
        path.lineTo(x, -y)
    if shape.fill:
        canvas.setFillColor(COLOURS[shape.fill])
        path.close()
    if shape.stroke:
        canvas.setStrokeColor(COLOURS[shape.stroke])
        canvas.setLineWidth(shape.width)
    canvas.drawPath(path, stroke=int(bool(shape.stroke)), fill=int(bool(shape.fill)))


_ALIGN = {"start": "left", "middle": "center", "end": "right"}


def reportlab_drawing(
    drawing: Drawing, *, width: float | None = None, align: str = "left", alt: str = ""
) -> ChartBlock:
    """The drawing as a block of a document, scaled to `width` points (its own, if not given); `alt` is what it shows,
    in words."""
    return ChartBlock(drawing, width, align, alt)
