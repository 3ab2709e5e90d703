"""Badges (胸卡): the event, the name in both scripts, where somebody comes from, as what, and a code for the desk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from eventmgr.ground.i18n import _, speaking
from eventmgr.output.papers.on_site.choices import BadgeChoice
from eventmgr.output.papers.on_site.contents import Badge, Badges
from eventmgr.tools.charts.qr import modules_of
from eventmgr.tools.typesetting.cards.fitting import Fitted, draw_fitted, fit
from eventmgr.tools.typesetting.cards.sheets import Layout, Piece, build_cards, draw_modules
from eventmgr.tools.typesetting.house.dressing import draw_logo, worn
from eventmgr.tools.typesetting.names import aligned_name
from eventmgr.tools.typesetting.occasion import Occasion
from eventmgr.tools.typesetting.styles import COLOURS, MM, Style

_ON_A4 = {"90x130": (2, 2), "105x148": (2, 2), "100x70": (2, 4), "86x54": (2, 5)}
"""Columns and rows of each size."""
_GROUNDS = {
    "": ("#0f5c8e", "paper"),
    "red": ("#c92a2a", "paper"),
    "orange": ("#c2410c", "paper"),
    "yellow": ("#f5c400", "ink"),
    "green": ("#2b8a3e", "paper"),
    "blue": ("#1c6dd0", "paper"),
    "purple": ("#7b2cbf", "paper"),
    "grey": ("#5c636a", "paper"),
}
"""Colour of a type → the ground of its words, and their colour, which can be read on it."""
_NAME = Style(size=38, leading=46, bold=True, align="center")
_LATIN = Style(size=13, leading=18, colour="ink-2", align="center")
_UNIT = Style(size=14, leading=19, bold=True, align="center")
_WORDS = Style(size=11.5, leading=15.5, align="center")
_SEAT = _WORDS.but(bold=True, colour="accent")
_EVENT = Style(size=13, leading=18, bold=True, align="center", colour="accent", balanced=True)
_TYPE = Style(size=20, leading=26, bold=True, align="center")


def build(data: Badges, choice: BadgeChoice, *, lang: str) -> bytes:
    """The badges as a PDF; a bookmark for each delegation."""
    with speaking(lang):
        name = _("Badges")
        title = f"{data.occasion.title} · {name}"
        return build_cards(
            _pieces(data, choice),
            layout_of(choice),
            title=title,
            author=data.occasion.author,
            lang=lang,
            look=data.occasion.look,
        )


def layout_of(choice: BadgeChoice) -> Layout:
    """How the badges lie on paper."""
    width, height = (int(side) * MM for side in choice.size.split("x"))
    if choice.sheet == "single":
        return Layout((width, height), width, height, cuts=False)
    columns, rows = _ON_A4[choice.size]
    return Layout(A4, width, height, columns, rows)


def _pieces(data: Badges, choice: BadgeChoice) -> Iterator[Piece]:
    width, height = (int(side) * MM for side in choice.size.split("x"))
    draw, before = _upright if height > width else _flat, None
    for _number, badge in data.badges:
        bookmark = badge.unit or badge.type
        yield Piece(
            partial(draw, badge=badge, occasion=data.occasion, width=width, height=height),
            bookmark if bookmark != before else "",
        )
        before = bookmark


def _upright(canvas: Canvas, *, badge: Badge, occasion: Occasion, width: float, height: float) -> None:
    scale, pad = height / (130 * MM), 6 * MM
    room, band, code = width - 2 * pad, 15 * MM * scale, 27 * MM * scale
    _band(canvas, badge, width, band)
    draw_modules(canvas, modules_of(badge.code), (width - code) / 2, band + 4 * MM, code, _("Code for check-in"))
    top = _head(canvas, occasion, scale, pad, height - 7 * MM * scale, room, lines=3) - 3 * MM
    canvas.setStrokeColor(COLOURS["line"])
    canvas.setLineWidth(0.6)
    canvas.line(pad, top, width - pad, top)
    bottom = band + code + 5 * MM
    _stacked(canvas, _who(badge, room, scale, top - bottom), pad, top, bottom, room)


def _flat(canvas: Canvas, *, badge: Badge, occasion: Occasion, width: float, height: float) -> None:
    scale, pad = height / (70 * MM), 4 * MM
    band, code = 10 * MM * scale, 25 * MM * scale
    room = width - 2 * pad - code - 3 * MM
    _band(canvas, badge, width, band)
    top = _head(canvas, occasion, 0.8 * scale, pad, height - 4 * MM * scale, width - 2 * pad, lines=2) - 1.5 * MM
    canvas.setStrokeColor(COLOURS["line"])
    canvas.setLineWidth(0.6)
    canvas.line(pad, top, width - pad, top)
    draw_modules(
        canvas, modules_of(badge.code), width - pad - code, (top + band - code) / 2, code, _("Code for check-in")
    )
    blocks = [_left(one) for one in _who(badge, room, 0.82 * scale, top - band)]
    _stacked(canvas, blocks, pad, top, band, room)


def _head(canvas: Canvas, occasion: Occasion, scale: float, x: float, top: float, room: float, *, lines: int) -> float:
    """The title of the event, right of the logo where there is one; where that ends."""
    style, look = _scaled(_EVENT, scale), worn(occasion.look)
    if look.colour:
        style = style.but(colour="brand")
    side = 13 * MM * scale if look.logo else 0.0
    if lines == 2 or side:
        style = style.but(align="left")
    gap = side and 2.5 * MM
    head = fit(occasion.title, style, room - side - gap, lines=lines, least=7 if lines == 2 else 8)
    if not side:
        return draw_fitted(canvas, head, x, top, room)
    low = top - max(side, head.height)
    owner = _("Logo of %(name)s", name=occasion.author)
    draw_logo(canvas, look.logo, owner, x, (top + low - side) / 2, side, side)
    draw_fitted(canvas, head, x + side + gap, (top + low + head.height) / 2, room - side - gap)
    return low


def _who(badge: Badge, room: float, scale: float, height: float) -> list[Fitted]:
    """Who it is, in so little height: what stands around the name gives way first, then the name."""
    shrunk = [(1.0, 1.0 - 0.06 * step) for step in range(8)] + [(1.0 - 0.06 * step, 0.55) for step in range(1, 8)]
    for of_name, of_words in shrunk:
        blocks = list(_lines_of(badge, room, scale * of_name, scale * of_words))
        if sum(one.height for one in blocks) <= height:
            break
    return blocks


def _lines_of(badge: Badge, room: float, scale: float, words_scale: float) -> Iterator[Fitted]:
    yield fit(aligned_name(badge.name), _scaled(_NAME, scale), room, lines=2 if len(badge.name) > 9 else 1, least=11)
    if badge.latin:
        yield fit(badge.latin, _scaled(_LATIN, words_scale), room, lines=2, least=7)
    if badge.unit:
        yield fit(badge.unit, _scaled(_UNIT, words_scale), room, lines=1, least=8)
    for words in (badge.organization, badge.title):
        if words:
            yield fit(words, _scaled(_WORDS, words_scale), room, lines=2, least=6)
    if badge.seat:
        seats = "\u00a0· ".join(one.replace(" ", "\u00a0") for one in badge.seat.split(" · "))
        yield fit(seats, _scaled(_SEAT, words_scale), room, lines=2, least=6)


def _stacked(canvas: Canvas, blocks: Iterable[Fitted], x: float, top: float, bottom: float, room: float) -> None:
    """The blocks one below the other, in the middle of the height that there is."""
    blocks = list(blocks)
    gap = max(0.0, min(5.0, (top - bottom - sum(one.height for one in blocks)) / (len(blocks) + 1)))
    height = sum(one.height for one in blocks) + gap * (len(blocks) - 1)
    y = (top + bottom + height) / 2
    for block in blocks:
        y = draw_fitted(canvas, block, x, y, room) - gap


def _band(canvas: Canvas, badge: Badge, width: float, height: float) -> None:
    """As what somebody comes, on the colour of it."""
    ground, words = _GROUNDS[badge.colour]
    canvas.setFillColor(_COLOURS[ground])
    canvas.rect(0, 0, width, height, stroke=0, fill=1)
    style = _scaled(_TYPE, height / (15 * MM)).but(colour=words)
    fitted = fit(badge.type, style, width - 8 * MM, least=8)
    draw_fitted(canvas, fitted, 4 * MM, (height + fitted.height) / 2, width - 8 * MM)


def _scaled(style: Style, scale: float) -> Style:
    return style.but(size=style.size * scale, leading=style.leading * scale)


def _left(fitted: Fitted) -> Fitted:
    return Fitted(fitted.style.but(align="left"), fitted.lines)


_COLOURS = {ground: HexColor(ground) for ground, _words in _GROUNDS.values()}
