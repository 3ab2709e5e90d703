"""More people are to be confirmed than there are places: those who asked first get them, or there are to be more
places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from eventmgr.event.events.models import Event
from eventmgr.event.events.services.changing import changing
from eventmgr.event.quotas.models import TAKING, Status
from eventmgr.event.registration.deciding.services.decisions import confirm
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.states import locked
from eventmgr.event.registration.waiting.services import put_on_waiting_list
from eventmgr.ground.db import db
from eventmgr.tools.log.services import Act


@dataclass(frozen=True)
class Overbooking:
    """What can be done instead."""

    first: Sequence[Registration]
    """Those who asked first, as many as there are places."""
    rest: Sequence[Registration]
    capacity: int
    """With so many places all of them have one."""


def overbooking(event: Event, chosen: Iterable[Registration], *, taken: int) -> Overbooking | None:
    """Where `chosen` need more places than there are beside the `taken` ones; else None."""
    wanted = _in_order(chosen)
    if event.capacity is None or taken + len(wanted) <= event.capacity:
        return None
    number = max(0, event.capacity - taken)
    return Overbooking(wanted[:number], wanted[number:], taken + len(wanted))


def first_of(chosen: Iterable[Registration], number: int) -> list[Registration]:
    """The first `number` of those without a place, and whoever is offered one."""
    rows = list(chosen)
    return [row for row in rows if row.status in TAKING] + _in_order(rows)[:number]


def confirm_first(
    event: Event, registrations: Sequence[Registration], number: int, *, act: Act, beyond_quota: str | None = None
) -> None:
    """Give a place to the first `number` of them; the others wait, where the event has a waiting list, and else stay as
    they are.

    Raises:
        EventFull: fewer places are left now.
        OverQuota, NotPossible: as `confirm`.
    """
    with locked(event, registrations):
        first = first_of(registrations, number)
        rest = [row for row in registrations if row not in first and row.status is Status.PENDING]
        confirm(event, first, beyond_quota=beyond_quota, act=act)
        if event.has_waiting_list:
            put_on_waiting_list(event, rest, act=act)


def confirm_with_more_places(
    event: Event, registrations: Sequence[Registration], capacity: int, *, act: Act, beyond_quota: str | None = None
) -> None:
    """Give each of them a place, and the event so many places if it has fewer: none of the new ones goes to anybody
    else.

    Raises:
        EventFull: even so fewer places are left now.
        OverQuota, NotPossible: as `confirm`.
    """
    with changing(event, ("capacity",), act=act):
        if event.capacity is not None and event.capacity < capacity:
            event.capacity = capacity
            db.session.flush()
        confirm(event, registrations, beyond_quota=beyond_quota, act=act)


def _in_order(rows: Iterable[Registration]) -> list[Registration]:
    """Who needs a place, in the order in which they asked."""
    return sorted((row for row in rows if row.status not in TAKING), key=lambda row: (row.created_at, row.id))
