"""Listings that organizers enter for an organization, change, withdraw or delete."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for
from eventmgr.event.events.services import hold
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.identity.accounts.access import act_now
from eventmgr.matchmaking.listings import queries, services
from eventmgr.matchmaking.listings.forms import ListingForm, OnBehalfForm, listing_data, listing_form
from eventmgr.matchmaking.listings.manage.blueprint import bp
from eventmgr.matchmaking.listings.models import ListingSource, ListingState
from eventmgr.matchmaking.listings.panels import EDIT
from eventmgr.tools.web.once import Answer, done, once


@bp.route("/new", methods=["GET", "POST"])
def new(slug: str) -> ResponseReturnValue:
    """A listing for an organization, which is added if it is new."""
    event = event_for(slug, EDIT)
    form = listing_form(OnBehalfForm, services.settings_of(event))
    if form.validate_on_submit():
        name = form.organization.data or ""
        state = ListingState.SUBMITTED if request.form.get("later") else ListingState.PUBLISHED

        def add() -> Answer:
            home = form.province_code.data or ""
            organization = services.organization_named(name, at=clock.now(), province_code=home)
            made = services.enter(
                event, organization, form.draft(), source=ListingSource.OFFICE, act=act_now(), state=state
            )  # fmt: skip
            return Answer(url_for(".show", slug=slug, listing_id=made.id), _("The listing has been entered."))

        try:
            return done(write(lambda: once(form, f"listing:{event.id}", add, at=clock.now())))
        except Refusal as refusal:
            form.refuse(refusal)
    return render_template("matchmaking/listings/manage/edit.html", event=event, form=form, listing=None), form.status


@bp.route("/<int:listing_id>/edit", methods=["GET", "POST"])
def edit(slug: str, listing_id: int) -> ResponseReturnValue:
    """Correct a listing; its state stays."""
    event = event_for(slug, EDIT)
    listing, settings = queries.get_listing(event, listing_id), services.settings_of(event)
    form = listing_form(ListingForm, settings, listing_data(listing)).watching()
    if form.validate_on_submit():

        def save() -> bool:
            hold(event)
            stands = queries.get_listing(event, listing_id)
            now = listing_form(ListingForm, settings, listing_data(stands), fresh=True)
            return form.compare(now) and services.edit(event, stands, form.draft(), act=act_now(), by_office=True)

        try:
            changed = write(save)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("The changes have been saved.") if changed else _("Nothing was changed."), "success")
            return redirect(url_for(".show", slug=slug, listing_id=listing_id), 303)
    return render_template(
        "matchmaking/listings/manage/edit.html", event=event, form=form, listing=listing
    ), form.status


@bp.route("/<int:listing_id>/withdraw", methods=["POST"])
def withdraw(slug: str, listing_id: int) -> ResponseReturnValue:
    """The organization offers or seeks it no longer, as it has told the organizers."""
    event = event_for(slug, EDIT)
    queries.get_listing(event, listing_id)

    def work() -> None:
        hold(event)
        services.withdraw(event, queries.get_listing(event, listing_id), act=act_now())

    try:
        write(work)
    except Refusal as refusal:
        flash(refusal.message, "danger")
    else:
        flash(_("The listing has been withdrawn."), "success")
    return redirect(url_for(".show", slug=slug, listing_id=listing_id), 303)


@bp.route("/<int:listing_id>/delete", methods=["POST"])
def delete(slug: str, listing_id: int) -> ResponseReturnValue:
    """A listing that nobody else sees goes."""
    event = event_for(slug, EDIT)
    queries.get_listing(event, listing_id)

    def work() -> None:
        hold(event)
        services.delete(event, queries.get_listing(event, listing_id), act=act_now())

    try:
        write(work)
    except Refusal as refusal:
        flash(refusal.message, "danger")
        return redirect(url_for(".show", slug=slug, listing_id=listing_id), 303)
    flash(_("The listing has been deleted."), "success")
    return redirect(url_for(".index", slug=slug), 303)
