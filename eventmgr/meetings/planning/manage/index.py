"""How far the meetings of an event are."""

from __future__ import annotations

from flask import render_template

from eventmgr.events.access import event_for
from eventmgr.meetings.planning.access import READ
from eventmgr.meetings.planning.manage.blueprint import bp
from eventmgr.meetings.planning.queries import find_plan


@bp.route("/")
def index(slug: str) -> str:
    """What is planned, and what is next."""
    event = event_for(slug, READ)
    return render_template("meetings/manage/index.html", event=event, plan=find_plan(event.id))
