"""The waiting list: first come, first promoted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from eventmgr.events.models import Event, EventStatus
from eventmgr.log.services import SYSTEM, Actor
from eventmgr.registration import queries
from eventmgr.registration.models import HOLDING, Registration, Status
from eventmgr.registration.services.states import change_status, locked, not_possible


def fill(event: Event, *, at: datetime) -> int:
    """Promote the first of the waiting list while places are left; how many were. The event must be locked.

    Nobody is promoted once the event is over, or while it is neither published nor postponed.
    """
    if event.status not in (EventStatus.PUBLISHED, EventStatus.POSTPONED) or at >= event.ends_at:
        return 0
    counts = queries.count_by_status(event.id)
    waiting, taken = counts[Status.WAITLISTED], sum(counts[status] for status in HOLDING)
    places = waiting if event.capacity is None else min(waiting, event.capacity - taken)
    if places <= 0:
        return 0
    first = queries.list_queue(event.id, limit=places)
    for row in first:
        change_status(event, row, Status.CONFIRMED, at=at, by=SYSTEM, action="promoted", letter="promoted")
    return len(first)


def promote_from_queue(event: Event, *, at: datetime) -> int:
    """Lock the event and fill it from the waiting list; how many were promoted."""
    with locked(event):
        return fill(event, at=at)


def put_on_waiting_list(event: Event, registrations: Sequence[Registration], *, at: datetime, by: Actor) -> None:
    """Let pending ones wait for a place; the queue is ordered by when they asked.

    Raises:
        NotPossible: one of them is not pending.
    """
    with locked(event, registrations):
        for row in registrations:
            if row.status is not Status.PENDING:
                raise not_possible(row, Status.WAITLISTED)
            change_status(event, row, Status.WAITLISTED, at=at, by=by, action="waitlisted", letter="waitlisted")
