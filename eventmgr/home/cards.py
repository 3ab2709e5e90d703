"""What a card of the front page says about an event: one word of state, chosen from plain facts."""

from __future__ import annotations

import enum
from datetime import datetime

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
    if event.status is EventStatus.CANCELLED:
        return Standing.CANCELLED
    if event.status is EventStatus.POSTPONED:
        return Standing.POSTPONED
    if event.status in (EventStatus.FINISHED, EventStatus.ARCHIVED) or at >= event.ends_at:
        return Standing.OVER
    if event.registration_opens_at is not None and at < event.registration_opens_at:
        return Standing.NOT_YET
    if at > (event.registration_closes_at or event.starts_at):
        return Standing.CLOSED
    if event.capacity is None or taken < event.capacity:
        return Standing.OPEN
    return Standing.QUEUE if event.has_waiting_list else Standing.FULL
