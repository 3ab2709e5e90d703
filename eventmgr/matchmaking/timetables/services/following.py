"""What timetables do when the event itself changes: dates move, the event is cancelled, postponed or takes place after
all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from eventmgr.event.events.models import Event
from eventmgr.matchmaking.meeting_plans.models import Stage
from eventmgr.matchmaking.meeting_plans.queries import find_plan, get_locked_plan
from eventmgr.matchmaking.timetables import queries
from eventmgr.matchmaking.timetables.models import MeetingState
from eventmgr.matchmaking.timetables.services.publishing import raise_number

Shift = Callable[[datetime], datetime]


def move_along(event: Event, shift: Shift, *, at: datetime) -> None:
    """Drafts, publications and meetings lie at the same times of the moved event."""
    if find_plan(event.id) is None:
        return
    plan = get_locked_plan(event.id)
    for draft in queries.list_drafts(event.id):
        draft.places = _shifted(draft.places, shift)
        draft.unscheduled = _shifted(draft.unscheduled, shift)
        draft.history = _shifted(draft.history, shift)
        draft.revision += 1
    for publication in queries.list_publications(event.id):
        publication.places = _shifted(publication.places, shift)
    for meeting in queries.list_meetings(event.id):
        meeting.starts_at, meeting.ends_at = shift(meeting.starts_at), shift(meeting.ends_at)
        if plan.stage is not Stage.NONE:
            raise_number(meeting, at=at)
    plan.revision += 1


def tell_calendars(event: Event, *, at: datetime) -> None:
    """The entries of all meetings that stand read otherwise: the event is called off, or takes place after all."""
    plan = find_plan(event.id)
    if plan is None or plan.stage is Stage.NONE:
        return
    get_locked_plan(event.id)
    for meeting in queries.list_meetings(event.id):
        if meeting.state is MeetingState.PLACED:
            raise_number(meeting, at=at)


def _shifted(value: Any, shift: Shift) -> Any:
    """The same JSON value with every instant in it moved."""
    if isinstance(value, list):
        return [_shifted(one, shift) for one in value]
    if isinstance(value, dict):
        return {key: _shifted(one, shift) for key, one in value.items()}
    if isinstance(value, str) and len(value) >= len("2026-05-13T06:00:00+00:00") and value[10:11] == "T":
        try:
            instant = datetime.fromisoformat(value)
        except ValueError:
            return value
        return shift(instant).isoformat()
    return value
