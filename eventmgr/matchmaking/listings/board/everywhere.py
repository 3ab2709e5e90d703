"""The board of all events, and listings of no event in particular."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from eventmgr.event.events.views import download
from eventmgr.ground.errors import BadValue
from eventmgr.ground.i18n import _, localized
from eventmgr.matchmaking.listings import queries as all_queries
from eventmgr.matchmaking.listings.board import queries
from eventmgr.matchmaking.listings.board.filtering import NAMES, read_filter
from eventmgr.matchmaking.listings.board.views import names_of, shared, shown, today
from eventmgr.tools.web.requests.parameters import CURSOR, page_query
from eventmgr.tools.web.responses.cache import cached_page

bp = Blueprint("listings_everywhere", __name__)
EVENT = "event"


@bp.route("/listings/")
@cached_page("listings", *NAMES, EVENT, CURSOR)
def index() -> ResponseReturnValue:
    """What organizations offer and seek at all public events and at none in particular, as far as the filters leave
    it."""
    filters, day, asked = read_filter(page_query), today(), page_query.text(EVENT)
    events = queries.list_events_with_listings(day=day)
    chosen = next((event for event in events if event.slug == asked), None)
    if asked and chosen is None:
        raise BadValue(_("“%(value)s” is not an event with listings. Choose one from the list.", value=asked[:40]))
    number = chosen.id if chosen is not None else None
    page = queries.get_board_page(number, filters, page_query.cursor(), day=day)
    return render_template(
        "matchmaking/listings/board/everywhere.html",
        page=page,
        events=events,
        event_choices=[(event.slug, localized(event.title)) for event in events],
        chosen=chosen,
        counts=queries.count_sides(number, filters, day=day),
        names=names_of(chosen),
        has_standards=queries.is_any_standard_public(day=day),
        **shared(filters),
    )


@bp.route("/listings/<int:listing_id>/")
@cached_page("listings")
def show(listing_id: int) -> ResponseReturnValue:
    """A listing of no event in particular."""
    day = today()
    return shown(None, queries.get_standing_listing(listing_id, day=day), day=day)


@bp.route("/listings/<int:listing_id>/files/<key>")
def file(listing_id: int, key: str) -> ResponseReturnValue:
    """A file of such a listing."""
    found = all_queries.get_file(queries.get_standing_listing(listing_id, day=today()), key)
    return download(found.filename, found.content_type, found.content, etag=found.key)
