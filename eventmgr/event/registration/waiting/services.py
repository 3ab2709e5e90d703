"""The waiting list: who gets a place that has become free, at once or as an offer that ends at an instant; its rule and
its order by hand, offers accepted and taken back.

Everything here runs behind the event's lock. A place that is offered is nobody else's: it is counted like one that is
held (`quotas.models.TAKING`), so capacity, quotas, their parts and the pool hold by themselves."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from eventmgr.event.events.derived.opening import free_places, types_of
from eventmgr.event.events.models import Event, EventStatus, QuotaMode
from eventmgr.event.events.services import lock
from eventmgr.event.events.services.changing import name_of
from eventmgr.event.quotas.allocation import Allocation
from eventmgr.event.quotas.errors import EventFull
from eventmgr.event.quotas.labels import cell_words
from eventmgr.event.quotas.models import HOLDING, TAKING, Status
from eventmgr.event.quotas.queries import count_by_status, find_binding, get_allocation
from eventmgr.event.quotas.services import check_quotas
from eventmgr.event.quotas.statements import counted_together
from eventmgr.event.registration import statements
from eventmgr.event.registration.errors import NotPossible
from eventmgr.event.registration.models import QueueEntry, QueuePlan, Registration, WaitingRule
from eventmgr.event.registration.queries.unit_words import list_unrecommended
from eventmgr.event.registration.statements import claim_of
from eventmgr.event.registration.states import change_status, locked, not_possible, refuse_restricted, too_many
from eventmgr.event.registration.waiting.queries import (
    Moving,
    get_moving,
    list_offered,
    list_overdue,
    list_queue,
    list_queue_entries,
    list_queue_ids,
)
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _, language
from eventmgr.ground.jobs.registry import handler
from eventmgr.ground.jobs.services import enqueue
from eventmgr.tools.log.services import SYSTEM, Act, Changes, record
from eventmgr.tools.messages import telling
from eventmgr.tools.messages.telling import Choice
from eventmgr.tools.taxonomy import get_unit

MOVES = (EventStatus.PUBLISHED, EventStatus.POSTPONED)
"""States of an event in which its waiting list moves."""
MOST_LAPSED = 2
"""Whoever lets so many offers lapse leaves the list; before that they go to its end."""
_AT_ONCE = 200
"""So many of the queue are read together."""
_EXPIRE = "registration.expire_offers"


def is_moving(event: Event, *, at: datetime) -> bool:
    """Whether places are given to people of the waiting list: not once the event is over, nor while it is neither
    published nor postponed."""
    return event.status in MOVES and at < event.ends_at


def fill(event: Event, *, at: datetime) -> int:
    """Give free places to the first of the waiting list, or offer them; to how many. The event must be locked. Offers
    that have ended by now are ended first.

    Those for whom a quota that binds has no place, those whom their delegation would have to recommend first, and those
    whom the organizers serve by hand are passed over; nobody is offered a place whose data is only kept. They wait on.
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


@dataclass
class _Serving:
    """Free places of an event go to its waiting list."""

    event: Event
    at: datetime

    def __post_init__(self) -> None:
        self.moving: Moving = get_moving(self.event.id)
        self.offers = self.moving.offer_hours is not None
        self.binding: Allocation | None = find_binding(self.event)
        self.floors: Allocation | None = None
        if self.moving.rule is WaitingRule.FLOOR:
            binds = self.event.quota_mode is QuotaMode.REFUSE
            self.floors = self.binding if binds else get_allocation(self.event)

    def serve(self, places: int) -> int:
        """Until so many are given away or nobody is left who may have one; how many were. Nobody is offered a place
        without hearing of it: where an act tells people later or not at all, a worker makes the offers."""
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
        """In one go through the queue. Who may have no place when their turn comes may have none later in it either:
        places that are given leave fewer.

        Args:
            under_floor: only those whose part of a quota has not reached its floor when their turn comes.
        """
        done = passed = 0
        while done < places:
            some = list_queue(self.event.id, self.moving.rule, limit=_AT_ONCE, skip=passed)
            unrecommended = list_unrecommended(self.event, [row.id for row in some])
            known = list_queue_entries([row.id for row in some]) if self.offers else {}
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
    """Offers that have ended by now: whoever let them lapse goes to the end of the list, or leaves it; whether there
    were any.

    Nobody is written to once the event is called off or over.
    """
    overdue = list_overdue(event.id, at=at)
    entries = list_queue_entries([row.id for row in overdue])
    tells, act = is_moving(event, at=at), Act(SYSTEM, at)
    with counted_together(event.id):
        for row in overdue:
            entry = entries[row.id]
            entry.lapsed, entry.since, entry.rank = entry.lapsed + 1, at, None
            stays = entry.lapsed < MOST_LAPSED
            letter = "offer_expired" if stays else "offer_ended"
            change_status(
                event,
                row,
                Status.WAITLISTED if stays else Status.WITHDRAWN,
                act=act,
                action="offer_expired",
                letter=letter if tells else None,
            )
    return bool(overdue)


