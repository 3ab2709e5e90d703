"""Blocks of text one below the other, as the content of one cell."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.flowables import Flowable

from eventmgr.tools.typesetting.text import TextBlock


class Stack(Flowable):
    """Several blocks of text as one; it is cut between blocks, or inside the first one that does not fit."""

    def __init__(self, blocks: Sequence[TextBlock]) -> None:
        super().__init__()
        self.blocks = list(blocks)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The height of all blocks together."""
        self.width = width
        self.height = sum(block.wrap(width, height)[1] for block in self.blocks)
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """The blocks that fit, and the others."""
        used = 0.0
        for i, block in enumerate(self.blocks):
            own = block.wrap(width, height)[1]
            if used + own > height:
                parts = block.split(width, height - used)
                first = [*self.blocks[:i], *parts[:1]]
                return [Stack(first), Stack([*(parts[1:] or [block]), *self.blocks[i + 1 :]])] if first else []
            used += own
        return [self]

    def draw(self) -> None:
        """Draw the parts from the top down."""
        self.draw_at(self.canv, 0, 0)

    def draw_at(self, canvas: Canvas, x: float, y: float) -> None:
        """`draw` with the lower left corner at (x, y)."""
        y += self.height
        for block in self.blocks:
            _width, height = block.wrap(self.width, self.height)
            y -= height
            block.draw_at(canvas, x, y)
