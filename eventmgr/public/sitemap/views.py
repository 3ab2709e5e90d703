"""The index of the sitemap and its parts; a kind of page that is switched off is in neither."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.ground import clock, features
from eventmgr.ground.errors import NotFound
from eventmgr.ground.i18n import _
from eventmgr.ground.settings import home_zone
from eventmgr.ground.text import LARGEST
from eventmgr.public.sitemap import queries
from eventmgr.tools.messages.composing import base_url
from eventmgr.tools.web.rendering.menus import SITE
from eventmgr.tools.web.responses.cache import DAY, cached_page
from eventmgr.tools.web.sitemap import PATH, SINGLE, SITEMAP, Addresses

bp = Blueprint("sitemap", __name__)

MOST = 5000
"""Addresses of one part."""


@bp.route(PATH)
@cached_page("sitemap", seconds=DAY)
def index() -> ResponseReturnValue:
    """The parts there are: the lists, and so many of each kind of page as its rows fill."""
    parts = [
        (addresses.name, first)
        for addresses in _offered().values()
        for first in queries.list_firsts(addresses.rows, size=MOST, day=_today())
    ]
    return _xml(render_template("public/sitemap/index.xml", base=base_url(), parts=parts))


@bp.route("/sitemap/lists.xml")
@cached_page("sitemap", seconds=DAY)
def lists() -> ResponseReturnValue:
    """Pages of the site's menu, from which all others are found, and those that stand alone."""
    entries = [entry for section in features.menu(SITE.name) for entry in section.entries]
    single = [path for paths in features.offered(SINGLE) for path in paths()]
    return _part([*(url_for(entry.endpoint) for entry in entries), *single])


@bp.route("/sitemap/<pages>-<int:first>.xml")
@cached_page("sitemap", seconds=DAY)
def part(pages: str, first: int) -> ResponseReturnValue:
    """Pages of one kind from a number on.

    Raises:
        NotFound: there is no such kind, or none of its pages from there on.
    """
    addresses = _offered().get(pages)
    if addresses is None or first > LARGEST:
        raise NotFound(_("There is no such part of the sitemap."))
    values = queries.list_part(addresses.rows, first, size=MOST, day=_today())
    if not values:
        raise NotFound(_("There is no such part of the sitemap."))
    return _part([url_for(addresses.endpoint, **value) for value in values])


def _offered() -> dict[str, Addresses]:
    return {addresses.name: addresses for kinds in features.offered(SITEMAP) for addresses in kinds()}


def _part(paths: list[str]) -> Response:
    return _xml(render_template("public/sitemap/part.xml", base=base_url(), paths=paths))


def _xml(body: str) -> Response:
    return Response(body, content_type="application/xml; charset=utf-8")


def _today() -> date:
    return clock.now().astimezone(ZoneInfo(home_zone())).date()
