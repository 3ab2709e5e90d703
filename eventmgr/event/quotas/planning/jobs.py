"""At the instant that the plan names, unused places go to the pool."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from eventmgr.event.events.derived.opening import OVER
from eventmgr.event.events.models import Event
from eventmgr.event.events.services import lock
from eventmgr.event.quotas.planning.services import RETURN, return_unused
from eventmgr.event.quotas.queries import get_plan
from eventmgr.ground.db import db
from eventmgr.ground.jobs.registry import handler
from eventmgr.tools.log.services import SYSTEM, Act


@handler(RETURN)
def return_at_last(payload: dict[str, Any], at: datetime) -> None:
    """Do it, if that is still wanted: another instant may have been set, or the event called off."""
    event = db.session.get(Event, payload["event"])
    if event is None or event.status in OVER:
        return
    lock(event)
    plan = get_plan(event)
    if plan.returns_at is not None and plan.returns_at <= at and plan.returned_at is None:
        return_unused(event, act=Act(SYSTEM, at))
