"""What a card of the front page says about an event: one word of state, chosen from plain facts."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime

from eventmgr.event.events.derived.opening import Gate, closing_instant, free_places, gate, is_full, who_may_register
from eventmgr.event.events.models import Event, EventStatus


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


JOINED = (CardState.OPEN, CardState.QUEUE)
"""States in which somebody can register."""


@dataclass(frozen=True)
class Card:
    """What a card says beside the event's own words."""

    state: CardState
    left: int | None
    """Places left; None: there is no limit."""
    closes_at: datetime
    """When registration closes."""
    who: str
    """Who may register, in the language spoken."""
    invited: int
    """How many delegations are invited."""


def card_of(event: Event, *, taken: int, invited: int, at: datetime) -> Card:
    """The card of `event` at `at`.

    Args:
        taken: places held.
        invited: delegations invited.
    """
    return Card(
        card_state(event, taken, at=at),
        free_places(event.capacity, taken),
        closing_instant(event),
        who_may_register(invited, takes_guests=event.takes_guests),
        invited,
    )


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
