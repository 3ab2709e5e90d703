"""The picture that chat programs and other sites show beside an event's address: 1200 × 630 pixels, PNG."""

from __future__ import annotations

import io
from functools import partial
from typing import Any

from PIL import Image, ImageDraw

from eventmgr.public.home.facts import Facts
from eventmgr.tools.charts.tokens import LIGHT
from eventmgr.tools.typesetting.pixels import Pen, broken

SIZE = (1200, 630)
_LEFT, _RIGHT, _BAR = 96, 96, 28
_ROOM = SIZE[0] - _LEFT - _RIGHT
_TITLES = ((76, 2), (64, 3), (52, 4), (44, 4))
"""Size of the title, and how many lines of it fit; the first in which the whole title fits."""
_COLOURS = 64
"""Of the palette: text on white needs no more, and the file is a fifth."""


def draw(facts: Facts, site: str) -> bytes:
    """Kind, title, time and place of an event, the name of the site below."""
    image = Image.new("RGB", SIZE, LIGHT["paper"])
    canvas: Any = ImageDraw.Draw(image)
    canvas.rectangle((0, 0, _BAR, SIZE[1]), fill=LIGHT["accent"])
    pen = partial(Pen, canvas)
    pen(34, bold=True, colour=LIGHT["accent"]).line(_LEFT, 106, facts.kind)
    size, lines = _title_lines(facts.title)
    title, leading = pen(size, bold=True, colour=LIGHT["ink"]), round(size * 1.32)
    for number, line in enumerate(lines):
        title.line(_LEFT, 140 + leading * number + size, line)
    detail = pen(34, bold=False, colour=LIGHT["ink-2"])
    foot = [line for line in (facts.when, facts.venue) if line]
    for number, line in enumerate(foot):
        detail.line(_LEFT, 486 + 50 * (number + 2 - len(foot)) - 14, _one_line(line, 34))
    canvas.line((_LEFT, 556, SIZE[0] - _RIGHT, 556), fill=LIGHT["line"], width=2)
    pen(26, bold=False, colour=LIGHT["ink-2"]).line(_LEFT, 596, _one_line(site, 26))
    out = io.BytesIO()
    image.quantize(_COLOURS).save(out, "PNG", optimize=True)
    return out.getvalue()


def _title_lines(title: str) -> tuple[int, list[str]]:
    """The largest size in which the title fits, and its lines; the smallest ends with … where nothing does."""
    for size, most in _TITLES:
        lines = broken(title, size, _ROOM, bold=True)
        if len(lines) <= most:
            return size, lines
    glue = " " if lines[most - 1].isascii() else ""
    rest = _one_line(glue.join(lines[most - 1 : most + 1]), size, bold=True, is_cut=True)
    return size, [*lines[: most - 1], rest]


def _one_line(text: str, size: int, *, bold: bool = False, is_cut: bool = False) -> str:
    """As much of `text` as one line holds, and … where that is not all of it."""
    shown = text
    while shown and len(broken(f"{shown}…" if is_cut or shown != text else shown, size, _ROOM, bold=bold)) > 1:
        shown = shown[:-1]
    return shown if shown == text and not is_cut else f"{shown}…"
