"""The first of a party's own pages."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from eventmgr.matchmaking.meetings.parties.access import acting_for
from eventmgr.matchmaking.meetings.parties.panels import own_steps
from eventmgr.matchmaking.meetings.parties.queries import list_representatives_of
from eventmgr.matchmaking.meetings.parties.views.blueprint import bp
from eventmgr.matchmaking.meetings.parties.views.frame import page
from eventmgr.matchmaking.meetings.planning.labels import LANGUAGES
from eventmgr.matchmaking.meetings.planning.queries import find_plan
from eventmgr.matchmaking.meetings.requests.panels import own_steps as steps_of_requests
from eventmgr.matchmaking.meetings.timetables.panels import own_steps as steps_of_timetables


@bp.route("/")
def index(token: str) -> ResponseReturnValue:
    """The organization, who sits at its tables, and what is next."""
    acting = acting_for(token)
    plan = find_plan(acting.event.id)
    return page(
        "matchmaking/meetings/overview/own.html",
        acting,
        plan=plan,
        people=list_representatives_of(acting.party.id),
        steps=[*steps_of_timetables(acting, plan), *steps_of_requests(acting, plan), *own_steps(acting)],
        languages=LANGUAGES,
    )
