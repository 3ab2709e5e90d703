"""The waiting list: first come, first promoted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from eventmgr.events.derived.opening import free_places
from eventmgr.events.models import Event, EventStatus
from eventmgr.log.services import SYSTEM, Act
from eventmgr.quotas.allocation import Allocation
from eventmgr.quotas.models import HOLDING, Status
from eventmgr.quotas.queries import count_by_status, find_binding
from eventmgr.quotas.statements import counted_together
from eventmgr.registration import queries, statements
from eventmgr.registration.models import Registration
from eventmgr.registration.services.states import change_status, locked, not_possible

_AT_ONCE = 200
"""So many of the queue are read together."""


def fill(event: Event, *, at: datetime) -> int:
    """Promote the first of the waiting list while places are left; how many were. The event must be locked.

    Those for whom a quota that binds has no place, and those whom their delegation would have to recommend first, are passed
    over; they wait on.
    Nobody is promoted once the event is over, or while it is neither published nor postponed.
    """
    if event.status not in (EventStatus.PUBLISHED, EventStatus.POSTPONED) or at >= event.ends_at:
        return 0
    counts = count_by_status(event.id)
    waiting, taken = counts[Status.WAITLISTED], sum(counts[status] for status in HOLDING)
    free = free_places(event.capacity, taken)
    places = waiting if free is None else min(waiting, free)
    if places == 0:
        return 0
    return _promote(event, places, find_binding(event), at=at)


def _promote(event: Event, places: int, allocation: Allocation | None, *, at: datetime) -> int:
    """Promote until `places` are given away or nobody is left whose delegation has a place for them; how many were.

    Args:
        allocation: what quotas and types allow, where they bind; those who are promoted are taken here.
    """
    done, act, last = 0, Act(SYSTEM, at), None
    with counted_together(event.id):
        while done < places:
            some = queries.list_queue(event.id, limit=_AT_ONCE, after=last)
            unrecommended = queries.list_unrecommended(event, [row.id for row in some])
            for row in some:
                claim = statements.claim_of(row)
                if row.id in unrecommended:
                    continue
                if done < places and (allocation is None or allocation.full_for(claim) is None):
                    change_status(event, row, Status.CONFIRMED, act=act, action="promoted", letter="promoted")
                    done += 1
                    if allocation is not None:
                        allocation.take(claim)
            if len(some) < _AT_ONCE:
                break
            last = some[-1]
    return done


def put_on_waiting_list(event: Event, registrations: Sequence[Registration], *, act: Act) -> None:
    """Let pending ones wait for a place; the queue is ordered by when they asked.

    Raises:
        NotPossible: one of them is not pending.
    """
    with locked(event, registrations), counted_together(event.id):
        for row in registrations:
            if row.status is not Status.PENDING:
                raise not_possible(row, Status.WAITLISTED)
            change_status(event, row, Status.WAITLISTED, act=act, action="waitlisted", letter="waitlisted")
