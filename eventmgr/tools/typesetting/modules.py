"""Codes to scan, on paper."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus.flowables import Flowable

from eventmgr.tools.typesetting.structure.tagging import said
from eventmgr.tools.typesetting.styles import COLOURS


class Modules(Flowable):
    """A square of dark and light modules in the middle of the line: a QR code, row by row, without border; `alt` says
    where it leads."""

    def __init__(self, matrix: Sequence[Sequence[bool]], side: float, alt: str) -> None:
        super().__init__()
        self.matrix, self.side, self.alt = matrix, side, alt

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As wide as the room, as high as the code."""
        self.width, self.height = width, self.side
        return width, self.side

    def draw(self) -> None:
        """A rectangle for each run of dark modules."""
        step, left = self.side / len(self.matrix), (self.width - self.side) / 2
        path = self.canv.beginPath()
        for number, row in enumerate(self.matrix):
            y, start = self.side - (number + 1) * step, 0
            while start < len(row):
                end = start
                while end < len(row) and row[end]:
                    end += 1
                if end > start:
                    path.rect(left + start * step, y, (end - start) * step, step)
                start = max(end, start + 1)
        with said(self.canv, "Figure", self.alt):
            self.canv.setFillColor(COLOURS["ink"])
            self.canv.drawPath(path, stroke=0, fill=1)
