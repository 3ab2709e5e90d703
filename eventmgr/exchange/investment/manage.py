"""The office's and the provinces' page of all offers: whom they serve, where they stand, and who asked."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from eventmgr.exchange.investment import queries
from eventmgr.exchange.investment.filtering import KINDS, read_filter
from eventmgr.ground.i18n import language
from eventmgr.identity.accounts.access import editor_required
from eventmgr.matchmaking.listings.board.names import provinces_of, side_name
from eventmgr.matchmaking.listings.board.views import path_of
from eventmgr.matchmaking.listings.models import ListingState
from eventmgr.tools.taxonomy import choices_provinces, choices_sectors
from eventmgr.tools.taxonomy.asked import chosen, read_member
from eventmgr.tools.web.requests.parameters import query

bp = Blueprint("investment_manage", __name__, url_prefix="/manage/investment")
_NAMES = ("kind", "province", "sector", "q")


@bp.route("/")
def index() -> ResponseReturnValue:
    """Offers that serve the account's province, or all, in every state but draft, with whether somebody asked."""
    _user, own = editor_required()
    filters = read_filter({name: query.text(name) for name in _NAMES})
    state = read_member(ListingState, "state", query.text("state"))
    is_asked, cursor = query.text("asked") == "1", query.cursor()
    page = queries.get_office_page(
        filters, None if state is ListingState.DRAFT else state, cursor, own=own, is_asked=is_asked
    )
    lang = language()
    return render_template(
        "exchange/investment/manage.html",
        page=page,
        enquiries=queries.load_enquired([offer.id for offer in page.rows]),
        filters=filters,
        asked={**chosen(filters), **({"state": state.value} if state else {}), **({"asked": "1"} if is_asked else {})},
        state=state,
        is_asked=is_asked,
        states=[(one.value, one.label) for one in ListingState if one is not ListingState.DRAFT],
        published=ListingState.PUBLISHED,
        kinds=[(kind.value, kind.label) for kind in KINDS],
        provinces=choices_provinces(lang),
        sectors=choices_sectors(lang),
        own=own,
        path_of=path_of,
        provinces_of=provinces_of,
        side_name=side_name,
    )
