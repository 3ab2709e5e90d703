"""What is done with a waiting list by hand: its rule, its order, offers that are made, accepted or taken back."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from datetime import datetime

from eventmgr.event.events.derived.participant_types import types_of
from eventmgr.event.events.models import Event
from eventmgr.event.events.services import lock
from eventmgr.event.events.services.changing import name_of
from eventmgr.event.quotas.errors import EventFull
from eventmgr.event.quotas.labels import cell_words
from eventmgr.event.quotas.models import HOLDING, Status
from eventmgr.event.quotas.queries import find_binding
from eventmgr.event.quotas.services import check_quotas
from eventmgr.event.registration import queries
from eventmgr.event.registration.errors import NotPossible
from eventmgr.event.registration.models import QueueEntry, QueuePlan, Registration, WaitingRule
from eventmgr.event.registration.services import fill, refuse_restricted
from eventmgr.event.registration.services.deciding import too_many
from eventmgr.event.registration.services.queue import end_later, is_moving, offer_end, offer_to
from eventmgr.event.registration.services.states import change_status, locked, not_possible
from eventmgr.event.registration.statements import claim_of
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _, language
from eventmgr.tools.log.services import Act, Changes, record
from eventmgr.tools.taxonomy import get_unit

MOST_HOURS = 24 * 30


class Answer(enum.Enum):
    """What became of the wish to accept an offer."""

    ACCEPTED = "accepted"
    HELD = "held"
    """It was theirs already: the button was pressed twice."""
    TOO_LATE = "too_late"


def set_plan(event: Event, rule: WaitingRule, offer_hours: int | None, *, act: Act) -> Changes:
    """By which rule the waiting list moves, and for how long a place is offered; what changed. Offers that are open stay."""
    lock(event)
    before = queries.get_moving(event.id)
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
        hours = queries.get_moving(event.id).offer_hours
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
    """The place is no longer offered; the person waits on, and gets one from the organizers' hand alone. It goes to the next.

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
        if queries.get_moving(event.id).rule is not WaitingRule.HAND:
            raise Refusal(_("The order of this waiting list follows from its rule. Choose the order by hand first."))
        if registration.status is not Status.WAITLISTED:
            raise not_possible(registration, Status.WAITLISTED)
        ids = queries.list_queue_ids(event.id, WaitingRule.HAND)
        before = ids.index(registration.id)
        after = min(max(number, 1), len(ids)) - 1
        if after != before:
            ids.insert(after, ids.pop(before))
            _rank(ids, max(before, after) + 1)
            record(
                act, "queue_moved", registration, event_id=event.id, object_name=registration.name,
                changes={"queue_number": [before + 1, after + 1]},
            )  # fmt: skip
    return before + 1, after + 1


def _rank(ids: Sequence[int], first: int) -> None:
    """The first of them have these places, and whoever was placed already."""
    entries = queries.list_queue_entries(ids)
    ranked = [at for at, number in enumerate(ids, 1) if number in entries and entries[number].rank is not None]
    for rank, number in enumerate(ids[: max(first, *ranked, 1)], 1):
        entry = entries.get(number)
        if entry is None:
            entry = QueueEntry(registration_id=number)
            db.session.add(entry)
        entry.rank = rank


def why_passed(event: Event, rows: Sequence[Registration]) -> dict[int, str]:
    """Number of a registration that waits → why it gets none of the places that are free, or would be; others are missing."""
    entries = queries.list_queue_entries([row.id for row in rows])
    unrecommended = queries.list_unrecommended(event, [row.id for row in rows])
    allocation, types = find_binding(event), types_of(event)
    reasons: dict[int, str] = {}
    offers = queries.get_moving(event.id).offer_hours is not None
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
