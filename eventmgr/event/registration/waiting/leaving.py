"""What becomes of places that are given back, and what goes with them: said on every page from which somebody goes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from eventmgr.event.events.models import Event
from eventmgr.event.quotas.models import TAKING, Status
from eventmgr.event.quotas.queries import count_by_status
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.notes import losses
from eventmgr.event.registration.waiting.services import is_moving
from eventmgr.ground.i18n import _, _n


class Consequence(NamedTuple):
    """A sentence, and which number it says, where it says one that other pages say too."""

    text: str
    figure: str = ""


def said_of_leaving(
    event: Event, rows: Sequence[Registration], *, own: bool = False, at: datetime
) -> list[Consequence]:
    """Whether their places go to people who wait, and what else these people have that ends.

    Args:
        own: its reader is the person whose registration it is.
    """
    consequences = [_of_places(event, rows, own=own, at=at), *map(Consequence, losses(rows, own=own))]
    return [consequence for consequence in consequences if consequence.text]


def _of_places(event: Event, rows: Sequence[Registration], *, own: bool, at: datetime) -> Consequence:
    given = sum(row.status in TAKING for row in rows)
    if not given or at >= event.ends_at:
        return Consequence("")
    counts = count_by_status(event.id)
    taken, waiting = sum(counts[status] for status in TAKING), counts[Status.WAITLISTED]
    if event.capacity is not None and taken - given >= event.capacity:
        return Consequence("")  # more are taken than there are: nobody else gets what is given back
    if not waiting or not is_moving(event, at=at):
        if own:
            return Consequence(_("Your place becomes free."))
        if given == 1:
            return Consequence(_("The place becomes free."))
        return Consequence(_n("%(num)s place becomes free.", "%(num)s places become free.", given))
    text = _n(
        "Places that become free go to the waiting list at once (%(num)s person is waiting).",
        "Places that become free go to the waiting list at once (%(num)s people are waiting).",
        waiting,
    )
    if own:
        text = _n(
            "Your place goes to the waiting list (%(num)s person is waiting).",
            "Your place goes to the waiting list (%(num)s people are waiting).",
            waiting,
        )
    return Consequence(text, "waitlisted")
