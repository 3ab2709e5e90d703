"""Whether the desk may mark people now, and what its pages say where it may not."""

from __future__ import annotations

from datetime import datetime

from eventmgr.event.events.models import Event
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.deciding.services.marking import check_mark
from eventmgr.ground.errors import Refusal


def why_closed(event: Event, *, at: datetime) -> str:
    """Why nobody can be marked as arrived now; empty while it is possible."""
    try:
        check_mark(event, Status.ATTENDED, at=at)
    except Refusal as refusal:
        return refusal.message
    return ""
