"""What check-in shows on the organizers' overview of an event."""

from __future__ import annotations

from flask import render_template

from eventmgr.events.access import may
from eventmgr.events.models import Event
from eventmgr.registration.models import HOLDING, Status
from eventmgr.registration.queries import count_by_status


def arrivals(event: Event) -> str | None:
    """How many have arrived, and the way to the desk; nothing for those who do not mark."""
    if not may(event, "checkin.mark"):
        return None
    counts = count_by_status(event.id)
    return render_template(
        "checkin/manage/_arrivals.html",
        event=event,
        expected=sum(counts[status] for status in HOLDING),
        arrived=counts[Status.ATTENDED],
    )
