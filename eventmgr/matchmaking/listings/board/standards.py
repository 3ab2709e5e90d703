"""The list of standards and its feed: what is planned, drafted and published, and who looks for others to draft with."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.ground.i18n import _, language
from eventmgr.matchmaking.listings.board import queries
from eventmgr.matchmaking.listings.board.feeds import atom_of_all
from eventmgr.matchmaking.listings.board.filtering import (
    STANDARD_NAMES,
    BoardFilter,
    chosen_standards,
    read_standards,
    words_of,
)
from eventmgr.matchmaking.listings.board.views import names_of, path_of, shared, today
from eventmgr.matchmaking.listings.content.details import STANDARD_STATES
from eventmgr.tools.messages.composing import base_url
from eventmgr.tools.taxonomy.asked import check_names
from eventmgr.tools.web.rendering.templating import site_name
from eventmgr.tools.web.requests.parameters import CURSOR, page_query, query, read_language
from eventmgr.tools.web.responses.cache import cached_page

bp = Blueprint("standards", __name__, url_prefix="/standards")


@bp.route("/")
@cached_page("listings", *STANDARD_NAMES, CURSOR)
def index() -> ResponseReturnValue:
    """Standards that organizations of all events offer or want to draft with others, the latest first."""
    filters, day = read_standards(page_query), today()
    return render_template(
        "matchmaking/listings/board/standards.html",
        page=queries.get_board_page(None, filters, page_query.cursor(), day=day),
        counts=queries.count_sides(None, filters, day=day),
        names=names_of(None),
        states=STANDARD_STATES,
        path_of=path_of,
        **shared(filters) | {"asked": chosen_standards(filters)},
    )


@bp.route("/feed.atom")
@cached_page("listings", *STANDARD_NAMES, refuses_others=True)
def atom() -> ResponseReturnValue:
    """What was published last, as an Atom feed; an unknown filter or value is refused."""
    check_names(query, (*STANDARD_NAMES, "lang"))
    lang, filters = read_language(query.text("lang"), language()), read_standards(query)
    body = atom_of_all(
        queries.list_latest(None, filters, day=today()),
        path_of,
        title=" · ".join((_("Standards"), *words_of(filters, lang)[1:])),
        subtitle=_("Standards that are planned, drafted and published, and who is wanted for the drafting."),
        key=f"standards?{sorted(chosen_standards(filters).items())}&{lang}",
        address=_address_of("atom", filters),
        page=_address_of("index", filters),
        base_url=base_url(),
        author=site_name(),
    )
    response = Response(body, content_type="application/atom+xml; charset=utf-8")
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def list_paths() -> list[str]:
    """The page of standards once there are any."""
    return [url_for("standards.index")] if queries.is_any_standard_public(day=today()) else []


def _address_of(endpoint: str, filters: BoardFilter) -> str:
    asked: dict[str, Any] = {**chosen_standards(filters), "lang": language()}
    return f"{base_url()}{url_for(f'{bp.name}.{endpoint}', **asked)}"
