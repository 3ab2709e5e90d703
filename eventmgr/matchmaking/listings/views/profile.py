"""The profile as the people of an organization keep it."""

from __future__ import annotations

from flask import url_for
from flask.typing import ResponseReturnValue

from eventmgr.ground import clock
from eventmgr.ground.i18n import _
from eventmgr.matchmaking.listings import queries, services
from eventmgr.matchmaking.listings.access import keeper_for
from eventmgr.matchmaking.listings.forms import ProfileForm, profile_data
from eventmgr.matchmaking.listings.views.blueprint import HERE, bp, page
from eventmgr.tools.web.pages import Answer, submit


@bp.route(f"{HERE}profile", methods=["GET", "POST"])
def edit_profile(token: str) -> ResponseReturnValue:
    """What the organization says of itself; where an event reviews profiles, the change waits."""
    here = keeper_for(token)
    number = here.organization.id
    waits = queries.is_profile_moderated(number, at=clock.now())
    form = ProfileForm(data=profile_data(services.proposed_facts(here.profile))).watching()

    def save() -> Answer:
        profile = services.hold_profile(number)
        there = url_for(".company", token=token)
        if not form.compare(ProfileForm(None, data=profile_data(services.proposed_facts(profile)))):
            return Answer(there, _("Nothing was changed."))
        services.note_use(here.keeper, act=here.act(), user_id=here.user_id)
        if not services.change_profile(profile, form.facts(), act=here.act(), waits=waits):
            return Answer(there, _("Nothing was changed."))
        if waits:
            return Answer(there, _("Thank you. The changes take effect once they have been reviewed."))
        return Answer(there, _("The changes have been saved."))

    return submit(form, save) or page(
        here, "profile", status=form.status, form=form, waits=waits, knows_code=bool(here.organization.credit_code)
    )
