"""Listings that organizers enter for an organization, change, withdraw or delete."""

from __future__ import annotations

from flask import request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for
from eventmgr.event.events.services import hold
from eventmgr.ground import clock
from eventmgr.ground.i18n import _
from eventmgr.identity.accounts.access import act_now
from eventmgr.matchmaking.listings import queries, services
from eventmgr.matchmaking.listings.forms import ListingForm, OnBehalfForm, links_for, listing_data, listing_form
from eventmgr.matchmaking.listings.manage.blueprint import bp
from eventmgr.matchmaking.listings.models import ListingSource, ListingState
from eventmgr.matchmaking.listings.panels import EDIT
from eventmgr.tools.web.pages import Answer, attempt, form_page, submit


@bp.route("/new", methods=["GET", "POST"])
def new(slug: str) -> ResponseReturnValue:
    """A listing for an organization, which is added if it is new."""
    event = event_for(slug, EDIT)
    form = listing_form(OnBehalfForm, services.settings_of(event), links=links_for())

    def add() -> Answer:
        name = form.organization.data or ""
        state = ListingState.SUBMITTED if request.form.get("later") else ListingState.PUBLISHED
        home = form.province_code.data or ""
        organization, draft = services.organization_named(name, at=clock.now(), province_code=home), form.draft()
        services.check_province(organization, draft)
        made = services.enter(event, organization, draft, source=ListingSource.OFFICE, act=act_now(), state=state)
        return Answer(url_for(".show", slug=slug, listing_id=made.id), _("The listing has been entered."))

    return submit(form, add, makes=f"listing:{event.id}") or form_page(
        "matchmaking/listings/manage/edit.html", form, event=event, listing=None
    )


@bp.route("/<int:listing_id>/edit", methods=["GET", "POST"])
def edit(slug: str, listing_id: int) -> ResponseReturnValue:
    """Correct a listing; its state stays."""
    event = event_for(slug, EDIT)
    listing, settings = queries.get_listing(event, listing_id), services.settings_of(event)
    links = links_for(listing=listing)
    form = listing_form(ListingForm, settings, listing_data(listing), links=links).watching()

    def save() -> Answer:
        hold(event)
        stands = queries.get_listing(event, listing_id)
        now = listing_form(ListingForm, settings, listing_data(stands), links=links, fresh=True)
        changed = form.compare(now) and services.edit(event, stands, form.draft(), act=act_now(), by_office=True)
        return Answer(
            url_for(".show", slug=slug, listing_id=listing_id),
            _("The changes have been saved.") if changed else _("Nothing was changed."),
        )

    return submit(form, save) or form_page("matchmaking/listings/manage/edit.html", form, event=event, listing=listing)


@bp.route("/<int:listing_id>/withdraw", methods=["POST"])
def withdraw(slug: str, listing_id: int) -> ResponseReturnValue:
    """The organization offers or seeks it no longer, as it has told the organizers."""
    event = event_for(slug, EDIT)
    queries.get_listing(event, listing_id)

    def work() -> None:
        hold(event)
        services.withdraw(event, queries.get_listing(event, listing_id), act=act_now())

    return attempt(work, _("The listing has been withdrawn."), url_for(".show", slug=slug, listing_id=listing_id))


@bp.route("/<int:listing_id>/delete", methods=["POST"])
def delete(slug: str, listing_id: int) -> ResponseReturnValue:
    """A listing that nobody else sees goes."""
    event = event_for(slug, EDIT)
    queries.get_listing(event, listing_id)

    def work() -> None:
        hold(event)
        services.delete(event, queries.get_listing(event, listing_id), act=act_now())

    return attempt(
        work,
        _("The listing has been deleted."),
        url_for(".index", slug=slug),
        back=url_for(".show", slug=slug, listing_id=listing_id),
    )
