"""How text looks on paper: a few styles, sober ones. Lengths are points."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.units import mm

from eventmgr.tools.charts.tokens import LIGHT

COLOURS: dict[str, Color] = {token: HexColor(value) for token, value in LIGHT.items()}
"""Token → colour; documents use the light tokens."""
COLOURS["brand"] = COLOURS["seal"]
"""What a house may have in its own colour (`look.dressed`)."""

TOP, BOTTOM, LEFT, RIGHT = 37 * mm, 33 * mm, 28 * mm, 26 * mm
"""Margins of A4 after GB/T 9704-2012: 37 mm above, 28 mm at the binding edge, a text block 156 mm wide."""
WIDTH = 156 * mm
MM = mm
"""A millimetre in points."""
HEIGHT = 297 * mm - TOP - BOTTOM
"""Of the text block of a page."""
WIDE = 297 * mm - LEFT - RIGHT
"""Width of the text block of a page in landscape."""
WIDE_TOP, WIDE_BOTTOM = 28 * mm, 24 * mm
WIDE_HEIGHT = 210 * mm - WIDE_TOP - WIDE_BOTTOM
"""Of the text block of a page in landscape."""
WIDEST = 420 * mm - LEFT - RIGHT
"""Width of the text block of A3 in landscape, for walls."""


@dataclass(frozen=True)
class Style:
    """A text style. `leading` is the distance of baselines; `align` is `left`, `center` or `right`."""

    size: float = 10.5
    leading: float = 16.5
    bold: bool = False
    serif: bool = False
    """In the faces of official documents."""
    colour: str = "ink"
    align: str = "left"
    before: float = 0
    after: float = 0
    indent: float = 0
    first_indent: float = 0
    keep_with_next: bool = False
    balanced: bool = False
    """Lines of about the same length, for titles."""
    role: str = "P"
    """What the block is to those who hear the document: a structure type of `typesetting.structure.tagging`."""

    def but(self, **changes: object) -> Style:
        """This style with changes."""
        return replace(self, **changes)  # type: ignore[arg-type]


BODY = Style(after=4)
TITLE = Style(size=20, leading=30, bold=True, align="center", after=4, balanced=True, role="H1")
SUBTITLE = Style(size=14, leading=22, align="center", after=8)
FACTS = Style(size=10.5, leading=17, colour="ink-2", align="center")
HEADING = Style(size=14, leading=22, bold=True, before=16, after=6, keep_with_next=True, role="H2")
HEADING_2 = Style(size=11.5, leading=18, bold=True, before=10, after=4, keep_with_next=True, role="H3")
NOTE = Style(size=8.5, leading=13, colour="ink-2", before=2, after=4)
CELL = Style(size=10, leading=15)
CELL_BOLD = CELL.but(bold=True)
CELL_SOFT = Style(size=9, leading=14, colour="ink-2")
CELL_NUMBER = CELL.but(align="right")
COLUMN = Style(size=9, leading=13, colour="ink-2")
COLUMN_NUMBER = COLUMN.but(align="right")
GROUP = Style(size=12, leading=18, bold=True)
FOOT = Style(size=9, leading=12, colour="ink-2", align="center")
