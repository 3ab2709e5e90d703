"""What workers do about requests: what nobody answered expires, and parties hear of what has collected."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from eventmgr.ground.features import is_on
from eventmgr.ground.jobs.registry import handler
from eventmgr.matchmaking.meeting_plans.switch import MEETINGS
from eventmgr.matchmaking.meeting_requests import queries, services


@handler("meetings.requests", every=timedelta(minutes=3))
def tell_collected(_payload: dict[str, Any], at: datetime) -> None:
    """Events at which something is due, one after the other."""
    for event in queries.list_due_events(at=at):
        if is_on(MEETINGS, event):
            services.tell_collected(event, at=at)