@handler(_EXPIRE)
def expire_offers(payload: dict[str, Any], at: datetime) -> None:
    """The job: at the instant at which offers end, the places go to the next."""
    event = db.session.get(Event, payload["event"])
    if event is not None:
        with locked(event):
            fill(event, at=at)


def end_queue(event: Event, *, act: Act) -> None:
    """The event is called off: nobody is offered a place any more. Those who wait hear of it as everybody does. It must
    be locked."""
    with counted_together(event.id):
        for row, _until in list_offered(event.id):
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


MOST_HOURS = 24 * 30


class Answer(enum.Enum):
    """What became of the wish to accept an offer."""

    ACCEPTED = "accepted"
    HELD = "held"
    """It was theirs already: the button was pressed twice."""
    TOO_LATE = "too_late"


def set_plan(event: Event, rule: WaitingRule, offer_hours: int | None, *, act: Act) -> Changes:
    """By which rule the waiting list moves, and for how long a place is offered; what changed. Offers that are open
    stay."""
    lock(event)
    before = get_moving(event.id)
    changes: dict[str, list[object]] = {}
    if before.rule is not rule:
        changes["waiting_rule"] = [before.rule.value, rule.value]
    if before.offer_hours != offer_hours:
        changes["offer_hours"] = [before.offer_hours, offer_hours]
    if changes:
        row = db.session.get(QueuePlan, event.id)
        if row is None:
            row = QueuePlan(event_id=event.id)
            db.session.add(row)
        row.rule, row.offer_hours = rule, offer_hours
        record(act, "queue_planned", event, event_id=event.id, object_name=name_of(event), changes=changes)
        fill(event, at=act.at)
    return changes


def accept(event: Event, registration: Registration, *, act: Act) -> Answer:
    """The person takes the place that is offered. If its time is over, it goes to the next now.

    Raises:
        NotPossible: the event is called off, or over.
    """
    with locked(event, [registration]):
        if registration.status not in HOLDING and not is_moving(event, at=act.at):
            raise NotPossible(_("This event no longer gives out places, so nothing can be accepted."))
        fill(event, at=act.at)
        if registration.status is not Status.OFFERED:
            return Answer.HELD if registration.status in HOLDING else Answer.TOO_LATE
        change_status(event, registration, Status.CONFIRMED, act=act, action="offer_accepted", letter="confirmed")
    return Answer.ACCEPTED


def end_overdue(event: Event, *, at: datetime) -> None:
    """Whoever looks finds no offer whose time is over: the place goes to the next now."""
    with locked(event):
        fill(event, at=at)


def offer(event: Event, registration: Registration, *, act: Act) -> None:
    """The organizers offer a free place to somebody who waits, whoever is before them.

    Raises:
        NotPossible: the person does not wait, or the waiting list does not move.
        Refusal: places are not offered at this event but given.
        EventFull, OverQuota: no place is left, of the event or of a quota.
    """
    with locked(event, [registration]) as left:
        refuse_restricted(registration)
        hours = get_moving(event.id).offer_hours
        if hours is None:
            raise Refusal(_("This event offers no places: confirm the person, or set a time for offers first."))
        if registration.status is not Status.WAITLISTED or not is_moving(event, at=act.at):
            raise not_possible(registration, Status.OFFERED)
        if left == 0:
            raise EventFull(too_many(0, 1))
        check_quotas(event, [claim_of(registration)], beyond=None)
        until = offer_end(event, hours, at=act.at)
        offer_to(event, registration, db.session.get(QueueEntry, registration.id), until=until, act=act)
        end_later(event, until)


