"""What a party sets itself, and its consent to sharing contact details."""

from __future__ import annotations

from flask import request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.ground.db import write
from eventmgr.ground.errors import NotAllowed
from eventmgr.ground.i18n import _
from eventmgr.matchmaking.meeting_parties import queries, services
from eventmgr.matchmaking.meeting_parties.access import acting_for
from eventmgr.matchmaking.meeting_parties.forms import OwnForm
from eventmgr.matchmaking.meeting_parties.views.blueprint import bp
from eventmgr.matchmaking.meeting_parties.views.frame import count_change, page
from eventmgr.tools.web.pages import go_to


@bp.route("/settings", methods=["GET", "POST"])
def settings(token: str) -> ResponseReturnValue:
    """Language of the e-mails, what calendars hold; sharing contact details stands below."""
    acting = acting_for(token)
    party = acting.party
    form = OwnForm(data={"language": party.language, "shows_tentative": party.shows_tentative})
    if form.validate_on_submit():
        count_change(acting)
        language, shows = form.language.data or "zh", bool(form.shows_tentative.data)
        write(lambda: services.set_own(party, language=language, shows_tentative=shows, act=acting.act()))
        return go_to(url_for(".settings", token=token), _("Your settings have been saved."))
    people = queries.list_representatives_of(party.id)
    return page("matchmaking/meeting_parties/own/settings.html", acting, form.status, form=form, people=people)


@bp.route("/settings/contact", methods=["POST"])
def share(token: str) -> ResponseReturnValue:
    """Consent to sharing contact details, with `shares` = 1; without it, the consent is withdrawn. A liaison consents for nobody."""
    acting = acting_for(token)
    shares = request.form.get("shares") == "1"
    if shares and acting.representative is None:
        raise NotAllowed(_("Only a representative of the organization can consent to this, by their own link."))
    count_change(acting)
    write(lambda: services.share_contact(acting.party, shares=shares, act=acting.act()))
    return go_to(
        url_for(".settings", token=token),
        _("Your contact details are shown to the organizations you meet, once both have accepted.")
        if shares
        else _("Your contact details are no longer shown to anybody."),
    )
