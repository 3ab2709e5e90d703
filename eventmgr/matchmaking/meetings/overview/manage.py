"""How far the meetings of an event are, step by step."""

from __future__ import annotations

from flask import render_template

from eventmgr.event.events.access import event_for, may
from eventmgr.matchmaking.meetings.parties.panels import office_steps as steps_of_parties
from eventmgr.matchmaking.meetings.planning.access import EDIT, READ
from eventmgr.matchmaking.meetings.planning.manage.blueprint import bp
from eventmgr.matchmaking.meetings.planning.panels import office_steps as steps_of_planning
from eventmgr.matchmaking.meetings.planning.queries import find_plan
from eventmgr.matchmaking.meetings.requests.panels import office_steps as steps_of_requests
from eventmgr.matchmaking.meetings.timetables.panels import office_steps as steps_of_timetables


@bp.route("/")
def index(slug: str) -> str:
    """What is planned, and what is next."""
    event = event_for(slug, READ)
    plan = find_plan(event.id)
    steps = (
        [
            *steps_of_planning(event, plan),
            *steps_of_parties(event),
            *steps_of_requests(event),
            *steps_of_timetables(event, plan),
        ]
        if plan is not None
        else []
    )
    return render_template(
        "matchmaking/meetings/overview/index.html",
        event=event,
        plan=plan,
        steps=steps,
        edits=may(event, EDIT),
    )
