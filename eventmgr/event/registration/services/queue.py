"""The waiting list: who gets a place that has become free, at once or as an offer that ends at an instant.

Everything here runs behind the event's lock. A place that is offered is nobody else's: it is counted like one that is held
(`quotas.models.TAKING`), so capacity, quotas, their parts and the pool hold by themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from eventmgr.event.events.derived.opening import free_places
from eventmgr.event.events.derived.participant_types import types_of
from eventmgr.event.events.models import Event, EventStatus, QuotaMode
from eventmgr.event.quotas.allocation import Allocation
from eventmgr.event.quotas.models import TAKING, Status
from eventmgr.event.quotas.queries import count_by_status, find_binding, get_allocation
from eventmgr.event.quotas.statements import counted_together
from eventmgr.event.registration import queries, statements
from eventmgr.event.registration.models import QueueEntry, Registration, WaitingRule
from eventmgr.event.registration.queries import Moving, PriorState
from eventmgr.event.registration.services.states import change_status, locked, not_possible
from eventmgr.ground.db import db
from eventmgr.ground.jobs.registry import handler
from eventmgr.ground.jobs.services import enqueue
from eventmgr.tools.log.services import SYSTEM, Act
from eventmgr.tools.messages import telling
from eventmgr.tools.messages.telling import Choice

MOVES = (EventStatus.PUBLISHED, EventStatus.POSTPONED)
"""States of an event in which its waiting list moves."""
MOST_LAPSED = 2
"""Whoever lets so many offers lapse leaves the list; before that they go to its end."""
_AT_ONCE = 200
"""So many of the queue are read together."""
_EXPIRE = "registration.expire_offers"


def is_moving(event: Event, *, at: datetime) -> bool:
    """Whether places are given to people of the waiting list: not once the event is over, nor while it is neither published
    nor postponed."""
    return event.status in MOVES and at < event.ends_at


def fill(event: Event, *, at: datetime) -> int:
    """Give free places to the first of the waiting list, or offer them; to how many. The event must be locked. Offers that
    have ended by now are ended first.

    Those for whom a quota that binds has no place, those whom their delegation would have to recommend first, and those whom
    the organizers serve by hand are passed over; nobody is offered a place whose data is only kept. They wait on.
    """
    counts = count_by_status(event.id)
    if counts[Status.OFFERED] and _end_overdue(event, at=at):
        counts = count_by_status(event.id)
    if not is_moving(event, at=at):
        return 0
    waiting, taken = counts[Status.WAITLISTED], sum(counts[status] for status in TAKING)
    free = free_places(event.capacity, taken)
    places = waiting if free is None else min(waiting, free)
    return _Serving(event, at).serve(places) if places else 0


def fill_behind(event: Event, registration: Registration, prior: PriorState, *, at: datetime) -> None:
    """Whoever joins the waiting list moves up past people who wait for their delegation, or for the organizers' hand, alone."""
    if registration.status is not Status.WAITLISTED:
        return
    is_past = prior.rule is not None and free_places(event.capacity, prior.taken) != 0
    if types_of(event).needs_words or (is_past and queries.is_anybody_served_by_hand(event.id)):
        fill(event, at=at)


def joining_number(event: Event, prior: PriorState) -> int | None:
    """The place in the queue of whoever joins it now; None where it depends on more than the order of asking."""
    in_order = prior.rule in (None, WaitingRule.ASKED)
    types = types_of(event)
    is_known = in_order and event.quota_mode is not QuotaMode.REFUSE and not types.needs_words and not types.limits
    return prior.waiting + 1 if is_known else None


