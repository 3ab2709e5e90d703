"""Whether the desk may mark people now, and what its pages say where it may not."""

from __future__ import annotations

from datetime import datetime

from eventmgr.errors import Refusal
from eventmgr.events.models import Event
from eventmgr.quotas.models import Status
from eventmgr.registration.services import check_mark


def why_closed(event: Event, *, at: datetime) -> str:
    """Why nobody can be marked as arrived now; empty while it is possible."""
    try:
        check_mark(event, Status.ATTENDED, at=at)
    except Refusal as refusal:
        return refusal.message
    return ""
