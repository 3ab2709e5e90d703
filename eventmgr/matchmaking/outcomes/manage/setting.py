"""What holds for all deals of an event."""

from __future__ import annotations

from flask import url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for
from eventmgr.event.events.manage.asking import saving_settings
from eventmgr.event.events.services import hold
from eventmgr.ground.i18n import _
from eventmgr.identity.accounts.access import act_now
from eventmgr.matchmaking.outcomes.deals import services
from eventmgr.matchmaking.outcomes.forms import PlanForm, plan_data
from eventmgr.matchmaking.outcomes.manage.blueprint import bp
from eventmgr.matchmaking.outcomes.panels import EDIT
from eventmgr.tools.web.pages import Answer, form_page, submit


@bp.route("/settings", methods=["GET", "POST"])
def settings(slug: str) -> ResponseReturnValue:
    """When sides are asked, whether what they tell is confirmed, which types ratios count."""
    event = event_for(slug, EDIT)
    form = PlanForm(data=plan_data(services.plan_of(event.id))).watching()

    def save() -> Answer:
        hold(event)
        if form.compare(PlanForm(None, data=plan_data(services.plan_of(event.id)))):
            services.set_plan(event, form.plan(), act=act_now())
        return Answer(url_for(".index", slug=slug), _("The settings of outcomes have been saved."))

    return submit(form, save, using=saving_settings(event)) or form_page(
        "matchmaking/outcomes/deals/settings.html", form, event=event
    )
