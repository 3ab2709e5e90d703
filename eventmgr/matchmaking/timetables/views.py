"""A party's own pages of its timetable: its meetings, and, once they are final, those of everybody."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from eventmgr.ground import clock
from eventmgr.ground.errors import NotFound
from eventmgr.ground.i18n import _, format_date, language, localized
from eventmgr.matchmaking.meeting_parties.access import acting_for
from eventmgr.matchmaking.meeting_parties.views import page
from eventmgr.matchmaking.meeting_plans.models import Stage
from eventmgr.matchmaking.meeting_plans.queries import find_plan, list_blocks, list_halls
from eventmgr.matchmaking.meeting_plans.slots import days_of, slots_of, slots_of_day
from eventmgr.matchmaking.timetables import queries
from eventmgr.matchmaking.timetables.models import MeetingState
from eventmgr.matchmaking.timetables.panels import calendars_of
from eventmgr.tools.web.requests.parameters import query

bp = Blueprint("meetings_own_timetable", __name__, url_prefix="/meetings/<token>/timetable")
_SHOWN = 100
"""Meetings of everybody on one page."""


@bp.route("/")
def index(token: str) -> ResponseReturnValue:
    """The party's own meetings, the next one first in sight."""
    acting = acting_for(token)
    plan = find_plan(acting.event.id)
    is_told = plan is not None and plan.stage is not Stage.NONE
    meetings = queries.list_meetings_of_party(acting.party.id) if is_told else []
    now = clock.now()
    coming = [one for one in meetings if one.state is MeetingState.PLACED and one.ends_at > now]
    return page(
        "matchmaking/timetables/own.html",
        acting,
        plan=plan,
        stages=Stage,
        meetings=meetings,
        following=coming[0] if coming else None,
        states=MeetingState,
        calendars=calendars_of(acting.representative),
    )


@bp.route("/all")
def everybody(token: str) -> ResponseReturnValue:
    """All meetings with tables and both sides, of a final timetable; a day at a time."""
    acting = acting_for(token)
    event = acting.event
    plan = find_plan(event.id)
    if plan is None or plan.stage is not Stage.FINAL:
        raise NotFound(_("The full timetable is shown once it is final."))
    slots = slots_of(list_blocks(event.id), event.timezone)
    days = days_of(slots, event.timezone)
    day = next((item for item in days if item.isoformat() == query.text("day")), days[0] if days else None)
    of_day = slots_of_day(slots, day, event.timezone) if day else []
    span = (of_day[0].starts_at, of_day[-1].ends_at) if of_day else (event.starts_at, event.starts_at)
    window = queries.get_standing_window(event.id, *span, cursor=query.cursor(), size=_SHOWN)
    return page(
        "matchmaking/timetables/everybody.html",
        acting,
        day=day,
        days=[(item, format_date(item, language(), year=False)) for item in days],
        window=window,
        halls={item.id: localized(item.name) for item in list_halls(event.id)},
    )
