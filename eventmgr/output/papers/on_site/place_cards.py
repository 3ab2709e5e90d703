"""Place cards (桌签): names that are read from afar, on both sides of a folded card."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from eventmgr.ground.i18n import _, speaking
from eventmgr.output.papers.on_site.choices import CardChoice
from eventmgr.output.papers.on_site.contents import PlaceCard, PlaceCards
from eventmgr.tools.typesetting.cards.fitting import draw_fitted, fit
from eventmgr.tools.typesetting.cards.sheets import Layout, Piece, build_cards, fold
from eventmgr.tools.typesetting.names import aligned_name
from eventmgr.tools.typesetting.structure.tagging import unsaid
from eventmgr.tools.typesetting.styles import MM, Style

_NAME = Style(size=150, leading=178, bold=True, align="center")
_LATIN = Style(size=30, leading=40, align="center")
_LINE = Style(size=26, leading=34, align="center")
_LAYOUTS = {
    "200x100": Layout(A4, 200 * MM, 200 * MM),
    "a4": Layout(landscape(A4), 297 * MM, 210 * MM, cuts=False),
}
"""Both sides of a card lie one above the other."""
_ONE_LINE = 9
"""Names of more characters take two lines."""


def build(data: PlaceCards, choice: CardChoice, *, lang: str) -> bytes:
    """A page for each card: the upper side stands on its head, so that both are upright once it is folded."""
    with speaking(lang):
        name = _("Place cards")
        title = f"{data.occasion.title} · {name}"
        return build_cards(
            _pieces(data, choice),
            _LAYOUTS[choice.size],
            title=title,
            author=data.occasion.author,
            lang=lang,
            look=data.occasion.look,
        )


def _pieces(data: PlaceCards, choice: CardChoice) -> Iterator[Piece]:
    layout, before = _LAYOUTS[choice.size], None
    for _number, card in data.cards:
        yield Piece(partial(_draw, card=card, layout=layout), card.unit if card.unit != before else "")
        before = card.unit


def _draw(canvas: Canvas, *, card: PlaceCard, layout: Layout) -> None:
    half = layout.height / 2
    _side(canvas, card, layout.width, half)
    fold(canvas, 0, half, layout.width)
    canvas.saveState()
    canvas.translate(layout.width, layout.height)
    canvas.rotate(180)
    with unsaid(canvas):
        _side(canvas, card, layout.width, half)
    canvas.restoreState()


def _side(canvas: Canvas, card: PlaceCard, width: float, height: float) -> None:
    room, pad = width - 24 * MM, 12 * MM
    blocks = [
        fit(aligned_name(card.name), _NAME, room, lines=1 if len(card.name) <= _ONE_LINE else 2, least=30),
        *(fit(words, style, room, least=14) for words, style in ((card.latin, _LATIN), (card.line, _LINE)) if words),
    ]
    y = (height + sum(one.height for one in blocks)) / 2
    for block in blocks:
        y = draw_fitted(canvas, block, pad, y, room)
