"""The day at a glance: which round runs, what is to be repaired, what was told last, what came of it so far."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.errors import NotFound, Refusal
from eventmgr.ground.i18n import _
from eventmgr.identity.accounts.access import act_now
from eventmgr.matchmaking.meeting_day import services
from eventmgr.matchmaking.meeting_day.floor.reading import figures_of, floor_of
from eventmgr.matchmaking.meeting_day.manage.blueprint import bp
from eventmgr.matchmaking.meeting_day.models import MeetingOutcome
from eventmgr.matchmaking.meeting_day.queries import list_acts, list_open_meetings, list_repairs, list_unrepaired_acts
from eventmgr.matchmaking.meeting_day.queries.asking import list_found
from eventmgr.matchmaking.meeting_plans.access import DAY, planned_for
from eventmgr.matchmaking.meeting_plans.models import Stage
from eventmgr.matchmaking.meeting_plans.queries import find_plan
from eventmgr.tools.web.requests.parameters import query

_LATEST = 15
_FOUND = 20


@bp.route("/")
def index(slug: str) -> ResponseReturnValue:
    """The cockpit; `q` finds an organization by its name or pinyin."""
    event = event_for(slug, DAY)
    plan = find_plan(event.id)
    q, at = query.text("q", longest=100), clock.now()
    floor = floor_of(event, at=at)
    return render_template(
        "matchmaking/meeting_day/cockpit.html",
        event=event,
        is_planned=plan is not None,
        is_published=plan is not None and plan.stage is not Stage.NONE,
        floor=floor,
        q=q,
        found=list_found(event.id, q, limit=_FOUND) if q else [],
        waiting=list_unrepaired_acts(event.id),
        unattended=floor.of_meetings(list_open_meetings(event.id, after=at)),
        acts=list_acts(event.id, limit=_LATEST),
        repairs=list_repairs(event.id, limit=_LATEST),
        figures=figures_of(event.id),
        outcomes=MeetingOutcome,
    )


@bp.route("/acts/<int:act_id>/undo", methods=["POST"])
def undo_act(slug: str, act_id: int) -> ResponseReturnValue:
    """Take back what was told by mistake."""
    event, _plan = planned_for(slug, DAY)
    try:
        write(lambda: services.undo_act(event, act_id, act=act_now()))
    except NotFound:
        raise
    except Refusal as refusal:
        flash(refusal.message, "danger")
    else:
        flash(_("Undone."), "success")
    return redirect(url_for(".index", slug=slug), 303)
