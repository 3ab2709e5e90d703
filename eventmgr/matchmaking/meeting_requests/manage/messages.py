"""Reported messages: organizers hide them, or leave them as they are."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.ground.db import write
from eventmgr.ground.errors import BadValue
from eventmgr.ground.i18n import _
from eventmgr.identity.accounts.access import act_now
from eventmgr.identity.directory.naming import organization_name
from eventmgr.matchmaking.meeting_parties.queries import list_parties
from eventmgr.matchmaking.meeting_plans.access import EDIT, planned_for
from eventmgr.matchmaking.meeting_requests import queries, services
from eventmgr.matchmaking.meeting_requests.manage.blueprint import bp
from eventmgr.tools.web.requests.parameters import query


@bp.route("/messages/")
def messages(slug: str) -> ResponseReturnValue:
    """What readers have reported; nothing else of what parties write each other."""
    event, _plan = planned_for(slug, EDIT)
    return render_template(
        "matchmaking/meeting_requests/manage/messages.html",
        event=event,
        page=queries.get_reported_page(event.id, query.text("cursor") or None),
        reported=queries.count_reported(event.id),
        names={party.id: organization_name(party.organization) for party in list_parties(event.id)},
    )


@bp.route("/messages/<int:message_id>/", methods=["POST"])
def decide(slug: str, message_id: int) -> ResponseReturnValue:
    """`do` = hide, show or leave."""
    event, _plan = planned_for(slug, EDIT)
    doing, act = request.form.get("do", ""), act_now()
    queries.get_message(event, message_id)
    if doing == "leave":
        write(lambda: services.leave_message(event, message_id, act=act))
        flash(_("The message stays as it is."), "success")
    elif doing in ("hide", "show"):
        write(lambda: services.hide_message(event, message_id, is_hidden=doing == "hide", act=act))
        flash(_("The message is hidden.") if doing == "hide" else _("The message is shown again."), "success")
    else:
        raise BadValue(_("“%(value)s” is not a valid action for a message. Use one of the buttons.", value=doing[:20]))
    return redirect(url_for(".messages", slug=slug), 303)
