"""What is set for the listings of an event."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for
from eventmgr.event.events.services import hold
from eventmgr.ground.db import write
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.identity.accounts.access import act_now
from eventmgr.matchmaking.listings import services
from eventmgr.matchmaking.listings.forms import SettingsForm, settings_data
from eventmgr.matchmaking.listings.manage.blueprint import bp
from eventmgr.matchmaking.listings.panels import EDIT


@bp.route("/settings", methods=["GET", "POST"])
def settings(slug: str) -> ResponseReturnValue:
    """Whether and what is collected, until when, who reviews it, and what the sides are called."""
    event = event_for(slug, EDIT)
    form = SettingsForm(data=settings_data(services.settings_of(event))).watching()
    form.prepare(event)
    if form.validate_on_submit():

        def save() -> None:
            hold(event)
            now = SettingsForm(None, data=settings_data(services.settings_of(event)))
            now.prepare(event)
            if form.compare(now):
                services.set_settings(event, form.settings(), act=act_now())

        try:
            write(save)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("The settings of the listings have been saved."), "success")
            return redirect(url_for(".index", slug=slug), 303)
    return render_template("matchmaking/listings/manage/settings.html", event=event, form=form), form.status
