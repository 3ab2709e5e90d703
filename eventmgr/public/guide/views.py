"""The guides and their pictures, for everybody."""

from __future__ import annotations

from functools import cache

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.ground import features
from eventmgr.ground.i18n import language
from eventmgr.public.guide.pages import FOLDER, INDEX, guides
from eventmgr.public.guide.places import GUIDE_OF
from eventmgr.tools.web.responses.answers import Content, content_of, response_of
from eventmgr.tools.web.responses.cache import DAY, cached_page

bp = Blueprint("guide", __name__, url_prefix="/guide")

_PICTURES = "image/webp"


@bp.route("/")
@cached_page("site", seconds=DAY)
def index() -> ResponseReturnValue:
    """Which guides there are, by who reads them."""
    return _page(INDEX)


@bp.route("/<name>")
@cached_page("site", seconds=DAY)
def show(name: str) -> ResponseReturnValue:
    """Show one guide."""
    return _page(name)


@bp.route("/pictures/<name>.webp")
def picture(name: str) -> ResponseReturnValue:
    """A picture of a guide; browsers keep it and ask whether it still holds."""
    content = _pictures().get(name)
    if content is None:
        abort(404)
    return response_of(content, "200 OK", [("Content-Type", _PICTURES), ("Cache-Control", "no-cache")])


def guide_here() -> str:
    """The address of the guide about the page in hand; of all guides, where none is about it alone."""
    endpoint, name = request.endpoint or "", (request.view_args or {}).get("name", "")
    nearest = (f"{endpoint} {name}", endpoint, endpoint.partition(".")[0])
    guide_of = features.guides() | GUIDE_OF
    guide = next((guide_of[place] for place in nearest if place in guide_of), INDEX)
    return url_for("guide.index") if guide == INDEX else url_for("guide.show", name=guide)


def _page(name: str) -> str:
    guide = guides().get((name, language()))
    if guide is None:
        abort(404)
    return render_template("public/guide/show.html", guide=guide, is_index=name == INDEX)


@cache
def _pictures() -> dict[str, Content]:
    return {path.stem: content_of(path.read_bytes(), _PICTURES) for path in (FOLDER / "pictures").glob("*.webp")}
