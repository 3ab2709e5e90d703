"""The first draft of the matchmaking's timetable, as a worker would have made it. Nothing of it is published."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from eventmgr.console.sample.dates import Dates
from eventmgr.event.events.models import Event
from eventmgr.matchmaking.meeting_plans.queries import get_locked_plan
from eventmgr.matchmaking.timetables import services
from eventmgr.matchmaking.timetables.queries import load_rows
from eventmgr.matchmaking.timetables.search import Wanted, search
from eventmgr.tools.log.services import Act, Actor

_MOST_SECONDS, _TOOK = 20, 0.2
"""The search ends as soon as it has proved its result. What it took is written as one number, so that the sample is the
same every time."""
_BEFORE = timedelta(hours=3)


def add_draft(event: Event, office: Actor, dates: Dates) -> None:
    """Order it, and hand in what the search finds in a moment; its job finds nothing left to do."""
    asked_at = dates.present - _BEFORE
    draft = services.order(event, services.Order(seconds=_MOST_SECONDS), act=Act(office, asked_at))
    result = search(load_rows(event, get_locked_plan(event.id)), Wanted(_MOST_SECONDS), lambda *_told: False)
    services.begin(draft.id)
    told = replace(result, figures=result.figures | {"seconds": _TOOK})
    services.finish(draft.id, told, at=asked_at + timedelta(seconds=_TOOK))
