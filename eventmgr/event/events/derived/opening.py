"""Whether an event takes registrations, until when, and how many places are free: each rule once. Pure."""

from __future__ import annotations

import enum
from datetime import datetime

from eventmgr.event.events.models import Event, EventStatus

OVER = (EventStatus.CANCELLED, EventStatus.FINISHED, EventStatus.ARCHIVED)
"""States of events at which nothing is prepared any more."""


class Gate(enum.Enum):
    """Why visitors may register now, or may not."""

    DRAFT = "draft"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"
    NOT_YET = "not_yet"
    OPEN = "open"
    CLOSED = "closed"


def gate(event: Event, *, at: datetime) -> Gate:
    """How registration for `event` stands at `at`, whether or not places are free."""
    always = {
        EventStatus.DRAFT: Gate.DRAFT,
        EventStatus.CANCELLED: Gate.CANCELLED,
        EventStatus.POSTPONED: Gate.POSTPONED,
    }
    if event.status in always:
        return always[event.status]
    if event.registration_opens_at is not None and at < event.registration_opens_at:
        return Gate.NOT_YET
    if event.status is not EventStatus.PUBLISHED or at > closing_instant(event):
        return Gate.CLOSED
    return Gate.OPEN


def is_over(event: Event, *, at: datetime) -> bool:
    """Whether nothing of the event lies ahead: nobody owes anything, and nothing about it can be arranged or taken back."""
    return event.status in OVER or at >= event.ends_at


def closing_instant(event: Event) -> datetime:
    """The last instant at which visitors may register or change: the event's own, else its beginning."""
    return event.registration_closes_at or event.starts_at


def free_places(limit: int | None, held: int) -> int | None:
    """Places that nobody holds, of an event, a delegation unit or a group; never below nought. None: there is no limit."""
    return None if limit is None else max(0, limit - held)


def is_full(limit: int | None, held: int) -> bool:
    """Whether no place is free."""
    return free_places(limit, held) == 0
