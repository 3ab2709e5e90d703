"""Whole documents: A4 pages with head and foot, properties, bookmarks, and the same bytes for the same content."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from reportlab.lib.pagesizes import A3, A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.doctemplate import BaseDocTemplate, NextPageTemplate, PageTemplate
from reportlab.platypus.flowables import Flowable, PageBreak
from reportlab.platypus.frames import Frame

from eventmgr.ground.i18n import LANGUAGE_TAGS, _
from eventmgr.tools.typesetting import fonts
from eventmgr.tools.typesetting.house.dressing import dressed, worn
from eventmgr.tools.typesetting.house.look import USUAL, Look
from eventmgr.tools.typesetting.progress import StoryProgress
from eventmgr.tools.typesetting.structure.tagging import TaggedCanvas
from eventmgr.tools.typesetting.styles import (
    BOTTOM,
    COLOURS,
    FOOT,
    HEIGHT,
    LEFT,
    TOP,
    WIDE,
    WIDE_BOTTOM,
    WIDE_TOP,
    WIDEST,
    WIDTH,
)
from eventmgr.tools.typesetting.text import draw_line, fitting, width_of

_HEADS = tuple(FOOT.but(align="left", size=size) for size in (9, 8, 7.5))
"""A long title at the top of pages is set smaller before it is cut."""
_MARKS = tuple(FOOT.but(size=size, colour="line", bold=True) for size in (24, 20, 16, 12))
"""The mark of pages is set smaller before it is cut."""
one_at_a_time = threading.Lock()
"""A font of ReportLab keeps its place in the file: two documents at once would disturb each other."""


def _numbered(page: int, pages: int) -> str:
    return _("Page %(page)s of %(pages)s", page=page, pages=pages)


@dataclass(frozen=True)
class Sheet:
    """What stands on every page and in the document's properties.

    Args:
        title: of the document, for its window and its properties.
        head: left and right at the top of every page but the first.
        lang: `zh` or `en`.
        is_wide: in landscape, for tables of many columns.
        is_for_wall: on A3 in landscape.
        is_outer: the foot stands at the outer edge, on odd pages right, on even ones left, as in official documents.
        has_cover: the first page bears no number.
        look: the house's own colour and what stands at the top of its pages; None: that of `dressing.wearing`.
        mark: stands large and pale under everything on every page; empty for none.
        foot: page number and number of pages → the words at the bottom.
    """

    title: str
    author: str
    head: tuple[str, str]
    lang: str
    is_wide: bool = False
    is_for_wall: bool = False
    mark: str = ""
    is_outer: bool = False
    has_cover: bool = False
    look: Look | None = None
    foot: Callable[[int, int], str] = _numbered

    def bare(self) -> Sheet:
        """The same without words at the top and the bottom of pages: of posters and letters."""
        return replace(self, head=("", ""), foot=lambda _page, _pages: "")


def open_canvas(out: io.BytesIO, page: tuple[float, float], *, title: str, author: str, lang: str) -> Canvas:
    """A document that is drawn without a story; the same bytes for the same content."""
    canvas = TaggedCanvas(
        out, pagesize=page, invariant=1, pageCompression=1, initialFontName=fonts.REGULAR, lang=LANGUAGE_TAGS[lang]
    )
    canvas.setTitle(title)
    canvas.setAuthor(author)
    canvas.setCreator("eventmgr")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    return canvas


def build(story: Sequence[Flowable], sheet: Sheet) -> bytes:
    """The document as a PDF file."""
    sheet = replace(sheet, look=worn(sheet.look))
    with one_at_a_time, dressed(sheet.look or USUAL):
        fonts.load()
        out = io.BytesIO()
        document = _Document(out, sheet)
        document.setProgressCallBack(StoryProgress())
        document.build(list(story), canvasmaker=TaggedCanvas)
        return out.getvalue()


@dataclass(frozen=True)
class _Format:
    """A size of pages and its text block."""

    size: tuple[float, float]
    room: float
    above: float
    below: float

    def frame(self) -> Frame:
        """The text block, for one kind of pages."""
        bare = {"leftPadding": 0, "rightPadding": 0, "topPadding": 0, "bottomPadding": 0}
        return Frame(LEFT, self.below, self.room, self.size[1] - self.above - self.below, **bare)


def landscape_page() -> list[Flowable]:
    """What follows begins a page in landscape; those after it are again as the others."""
    return [NextPageTemplate("landscape"), PageBreak()]


_LITTLE = 0.3
"""A last page that is filled to less than this part is spared where tighter lines can."""


def without_little_page(
    make: Callable[[float], list[Flowable]], above: float, room: tuple[float, float] = (WIDTH, HEIGHT)
) -> list[Flowable]:
    """Blocks that begin `above` points under the top of a page: `make(1.0)`, or `make` of less where that spares a last
    page that would hold little.

    Args:
        make: from the part of the usual space between rows to the blocks.
        room: width and height of a page.
    """
    for space in (1.0, 0.75, 0.5):
        blocks = make(space)
        pages = (above + sum(block.wrap(room[0], 1e6)[1] + block.getSpaceAfter() for block in blocks)) / room[1]
        if space == 1.0:
            usual, as_usual = blocks, pages
            if not 0 < pages % 1 < _LITTLE or pages < 1:
                return usual
        elif int(pages) < int(as_usual):
            return make(space)
    return make(1.0)


class _Document(BaseDocTemplate):
    """Two kinds of pages: the first, which begins with the title, and the others, which have a head."""

    def __init__(self, out: io.BytesIO, sheet: Sheet) -> None:
        upright, wide = _Format(A4, WIDTH, TOP, BOTTOM), _Format(landscape(A4), WIDE, WIDE_TOP, WIDE_BOTTOM)
        self.usual = (
            _Format(landscape(A3), WIDEST, WIDE_TOP, WIDE_BOTTOM)
            if sheet.is_for_wall
            else wide
            if sheet.is_wide
            else upright
        )
        self.formats: list[_Format] = []
        """Of each page that is set."""
        super().__init__(
            out,
            pagesize=self.usual.size,
            title=sheet.title,
            author=sheet.author,
            creator="eventmgr",
            lang=LANGUAGE_TAGS[sheet.lang],
            displayDocTitle=True,
            invariant=1,
            pageCompression=1,
            initialFontName=fonts.REGULAR,
            initialFontSize=10,
        )
        self.sheet, self.pages = sheet, 0
        first = {"onPage": partial(self._first, self.usual), "onPageEnd": self._foot, "autoNextPageTemplate": "later"}
        self.addPageTemplates(
            [
                PageTemplate("first", self.usual.frame(), **first),
                *(
                    PageTemplate(
                        name,
                        layout.frame(),
                        partial(self._later, layout),
                        self._foot,
                        pagesize=layout.size,
                        autoNextPageTemplate="later",
                    )
                    for name, layout in (("later", self.usual), ("landscape", wide))
                ),
            ]
        )

    def _startBuild(self, *args: Any, **options: Any) -> None:  # noqa: N802  # ReportLab's name
        super()._startBuild(*args, **options)
        self.canv.showOutline()

    def _endBuild(self) -> None:  # noqa: N802  # ReportLab's name
        self._doSave = 0
        super()._endBuild()
        for number in range(1, self.pages + 1):
            self.canv.beginForm(_foot_name(number))
            words = "" if self.sheet.has_cover and number == 1 else self.sheet.foot(number, self.pages)
            self._draw_foot(number, words)
            self.canv.endForm()
        for draw in vars(self.canv).get("late", ()):
            draw(self.canv)
        self.canv.save()

    def _foot(self, canvas: Canvas, _document: object) -> None:
        self.pages = canvas.getPageNumber()
        canvas.doForm(_foot_name(self.pages))

    def _draw_foot(self, number: int, words: str) -> None:
        form, style = self.formats[number - 1], FOOT
        y = form.below - 14 * mm
        if not self.sheet.is_outer:
            draw_line(self.canv, LEFT + form.room / 2, y, words, style)
            return
        style = FOOT.but(size=14, colour="ink", serif=True, align="right" if number % 2 else "left")
        draw_line(self.canv, LEFT + (form.room - style.size if number % 2 else style.size), y, words, style)

    def _first(self, form: _Format, canvas: Canvas, _document: object) -> None:
        self.formats.append(form)
        self._mark(canvas, form)

    def _mark(self, canvas: Canvas, form: _Format) -> None:
        """Thrice across the page, so that no part of it can be cut out without."""
        if not self.sheet.mark:
            return
        width, height = form.size
        style = next((each for each in _MARKS if width_of(self.sheet.mark, each) <= width), _MARKS[-1])
        words = fitting(self.sheet.mark, width, style)
        for part in (0.22, 0.5, 0.78):
            canvas.saveState()
            canvas.translate(width / 2, height * part)
            canvas.rotate(18)
            draw_line(canvas, 0, 0, words, style)
            canvas.restoreState()

    def _later(self, form: _Format, canvas: Canvas, document: object) -> None:
        self._first(form, canvas, document)
        y = form.size[1] - form.above + 8 * mm
        left, right = (self.sheet.look or USUAL).header or self.sheet.head[0], self.sheet.head[1]
        if not (left or right):
            return
        room = form.room - width_of(right, FOOT) - 12
        style = next((each for each in _HEADS if width_of(left, each) <= room), _HEADS[-1])
        draw_line(canvas, LEFT, y, fitting(left, room, style), style)
        draw_line(canvas, LEFT + form.room, y, right, FOOT.but(align="right"))
        canvas.setStrokeColor(COLOURS["line"])
        canvas.setLineWidth(0.5)
        canvas.line(LEFT, y - 6, LEFT + form.room, y - 6)


def _foot_name(number: int) -> str:
    return f"foot-{number}"