def take_back(event: Event, registration: Registration, *, act: Act) -> None:
    """The place is no longer offered; the person waits on, and gets one from the organizers' hand alone. It goes to the
    next.

    Raises:
        NotPossible: none is offered to that person.
    """
    with locked(event, [registration]):
        if registration.status is not Status.OFFERED:
            raise not_possible(registration, Status.WAITLISTED)
        entry = db.session.get_one(QueueEntry, registration.id)
        entry.is_held_back = True
        change_status(
            event, registration, Status.WAITLISTED, act=act, action="offer_withdrawn", letter="offer_withdrawn"
        )
        fill(event, at=act.at)


def move(event: Event, registration: Registration, number: int, *, act: Act) -> tuple[int, int]:
    """The organizers set somebody's place in the order by hand; (place before, place now). Beyond the end is the end.

    Raises:
        NotPossible: the person does not wait.
        Refusal: the order follows from another rule.
    """
    with locked(event, [registration]):
        if get_moving(event.id).rule is not WaitingRule.HAND:
            raise Refusal(_("The order of this waiting list follows from its rule. Choose the order by hand first."))
        if registration.status is not Status.WAITLISTED:
            raise not_possible(registration, Status.WAITLISTED)
        ids = list_queue_ids(event.id, WaitingRule.HAND)
        before = ids.index(registration.id)
        after = min(max(number, 1), len(ids)) - 1
        if after != before:
            ids.insert(after, ids.pop(before))
            _rank(ids, max(before, after) + 1)
            record(
                act,
                "queue_moved",
                registration,
                event_id=event.id,
                object_name=registration.name,
                changes={"queue_number": [before + 1, after + 1]},
            )
    return before + 1, after + 1


def _rank(ids: Sequence[int], first: int) -> None:
    """The first of them have these places, and whoever was placed already."""
    entries = list_queue_entries(ids)
    ranked = [at for at, number in enumerate(ids, 1) if number in entries and entries[number].rank is not None]
    for rank, number in enumerate(ids[: max(first, *ranked, 1)], 1):
        entry = entries.get(number)
        if entry is None:
            entry = QueueEntry(registration_id=number)
            db.session.add(entry)
        entry.rank = rank


def why_passed(event: Event, rows: Sequence[Registration]) -> dict[int, str]:
    """Number of a registration that waits → why it gets none of the places that are free, or would be; others are
    missing."""
    entries = list_queue_entries([row.id for row in rows])
    unrecommended = list_unrecommended(event, [row.id for row in rows])
    allocation, types = find_binding(event), types_of(event)
    reasons: dict[int, str] = {}
    offers = get_moving(event.id).offer_hours is not None
    for row in rows:
        full = allocation.full_for(claim_of(row)) if allocation else None
        if row.id in entries and entries[row.id].is_held_back:
            reasons[row.id] = _("An offer was taken back: only you can give this person a place.")
        elif offers and row.restricted_at is not None:
            reasons[row.id] = _("Processing is restricted, so no place can be offered by e-mail.")
        elif row.id in unrecommended:
            reasons[row.id] = _("The delegation has not recommended this person.")
        elif full is not None and full.role:
            reasons[row.id] = _("All places for “%(type)s” are taken.", type=types.name(full.role))
        elif full is not None and full.cell is not None:
            unit = get_unit(full.unit).name(language())
            reasons[row.id] = _(
                "All places of %(unit)s for “%(cell)s” are taken.",
                unit=unit,
                cell=cell_words(full.cell, language(), types),
            )
        elif full is not None:
            reasons[row.id] = _("The quota of %(unit)s is used up.", unit=get_unit(full.unit).name(language()))
    return reasons
