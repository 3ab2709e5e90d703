"""What a card of the front page says about an event: one word of state, chosen from plain facts."""

from __future__ import annotations

import enum
from datetime import datetime

from eventmgr.events.derived.opening import Gate, gate, is_full
from eventmgr.events.models import Event, EventStatus


class Standing(enum.Enum):
    """What a visitor can do now."""

    CANCELLED = "cancelled"
    POSTPONED = "postponed"
    OVER = "over"
    NOT_YET = "not_yet"
    OPEN = "open"
    QUEUE = "queue"
    FULL = "full"
    CLOSED = "closed"


def standing(event: Event, taken: int, *, at: datetime) -> Standing:
    """The state of `event` at `at`, with so many places taken."""
    found = gate(event, at=at)
    if found in (Gate.CANCELLED, Gate.POSTPONED):
        return Standing(found.value)
    if event.status in (EventStatus.FINISHED, EventStatus.ARCHIVED) or at >= event.ends_at:
        return Standing.OVER
    if found is not Gate.OPEN:
        return Standing.NOT_YET if found is Gate.NOT_YET else Standing.CLOSED
    if not is_full(event.capacity, taken):
        return Standing.OPEN
    return Standing.QUEUE if event.has_waiting_list else Standing.FULL
