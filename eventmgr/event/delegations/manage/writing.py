"""Writing to liaisons: invitations, and reminders of a deadline; who hears what is shown before."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.delegations import services
from eventmgr.event.delegations.board.standing import dues_of
from eventmgr.event.delegations.forms import ChaseForm
from eventmgr.event.delegations.manage.blueprint import bp
from eventmgr.event.delegations.models import Due
from eventmgr.event.delegations.panels import EDIT
from eventmgr.event.events.access import event_for
from eventmgr.event.events.manage.asking import carry_out
from eventmgr.ground import clock
from eventmgr.ground.i18n import _, _n, language
from eventmgr.identity.accounts.access import act_now
from eventmgr.tools.messages.telling import Choice
from eventmgr.tools.taxonomy import get_unit
from eventmgr.tools.web.requests.parameters import query


@bp.route("/invite", methods=["POST"])
def invite(slug: str) -> ResponseReturnValue:
    """To everybody entered with an e-mail address who has not been invited yet."""
    event = event_for(slug, EDIT)
    invited = carry_out(event, lambda: services.invite(event, act=act_now()), choices=(Choice.NOW,), quiet=True)
    flash(
        _n("%(num)s liaison has been invited.", "%(num)s liaisons have been invited.", invited)
        if invited
        else _("Everybody who can be invited has already been invited."),
        "success" if invited else "info",
    )
    return redirect(url_for(".index", slug=slug), 303)


@bp.route("/remind", methods=["GET", "POST"])
def remind(slug: str) -> ResponseReturnValue:
    """To every delegation that is behind the chosen deadline, once a day at most."""
    event = event_for(slug, EDIT)
    form = ChaseForm(data={"due": query.text("due")})
    form.prepare(event)
    if form.validate_on_submit():
        due = Due(form.due.data)
        units = carry_out(event, lambda: services.chase(event, due, act=act_now()), choices=(Choice.NOW,), quiet=True)
        flash(
            _n("%(num)s delegation has been reminded.", "%(num)s delegations have been reminded.", units)
            if units
            else _("No delegation needs this reminder, or it has already been reminded today."),
            "success" if units else "info",
        )
        return redirect(url_for(".index", slug=slug), 303)
    at = clock.now()
    behind = {
        due: [get_unit(one.unit_code).short(language()) for one in services.list_behind(event, due, at=at)]
        for due in dues_of(event)
    }
    html = render_template("event/delegations/manage/remind.html", event=event, form=form, behind=behind)
    return html, form.status
