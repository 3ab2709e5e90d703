"""The profile as the people of an organization keep it."""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.matchmaking.listings import queries, services
from eventmgr.matchmaking.listings.access import keeper_for
from eventmgr.matchmaking.listings.forms import ProfileForm, profile_data
from eventmgr.matchmaking.listings.views.blueprint import HERE, bp, page


@bp.route(f"{HERE}profile", methods=["GET", "POST"])
def edit_profile(token: str) -> ResponseReturnValue:
    """What the organization says of itself; where an event reviews profiles, the change waits."""
    here = keeper_for(token)
    number = here.organization.id
    waits = queries.is_profile_moderated(number, at=clock.now())
    form = ProfileForm(data=profile_data(services.proposed_facts(here.profile))).watching()
    if form.validate_on_submit():

        def save() -> bool:
            profile = services.hold_profile(number)
            now = ProfileForm(None, data=profile_data(services.proposed_facts(profile)))
            if not form.compare(now):
                return False
            services.note_use(here.keeper, act=here.act(), user_id=here.user_id)
            return services.change_profile(profile, form.facts(), act=here.act(), waits=waits)

        try:
            changed = write(save)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            saved = (
                _("Thank you. The changes take effect once they have been reviewed.")
                if waits
                else _("The changes have been saved.")
            )
            flash(saved if changed else _("Nothing was changed."), "success")
            return redirect(url_for(".company", token=token), 303)
    return page(
        here, "profile", status=form.status, form=form, waits=waits, knows_code=bool(here.organization.credit_code)
    )  # fmt: skip
