"""The first of a party's own pages."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from eventmgr.ground.features import offered
from eventmgr.matchmaking.meeting_parties.access import acting_for
from eventmgr.matchmaking.meeting_parties.panels import OWN_STEPS
from eventmgr.matchmaking.meeting_parties.queries import list_representatives_of
from eventmgr.matchmaking.meeting_parties.views.blueprint import bp
from eventmgr.matchmaking.meeting_parties.views.frame import page
from eventmgr.matchmaking.meeting_plans.labels import LANGUAGES
from eventmgr.matchmaking.meeting_plans.queries import find_plan


@bp.route("/")
def index(token: str) -> ResponseReturnValue:
    """The organization, who sits at its tables, and what is next: the highest room first, for what comes last is what matters now."""
    acting = acting_for(token)
    plan = find_plan(acting.event.id)
    return page(
        "matchmaking/meeting_parties/own/index.html",
        acting,
        plan=plan,
        people=list_representatives_of(acting.party.id),
        steps=[step for tell in reversed(offered(OWN_STEPS)) for step in tell(acting, plan)],
        languages=LANGUAGES,
    )
