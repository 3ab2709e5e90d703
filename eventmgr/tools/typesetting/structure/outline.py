"""Bookmarks of a document."""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas


@dataclass(frozen=True)
class OutlineEntry:
    """A bookmark; `level` 0 is the outermost and may not be skipped by the next deeper one."""

    title: str
    level: int = 0
    closed: bool = False

    def place(self, canvas: Canvas, top: float) -> None:
        """Let the bookmark lead to `top` above the origin of what is drawn now."""
        number = getattr(canvas, "outline_entries", 0)
        canvas.outline_entries = number + 1
        key = f"entry-{number}"
        left, y = canvas.absolutePosition(0, top)
        canvas.bookmarkPage(key, fit="XYZ", left=left, top=y + 4, zoom=0)
        canvas.addOutlineEntry(self.title, key, level=self.level, closed=self.closed)
