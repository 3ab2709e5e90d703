"""At the instant that the plan names, unused places go to the pool."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from eventmgr.db import db
from eventmgr.events.derived.opening import OVER
from eventmgr.events.models import Event
from eventmgr.events.services import lock
from eventmgr.jobs.registry import handler
from eventmgr.log.services import SYSTEM, Act
from eventmgr.quotas.planning.services import RETURN, return_unused
from eventmgr.quotas.queries import get_plan


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
