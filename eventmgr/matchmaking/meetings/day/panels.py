"""What the day shows on the organizers' overview of an event."""

from __future__ import annotations

from flask import render_template

from eventmgr.event.events.access import may
from eventmgr.event.events.models import Event
from eventmgr.ground import clock
from eventmgr.matchmaking.meetings.day.floor.reading import floor_of
from eventmgr.matchmaking.meetings.day.queries import list_open_meetings, list_unrepaired_acts
from eventmgr.matchmaking.meetings.planning.access import DAY
from eventmgr.matchmaking.meetings.planning.models import Stage
from eventmgr.matchmaking.meetings.planning.queries import find_plan


def today(event: Event) -> str | None:
    """Which round runs, what waits for a repair, and the way to the day; once a timetable is published, for those on the floor."""
    if not may(event, DAY):
        return None
    plan = find_plan(event.id)
    if plan is None or plan.stage is Stage.NONE:
        return None
    at = clock.now()
    return render_template(
        "matchmaking/meetings/day/_overview.html",
        event=event,
        clock=floor_of(event, at=at).clock,
        waiting=len(list_unrepaired_acts(event.id)),
        unattended=len(list_open_meetings(event.id, after=at)),
    )
