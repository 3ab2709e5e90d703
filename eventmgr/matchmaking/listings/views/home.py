"""The page of an organization: its profile, its listings over the years; and the ways to it."""

from __future__ import annotations

from datetime import datetime

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.models import Event
from eventmgr.ground import clock
from eventmgr.ground.errors import Refusal
from eventmgr.ground.features import panels
from eventmgr.identity.accounts.access import staff_required
from eventmgr.identity.directory.naming import organization_name
from eventmgr.matchmaking.listings import queries, services
from eventmgr.matchmaking.listings.access import VISITOR, Company, company_for, is_shown, own_events, own_listings
from eventmgr.matchmaking.listings.content.wording import profile_lines
from eventmgr.matchmaking.listings.forms import AgainForm
from eventmgr.matchmaking.listings.forms.keeping import read_address
from eventmgr.matchmaking.listings.jobs import SEND_LINKS
from eventmgr.matchmaking.listings.letters import company_token
from eventmgr.matchmaking.listings.models import Listing, ListingState
from eventmgr.matchmaking.listings.panels import COMPANY_SECTIONS, LISTED_SECTIONS
from eventmgr.matchmaking.listings.services import facts_of
from eventmgr.matchmaking.listings.views.blueprint import HERE, bp, page
from eventmgr.matchmaking.listings.views.first import unused_text_of
from eventmgr.tools.web.pages import form_page
from eventmgr.tools.web.rate_limits.asked_links import ask_for_link
from eventmgr.tools.web.requests.accepted import without_token


@bp.route("/link", methods=["GET", "POST"])
@without_token
def send_link() -> ResponseReturnValue:
    """Send the links that an address was given to it again; neither the answer nor its time tells whether there is
    one."""
    form, at = AgainForm(), clock.now()
    if request.method == "POST" and form.validate() and (address := read_address(form.email)):
        ask_for_link(SEND_LINKS, {"email": address}, scope="company-link", whose=address, at=at)
        return render_template("matchmaking/listings/company/link_sent.html")
    return form_page("matchmaking/listings/company/send_link.html", form)


@bp.route("/")
def mine() -> ResponseReturnValue:
    """The organizations of whoever is signed in; where it is one, its page."""
    user = staff_required()
    keepers = queries.find_keepers_of_account(user.id, user.email)
    profiles = {one.organization_id: one for one in queries.list_profiles({one.organization_id for one in keepers})}
    ways = [
        (
            organization_name(keeper.organization),
            url_for(".company", token=company_token(keeper, profiles[keeper.organization_id])),
        )
        for keeper in keepers
    ]
    if len(ways) == 1:
        return redirect(ways[0][1], 303)
    return render_template("matchmaking/listings/company/mine.html", ways=ways)


@bp.route(HERE)
def company(token: str) -> ResponseReturnValue:
    """Its profile, its listings by event, and what rooms upstairs have to say of it."""
    here, at = company_for(token), clock.now()
    events = own_events(here, at=at)
    settings = services.settings_of_all(events)
    listings = own_listings(here)
    near = queries.list_near_provinces([one.id for one in listings if one.state in _COMPARED])
    return page(
        here,
        "show",
        events=[(event, _closed(event, settings[event.id], at)) for event in events],
        groups=_by_event(listings),
        others=_others(here, listings),
        said=unused_text_of(here, listings),
        lines=profile_lines(facts_of(here.profile)) if here.profile is not None else (),
        near=near,
        sections=(
            *panels(LISTED_SECTIONS, None, here),
            *(panels(COMPANY_SECTIONS, None, here) if here.keeper is not None else ()),
        ),
    )


def _others(here: Company, own: list[Listing]) -> list[Listing]:
    """What colleagues of whoever sees their own listings alone have published at the event for everybody."""
    if here.speaks or here.event is None:
        return []
    seen = {one.id for one in own}
    found = queries.list_listings_of(here.organization.id, event_id=here.event.id)
    return [one for one in found if one.id not in seen and is_shown(one, VISITOR)]


_COMPARED = (ListingState.SUBMITTED, ListingState.PUBLISHED)


def _closed(event: Event, settings: services.Settings, at: datetime) -> str:
    """Why nothing can be entered now; empty: it can."""
    try:
        services.check_open(event, settings, at=at)
    except Refusal as refusal:
        return refusal.message
    return ""


def _by_event(listings: list[Listing]) -> list[tuple[Event | None, list[Listing]]]:
    """(event, its listings), in the order in which the events' first listing stands."""
    groups: dict[int | None, tuple[Event | None, list[Listing]]] = {}
    for listing in listings:
        groups.setdefault(listing.event_id, (listing.event, []))[1].append(listing)
    return list(groups.values())
