"""Documents in a house's own look: its colour, its logo."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from reportlab.lib.colors import HexColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.flowables import Flowable

from eventmgr.tools.typesetting.house.look import USUAL, Look
from eventmgr.tools.typesetting.structure.tagging import said
from eventmgr.tools.typesetting.styles import COLOURS, MM

LOGO_HEIGHT, LOGO_WIDTH = 14 * MM, 60 * MM


_worn: ContextVar[Callable[[], Look] | None] = ContextVar("look", default=None)


@contextmanager
def wearing(look: Callable[[], Look]) -> Iterator[None]:
    """Documents that do not say how they look have that look meanwhile: those of rooms that do not know of looks. It is
    asked for when one begins."""
    before = _worn.set(look)
    try:
        yield
    finally:
        _worn.reset(before)


def worn(own: Look | None = None) -> Look:
    """`own`, or the look of documents that do not say theirs."""
    if own is not None:
        return own
    look = _worn.get()
    return look() if look is not None else USUAL


@contextmanager
def dressed(look: Look) -> Iterator[None]:
    """Documents have that colour meanwhile; only one is made at a time (`pages.one_at_a_time`)."""
    usual = COLOURS["brand"]
    if look.colour:
        COLOURS["brand"] = HexColor(look.colour)
    try:
        yield
    finally:
        COLOURS["brand"] = usual


class Logo(Flowable):
    """The logo in the middle of the line, as large as it may be; `alt` says whose it is."""

    def __init__(self, logo: bytes, alt: str) -> None:
        super().__init__()
        self.logo, self.alt, self.spaceAfter = logo, alt, 10

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As wide as the frame allows."""
        self.width, self.height = width, LOGO_HEIGHT
        return width, self.height

    def draw(self) -> None:
        """Draw the logo."""
        draw_logo(self.canv, self.logo, self.alt, 0, 0, self.width, self.height)


@lru_cache(maxsize=2)
def _opened(logo: bytes) -> ImageReader:
    """Decoded once, not on each of a thousand badges; documents are made one at a time."""
    return ImageReader(io.BytesIO(logo))


def draw_logo(canvas: Canvas, logo: bytes, alt: str, x: float, y: float, width: float, height: float) -> None:
    """The logo in the middle of a box, within it and not larger than `LOGO_WIDTH`."""
    picture = _opened(logo)
    wide, high = picture.getSize()
    scale = min(min(width, LOGO_WIDTH) / wide, height / high)
    wide, high = wide * scale, high * scale
    with said(canvas, "Figure", alt):
        canvas.drawImage(picture, x + (width - wide) / 2, y + (height - high) / 2, wide, high, mask="auto")
