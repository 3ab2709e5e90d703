"""What others ask of the party, and what it asked."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from eventmgr.ground import clock
from eventmgr.matchmaking.meeting_requests import queries, services
from eventmgr.matchmaking.meeting_requests.forms import subject_of
from eventmgr.matchmaking.meeting_requests.labels import REASONS
from eventmgr.matchmaking.meeting_requests.views.acting import planned, shown
from eventmgr.matchmaking.meeting_requests.views.blueprint import bp
from eventmgr.tools.web.requests.parameters import query


@bp.route("/requests/")
def incoming(token: str) -> ResponseReturnValue:
    """What waits for an answer, one tap each; below it what was answered just now, to be undone."""
    acting, plan = planned(token)
    at = clock.now()
    answered = queries.get_incoming(acting.party, None, is_open=False).rows
    page = queries.get_incoming(acting.party, query.text("cursor") or None, is_open=True)
    return shown(
        "matchmaking/meeting_requests/own/incoming.html",
        acting,
        plan,
        page=page,
        subjects=queries.list_told_to(acting.event, page.rows, acting.party.organization_id),
        subject_of=lambda listing: subject_of(listing, acting.party.organization_id),
        just_now=[one for one in answered if services.is_undoable(one, at=at)],
        reasons=REASONS,
    )


@bp.route("/requests/answered/")
def answered(token: str) -> ResponseReturnValue:
    """What others asked and needs no answer any more."""
    acting, plan = planned(token)
    page = queries.get_incoming(acting.party, query.text("cursor") or None, is_open=False)
    return shown("matchmaking/meeting_requests/own/answered.html", acting, plan, page=page, reasons=REASONS)


@bp.route("/requests/sent/")
def outgoing(token: str) -> ResponseReturnValue:
    """What the party asked, and what became of it."""
    acting, plan = planned(token)
    page = queries.get_outgoing(acting.party, query.text("cursor") or None)
    return shown("matchmaking/meeting_requests/own/outgoing.html", acting, plan, page=page, reasons=REASONS)
