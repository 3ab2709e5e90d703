"""Who works on the meetings of an event."""

from __future__ import annotations

from eventmgr.event.events.access import event_for
from eventmgr.event.events.models import Event
from eventmgr.ground.errors import NotFound
from eventmgr.ground.i18n import _
from eventmgr.matchmaking.meeting_plans.models import MeetingPlan
from eventmgr.matchmaking.meeting_plans.queries import find_plan

READ, EDIT, DAY = "meetings.read", "meetings.edit", "meetings.day"
"""Looking on, without anybody's mobile number or e-mail address; changing everything; what staff at the tables may
do."""
TIMETABLE = "meetings.timetable"
"""Who meets whom, when and at which table: for those who look on, and for staff at the tables."""


def planned_for(slug: str, permission: str) -> tuple[Event, MeetingPlan]:
    """The event of that address and the plan of its meetings, if the signed-in user may do `permission` there.

    Raises:
        as `event_for`; NotFound: no meetings are planned at this event.
    """
    event = event_for(slug, permission)
    plan = find_plan(event.id)
    if plan is None:
        raise NotFound(_("No meetings are planned at this event."))
    return event, plan
