"""What becomes of places that are given back, and what goes with them: said on every page from which somebody goes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from eventmgr.event.events.models import Event
from eventmgr.event.quotas.models import TAKING, Status
from eventmgr.event.quotas.queries import count_by_status
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.notes import losses
from eventmgr.event.registration.waiting.services import is_moving
from eventmgr.ground.i18n import _, _n


def said_of_leaving(event: Event, rows: Sequence[Registration], *, own: bool = False, at: datetime) -> list[str]:
    """Sentences: whether their places go to people who wait, and what else these people have that ends.

    Args:
        own: its reader is the person whose registration it is.
    """
    sentences = [_of_places(event, rows, own=own, at=at), *losses(rows, own=own)]
    return [sentence for sentence in sentences if sentence]


def _of_places(event: Event, rows: Sequence[Registration], *, own: bool, at: datetime) -> str:
    given = sum(row.status in TAKING for row in rows)
    if not given or at >= event.ends_at:
        return ""
    counts = count_by_status(event.id)
    taken, waiting = sum(counts[status] for status in TAKING), counts[Status.WAITLISTED]
    if event.capacity is not None and taken - given >= event.capacity:
        return ""  # more are taken than there are: nobody else gets what is given back
    if not waiting or not is_moving(event, at=at):
        free = _n("%(num)s place becomes free.", "%(num)s places become free.", given)
        return _("Your place becomes free.") if own else free
    if own:
        return _n(
            "Your place goes to the waiting list (%(num)s person is waiting).",
            "Your place goes to the waiting list (%(num)s people are waiting).",
            waiting,
        )
    return _n(
        "Places that become free go to the waiting list at once (%(num)s person is waiting).",
        "Places that become free go to the waiting list at once (%(num)s people are waiting).",
        waiting,
    )
