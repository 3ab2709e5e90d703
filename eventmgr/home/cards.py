"""What a card of the front page says about an event: one word of state, chosen from plain facts."""

from __future__ import annotations

import enum
from datetime import datetime

from eventmgr.events.derived.opening import Gate, gate, is_full
from eventmgr.events.models import Event, EventStatus


class CardState(enum.Enum):
    """What a visitor can do now."""

    CANCELLED = "cancelled"
    POSTPONED = "postponed"
    OVER = "over"
    NOT_YET = "not_yet"
    OPEN = "open"
    QUEUE = "queue"
    FULL = "full"
    CLOSED = "closed"


def card_state(event: Event, taken: int, *, at: datetime) -> CardState:
    """The state of `event` at `at`, with so many places taken."""
    registration_gate = gate(event, at=at)
    if registration_gate in (Gate.CANCELLED, Gate.POSTPONED):
        return CardState(registration_gate.value)
    if event.status in (EventStatus.FINISHED, EventStatus.ARCHIVED) or at >= event.ends_at:
        return CardState.OVER
    if registration_gate is not Gate.OPEN:
        return CardState.NOT_YET if registration_gate is Gate.NOT_YET else CardState.CLOSED
    if not is_full(event.capacity, taken):
        return CardState.OPEN
    return CardState.QUEUE if event.has_waiting_list else CardState.FULL