@dataclass
class _Serving:
    """Free places of an event go to its waiting list."""

    event: Event
    at: datetime

    def __post_init__(self) -> None:
        self.moving: Moving = queries.get_moving(self.event.id)
        self.offers = self.moving.offer_hours is not None
        self.binding: Allocation | None = find_binding(self.event)
        self.floors: Allocation | None = None
        if self.moving.rule is WaitingRule.FLOOR:
            binds = self.event.quota_mode is QuotaMode.REFUSE
            self.floors = self.binding if binds else get_allocation(self.event)

    def serve(self, places: int) -> int:
        """Until so many are given away or nobody is left who may have one; how many were. Nobody is offered a place without
        hearing of it: where an act tells people later or not at all, a worker makes the offers."""
        if self.offers and telling.choice() is not Choice.NOW:
            enqueue(_EXPIRE, {"event": self.event.id}, at=self.at)
            return 0
        done = 0
        with counted_together(self.event.id):
            if self.moving.rule is WaitingRule.FLOOR:
                done = self._serve(places, under_floor=True)
            done += self._serve(places - done)
        if done and self.moving.offer_hours is not None:
            end_later(self.event, offer_end(self.event, self.moving.offer_hours, at=self.at))
        return done

    def _serve(self, places: int, *, under_floor: bool = False) -> int:
        """In one go through the queue. Who may have no place when their turn comes may have none later in it either: places
        that are given leave fewer.

        Args:
            under_floor: only those whose part of a quota has not reached its floor when their turn comes.
        """
        done = passed = 0
        while done < places:
            some = queries.list_queue(self.event.id, self.moving.rule, limit=_AT_ONCE, skip=passed)
            unrecommended = queries.list_unrecommended(self.event, [row.id for row in some])
            known = queries.list_queue_entries([row.id for row in some]) if self.offers else {}
            for row in some:
                if done < places and row.id not in unrecommended and self._may_have(row, under_floor=under_floor):
                    self._give(row, known.get(row.id))
                    done += 1
                else:
                    passed += 1
            if len(some) < _AT_ONCE:
                break
        return done

    def _may_have(self, row: Registration, *, under_floor: bool) -> bool:
        if self.offers and row.restricted_at is not None:  # whose data is only kept is not written to
            return False
        claim = statements.claim_of(row)
        if under_floor and self.floors is not None and not self.floors.is_under_floor(claim):
            return False
        return self.binding is None or self.binding.full_for(claim) is None

    def _give(self, row: Registration, entry: QueueEntry | None) -> None:
        act = Act(SYSTEM, self.at)
        if self.moving.offer_hours is None:
            change_status(self.event, row, Status.CONFIRMED, act=act, action="promoted", letter="promoted")
        else:
            offer_to(self.event, row, entry, until=offer_end(self.event, self.moving.offer_hours, at=self.at), act=act)
        claim = statements.claim_of(row)
        if self.binding is not None:
            self.binding.take(claim)
        if self.floors is not None and self.floors is not self.binding:
            self.floors.take(claim)


def end_later(event: Event, at: datetime) -> None:
    """A worker looks then whose offers have ended."""
    enqueue(_EXPIRE, {"event": event.id}, at=at)


def offer_end(event: Event, hours: int, *, at: datetime) -> datetime:
    """When an offer that is made at `at` ends: not later than the event begins, or, once it has begun, ends."""
    latest = event.starts_at if at < event.starts_at else event.ends_at
    return min(at + timedelta(hours=hours), latest)


def offer_to(event: Event, registration: Registration, entry: QueueEntry | None, *, until: datetime, act: Act) -> None:
    """A place is theirs until then, if they accept it; nobody else gets it meanwhile.

    Args:
        entry: what is kept of how they stand on the waiting list, if there is a row of it.
    """
    if entry is None:
        entry = QueueEntry(registration_id=registration.id, lapsed=0)
        db.session.add(entry)
    entry.expires_at, entry.is_held_back = until, False
    change_status(event, registration, Status.OFFERED, act=act, action="offered", letter="offered")


def _end_overdue(event: Event, *, at: datetime) -> bool:
    """Offers that have ended by now: whoever let them lapse goes to the end of the list, or leaves it; whether there were any.

    Nobody is written to once the event is called off or over.
    """
    overdue = queries.list_overdue(event.id, at=at)
    entries = queries.list_queue_entries([row.id for row in overdue])
    tells, act = is_moving(event, at=at), Act(SYSTEM, at)
    with counted_together(event.id):
        for row in overdue:
            entry = entries[row.id]
            entry.lapsed, entry.since, entry.rank = entry.lapsed + 1, at, None
            stays = entry.lapsed < MOST_LAPSED
            letter = "offer_expired" if stays else "offer_ended"
            change_status(
                event, row, Status.WAITLISTED if stays else Status.WITHDRAWN,
                act=act, action="offer_expired", letter=letter if tells else None,
            )  # fmt: skip
    return bool(overdue)


@handler(_EXPIRE)
def expire_offers(payload: dict[str, Any], at: datetime) -> None:
    """The job: at the instant at which offers end, the places go to the next."""
    event = db.session.get(Event, payload["event"])
    if event is not None:
        with locked(event):
            fill(event, at=at)


def end_queue(event: Event, *, act: Act) -> None:
    """The event is called off: nobody is offered a place any more. Those who wait hear of it as everybody does. It must be
    locked."""
    with counted_together(event.id):
        for row, _until in queries.list_offered(event.id):
            change_status(event, row, Status.WAITLISTED, act=act, action="offer_withdrawn")


def put_on_waiting_list(event: Event, registrations: Sequence[Registration], *, act: Act) -> None:
    """Let pending ones wait for a place; the queue is ordered by when they asked.

    Raises:
        NotPossible: one of them is not pending.
    """
    with locked(event, registrations), counted_together(event.id):
        statements.delete_queue_entries([row.id for row in registrations])
        for row in registrations:
            if row.status is not Status.PENDING:
                raise not_possible(row, Status.WAITLISTED)
            change_status(event, row, Status.WAITLISTED, act=act, action="waitlisted", letter="waitlisted")
