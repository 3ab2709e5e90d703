"""Certificates on paper: one on each page, in landscape."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from eventmgr.ground.i18n import _, language, speaking
from eventmgr.output.papers.certificates.contents import Attested, Certificates
from eventmgr.tools.charts.qr import modules_of
from eventmgr.tools.typesetting.cards.fitting import draw_fitted, fit
from eventmgr.tools.typesetting.cards.sheets import Layout, Piece, build_cards, draw_modules
from eventmgr.tools.typesetting.house.dressing import LOGO_HEIGHT, draw_logo, worn
from eventmgr.tools.typesetting.names import aligned_name
from eventmgr.tools.typesetting.styles import COLOURS, MM, Style

_PAGE = landscape(A4)
_TITLE = Style(size=40, leading=56, bold=True, align="center", colour="brand")
_NAME = Style(size=34, leading=46, bold=True, align="center")
_WHO = Style(size=14, leading=22, align="center", colour="ink-2")
_TEXT = Style(size=18, leading=32, align="center", balanced=True)
_SIGNED = Style(size=15, leading=24, align="right")
_SMALL = Style(size=9.5, leading=15, colour="ink-2")


def build(data: Certificates, *, lang: str) -> bytes:
    """A page for each certificate."""
    with speaking(lang):
        name = _title(data)
        title = f"{data.occasion.title} · {name}"
        layout = Layout(_PAGE, _PAGE[0], _PAGE[1], cuts=False)
        return build_cards(
            _pieces(data, name), layout, title=title, author=data.occasion.author, lang=lang, look=data.occasion.look
        )


def _title(data: Certificates) -> str:
    return _("Certificate of training") if data.is_training else _("Certificate of attendance")


def _pieces(data: Certificates, name: str) -> Iterator[Piece]:
    for _number, one in data.certificates:
        yield Piece(partial(_draw, attested=one, data=data, title=name), one.name)
    if not data.certificates:
        yield Piece(_empty)


def _empty(canvas: Canvas) -> None:
    room = _PAGE[0] - 80 * MM
    draw_fitted(canvas, fit(_("No certificate has been issued yet."), _TEXT, room), 40 * MM, _PAGE[1] / 2, room)


def _draw(canvas: Canvas, *, attested: Attested, data: Certificates, title: str) -> None:
    width, height = _PAGE
    side, room = 40 * MM, width - 80 * MM
    canvas.setStrokeColor(COLOURS["brand"])
    for inset, thickness in ((12 * MM, 2.0), (14 * MM, 0.6)):
        canvas.setLineWidth(thickness)
        canvas.rect(inset, inset, width - 2 * inset, height - 2 * inset, stroke=1, fill=0)
    logo = worn(data.occasion.look).logo
    if logo:
        owner = _("Logo of %(name)s", name=data.occasion.author)
        draw_logo(canvas, logo, owner, side, height - 31 * MM, room, LOGO_HEIGHT)
    y = draw_fitted(canvas, fit(title, _TITLE, room), side, height - 30 * MM, room) - 9 * MM
    y = draw_fitted(canvas, fit(aligned_name(attested.name), _NAME, room, least=16), side, y, room)
    who = " · ".join(part for part in (attested.unit, attested.organization) if part)
    y = draw_fitted(canvas, fit(who, _WHO, room, lines=2, least=10), side, y, room) - 9 * MM if who else y - 9 * MM
    draw_fitted(canvas, fit(_attestation(attested, data), _TEXT, room, lines=4, least=11), side, y, room)
    _foot(canvas, attested, data)


def _attestation(one: Attested, data: Certificates) -> str:
    sentences = [_("attended “%(title)s”, %(span)s.", title=data.occasion.title, span=data.occasion.span)]
    if one.hours:
        sentences.append(_("%(hours)s hours were attended.", hours=one.hours))
    sentences.append(_("This is hereby certified."))
    return (" " if language() == "en" else "").join(sentences)


def _foot(canvas: Canvas, attested: Attested, data: Certificates) -> None:
    """Who signs, the number, and where it is checked."""
    code, left, bottom = 24 * MM, 24 * MM, 22 * MM
    checked_at = f"{data.address}?number={attested.number}"
    alt = _("QR code: %(leads_to)s", leads_to=checked_at)
    draw_modules(canvas, modules_of(checked_at), left, bottom, code, alt)
    words = "\n".join(
        (_("Certificate No. %(number)s", number=attested.number), _("Check it with number and name:"), data.address)
    )
    fitted = fit(words, _SMALL, 90 * MM, lines=3)
    draw_fitted(canvas, fitted, left + code + 5 * MM, bottom + (code + fitted.height) / 2, 90 * MM)
    signed = fit(f"{data.occasion.author}\n{attested.issued}", _SIGNED, 105 * MM, lines=2, least=9)
    draw_fitted(canvas, signed, _PAGE[0] - 24 * MM - 105 * MM, bottom + (code + signed.height) / 2, 105 * MM)
