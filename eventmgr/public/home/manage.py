"""How organizers pass an event on: its address to copy, the code to scan, a text for chat groups."""

from __future__ import annotations

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for
from eventmgr.event.events.models import PUBLIC
from eventmgr.ground import clock
from eventmgr.ground.i18n import LANGUAGES
from eventmgr.public.home.facts import address_of, chat_text, facts_of
from eventmgr.tools.charts.qr import png_of, svg_file_of
from eventmgr.tools.web.responses.answers import for_reader

_SCALE, _WIDTH = 16, 600
"""Pixels of a module of the PNG, sharp on a slide and on A4, and of the whole SVG."""

bp = Blueprint("home_manage", __name__, url_prefix="/manage/events/<slug>/share")


@bp.route("/")
def index(slug: str) -> ResponseReturnValue:
    """Everything on one page; of a draft it says that nobody else can open the address yet."""
    event, at = event_for(slug, "event.read"), clock.now()
    texts = [(lang, chat_text(facts_of(event, lang, at=at), lang)) for lang in LANGUAGES]
    return render_template(
        "public/home/manage/index.html",
        event=event,
        address=address_of(event),
        texts=texts,
        is_public=event.status in PUBLIC,
    )


@bp.route("/qr.png")
def code_png(slug: str) -> ResponseReturnValue:
    """The address as a picture of pixels."""
    event = event_for(slug, "event.read")
    return _file(png_of(address_of(event), scale=_SCALE), "image/png", f"{event.slug}-qr.png")


@bp.route("/qr.svg")
def code_svg(slug: str) -> ResponseReturnValue:
    """The address as a drawing that scales."""
    event = event_for(slug, "event.read")
    return _file(svg_file_of(address_of(event), width=_WIDTH), "image/svg+xml", f"{event.slug}-qr.svg")


def _file(content: bytes, mimetype: str, name: str) -> Response:
    response = Response(content, mimetype=mimetype)
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return for_reader(response)
