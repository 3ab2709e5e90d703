"""The waiting list: first come, first promoted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from eventmgr.events.derived.opening import free_places
from eventmgr.events.models import Event, EventStatus, QuotaMode
from eventmgr.log.services import SYSTEM, Act
from eventmgr.quotas.models import HOLDING, Status
from eventmgr.quotas.queries import count_by_status, list_unit_uses
from eventmgr.quotas.statements import counted_together
from eventmgr.registration import queries
from eventmgr.registration.models import Registration
from eventmgr.registration.services.states import change_status, locked, not_possible


def fill(event: Event, *, at: datetime) -> int:
    """Promote the first of the waiting list while places are left; how many were. The event must be locked.

    Those whose delegation has used up a quota that binds are passed over; they wait on.
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
    left: dict[str, int] = {}
    if event.quota_mode is QuotaMode.REFUSE:
        unit_uses = list_unit_uses(event.id)
        left = {code: use.left for code, use in unit_uses.items() if use.left is not None}
    return _promote(event, places, left, at=at)


def _promote(event: Event, places: int, left: dict[str, int], *, at: datetime) -> int:
    """Promote until `places` are given away or nobody is left whose unit has a place; how many were.

    Args:
        left: unit → places of its quota, where it binds; counted down here.
    """
    done, act = 0, Act(SYSTEM, at)
    with counted_together(event.id):
        while done < places:
            full = {code for code, n in left.items() if n == 0}
            first = queries.list_queue(event.id, limit=places - done, not_of=full)
            if not first:
                break
            for row in first:
                if left.get(row.unit_code) == 0:
                    continue  # one before it in this round took the last place of its unit
                change_status(event, row, Status.CONFIRMED, act=act, action="promoted", letter="promoted")
                done += 1
                if row.unit_code in left:
                    left[row.unit_code] -= 1
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
