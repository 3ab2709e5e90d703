"""What is set for the listings of an event."""

from __future__ import annotations

from flask import url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for
from eventmgr.event.events.manage.asking import saving_settings
from eventmgr.event.events.services import hold
from eventmgr.ground.i18n import _
from eventmgr.identity.accounts.access import act_now
from eventmgr.matchmaking.listings import services
from eventmgr.matchmaking.listings.forms import SettingsForm, settings_data
from eventmgr.matchmaking.listings.manage.blueprint import bp
from eventmgr.matchmaking.listings.panels import EDIT
from eventmgr.tools.web.pages import Answer, form_page, submit


@bp.route("/settings", methods=["GET", "POST"])
def settings(slug: str) -> ResponseReturnValue:
    """Whether and what is collected, until when, who reviews it, and what the sides are called."""
    event = event_for(slug, EDIT)
    form = SettingsForm(data=settings_data(services.settings_of(event))).watching()
    form.prepare(event)

    def save() -> Answer:
        hold(event)
        now = SettingsForm(None, data=settings_data(services.settings_of(event)))
        now.prepare(event)
        if form.compare(now):
            services.set_settings(event, form.settings(), act=act_now())
        return Answer(url_for(".index", slug=slug), _("The settings of the listings have been saved."))

    return submit(form, save, using=saving_settings(event)) or form_page(
        "matchmaking/listings/manage/settings.html", form, event=event
    )
