"""What the day shows on the organizers' overview of an event and among the tabs of a representative."""

from __future__ import annotations

from flask import render_template, url_for

from eventmgr.event.events.access import may
from eventmgr.event.events.models import Event
from eventmgr.event.registration.notes import Link
from eventmgr.ground import clock
from eventmgr.ground.i18n import _
from eventmgr.matchmaking.meeting_day.floor.reading import floor_of
from eventmgr.matchmaking.meeting_day.queries import list_open_meetings, list_unrepaired_acts
from eventmgr.matchmaking.meeting_plans.access import DAY
from eventmgr.matchmaking.meeting_plans.models import Stage
from eventmgr.matchmaking.meeting_plans.queries import find_plan


def today(event: Event) -> str | None:
    """Which round runs, what waits for a repair, and the way to the day; once a timetable is published, for those on
    the floor."""
    if not may(event, DAY):
        return None
    plan = find_plan(event.id)
    if plan is None or plan.stage is Stage.NONE:
        return None
    at = clock.now()
    return render_template(
        "matchmaking/meeting_day/_overview.html",
        event=event,
        clock=floor_of(event, at=at).clock,
        waiting=len(list_unrepaired_acts(event.id)),
        unattended=len(list_open_meetings(event.id, after=at)),
    )


def at_hand(event: Event) -> list[tuple[str, str]]:
    """Calling to the tables, once there is a timetable."""
    plan = find_plan(event.id) if may(event, DAY) else None
    if plan is None or plan.stage is Stage.NONE:
        return []
    return [(_("Day of meetings"), url_for("meetings_day.index", slug=event.slug))]


def results_tab(token: str) -> Link:
    """The way to what a representative says of the meetings, among the tabs of their pages."""
    return Link(_("Results of meetings"), url_for("meetings_today.index", token=token))
