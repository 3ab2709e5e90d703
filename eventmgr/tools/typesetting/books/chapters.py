"""Chapters and the table of contents. Page numbers are set when all pages are made, so that the document is made
once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.flowables import Flowable

from eventmgr.tools.typesetting.structure.outline import OutlineEntry
from eventmgr.tools.typesetting.structure.tagging import tags_of
from eventmgr.tools.typesetting.styles import COLOURS, HEADING, Style
from eventmgr.tools.typesetting.text import draw_line, fitting, para, width_of

_LINE = Style(size=11.5, leading=26)
_BEFORE = 26.0
"""Between a chapter and what stands above it on the same page."""
_DOT = 6.0
_PAGE_ROOM = 34.0
"""For the number of a page."""


class ChapterStart(Flowable):
    """Marks where a chapter begins; takes no room."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number, self.keepWithNext, self.spaceBefore = number, True, _BEFORE

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """It takes no room."""
        return 0, 0

    def draw(self) -> None:
        """Note the page, and let links lead here."""
        pages = self.canv.__dict__.setdefault("chapter_pages", {})
        pages[self.number] = self.canv.getPageNumber()
        left, top = self.canv.absolutePosition(0, 0)
        self.canv.bookmarkPage(_key(self.number), fit="XYZ", left=left, top=top + 20, zoom=0)


class ContentsLine(Flowable):
    """A line of the table of contents: the title of a chapter, dots, its page; a link."""

    def __init__(self, title: str, number: int) -> None:
        super().__init__()
        self.title, self.number = title, number

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """It takes one line."""
        self.width, self.height = width, _LINE.leading
        return width, self.height

    def draw(self) -> None:
        """The title now, the page once it is known."""
        tags = tags_of(self.canv)
        if tags is None:
            self._set()
            return
        element = tags.new("Link")
        with tags.content(element):
            self._set()
        tags.link(element, self.title, _key(self.number), self.width, self.height)

    def _set(self) -> None:
        canvas, base = self.canv, self.height * 0.35
        title = fitting(self.title, self.width - _PAGE_ROOM, _LINE)
        draw_line(canvas, 0, base, title, _LINE)
        canvas.setFillColor(COLOURS["ink-2"])
        start = width_of(title, _LINE) + 8
        for number in range(int((self.width - _PAGE_ROOM - start) // _DOT)):
            canvas.circle(start + number * _DOT + 2, base + 2, 0.5, stroke=0, fill=1)
        canvas.doForm(f"page-of-{self.number}")
        canvas.__dict__.setdefault("late", []).append(
            partial(_page_number, number=self.number, width=self.width, base=base)
        )


def chapter(title: str, number: int) -> Iterator[Flowable]:
    """The heading of a chapter, with its bookmark."""
    yield ChapterStart(number)
    yield para(
        title, HEADING.but(size=16, leading=26, before=0, after=10, align="center", role="H1"), OutlineEntry(title)
    )


def _page_number(canvas: Canvas, *, number: int, width: float, base: float) -> None:
    canvas.beginForm(f"page-of-{number}", 0, 0, width, _LINE.leading)
    page = canvas.chapter_pages.get(number, "")
    draw_line(canvas, width, base, str(page), _LINE.but(align="right"))
    canvas.endForm()


def _key(number: int) -> str:
    return f"chapter-{number}"
