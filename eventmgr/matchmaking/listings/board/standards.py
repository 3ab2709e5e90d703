"""The list of standards and its feed: what is planned, drafted and published, and who looks for others to draft
with."""

from __future__ import annotations

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.ground.i18n import _, language
from eventmgr.matchmaking.listings.board import queries
from eventmgr.matchmaking.listings.board.feeds import atom_of_all
from eventmgr.matchmaking.listings.board.filtering import (
    STANDARD_NAMES,
    chosen_standards,
    read_standards,
    words_of,
)
from eventmgr.matchmaking.listings.board.views import names_of, path_of, shared, today
from eventmgr.matchmaking.listings.content.details import STANDARD_STATES
from eventmgr.tools.feeds.place import check_feed, feed_place
from eventmgr.tools.web.requests.parameters import CURSOR, page_query, query
from eventmgr.tools.web.responses.answers import public_file
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
    check_feed(*STANDARD_NAMES)
    lang, filters = language(), read_standards(query)
    body = atom_of_all(
        queries.list_latest(None, filters, day=today()),
        path_of,
        feed_place(f"{bp.name}.atom", f"{bp.name}.index", chosen_standards(filters)),
        title=" · ".join((_("Standards"), *words_of(filters, lang)[1:])),
        subtitle=_("Standards that are planned, drafted and published, and who is wanted for the drafting."),
        key=f"standards?{sorted(chosen_standards(filters).items())}&{lang}",
    )
    return public_file(body, "atom")


def list_paths() -> list[str]:
    """The page of standards once there are any."""
    return [url_for("standards.index")] if queries.is_any_standard_public(day=today()) else []
