"""Reading the waiting list: who waits, in which order, who is offered a place until when."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVarTuple

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import aliased

from eventmgr.event.events.derived.opening import types_of
from eventmgr.event.events.models import Event, QuotaMode
from eventmgr.event.quotas.allocation import Allocation, Claim
from eventmgr.event.quotas.models import Status
from eventmgr.event.quotas.queries import find_binding, get_allocation
from eventmgr.event.registration.models import QueueEntry, QueuePlan, Registration, WaitingRule
from eventmgr.event.registration.queries.unit_words import is_unrecommended, list_unrecommended
from eventmgr.event.registration.waiting.standing import Others, Standing, standing_of
from eventmgr.ground.db import db

_Columns = TypeVarTuple("_Columns")
_R, _P = Registration, QueueEntry
_LAST = 2_147_483_647
"""After every rank."""


@dataclass(frozen=True)
class Moving:
    """How a waiting list moves; see `models.QueuePlan`."""

    rule: WaitingRule = WaitingRule.ASKED
    offer_hours: int | None = None


def get_moving(event_id: int) -> Moving:
    """As the organizers have chosen, or as it is where they have not."""
    row = db.session.execute(
        select(QueuePlan.rule, QueuePlan.offer_hours).where(QueuePlan.event_id == event_id)
    ).first()
    return Moving(*row) if row else Moving()


def list_queue(
    event_id: int, rule: WaitingRule = WaitingRule.ASKED, *, limit: int, skip: int = 0
) -> list[Registration]:
    """At most `limit` of those who wait for a place of their own accord, in the order of the rule, without the first
    `skip`; nobody who gets one from the organizers' hand alone. Under their floor or not is not asked here."""
    query = _waiting(select(_R), event_id).where(_R.forgotten_at.is_(None), _is_served())
    return list(db.session.scalars(query.order_by(*_order(rule)).offset(skip).limit(limit)))


def list_queue_ids(event_id: int, rule: WaitingRule) -> list[int]:
    """The numbers of everybody who waits, in the order of that rule."""
    return list(db.session.scalars(_waiting(select(_R.id), event_id).order_by(*_order(rule))))


def list_order(event_id: int) -> list[int]:
    """Numbers of all who wait, in the order in which the rule serves them now."""
    rule = get_moving(event_id).rule
    if rule is not WaitingRule.FLOOR:
        return list_queue_ids(event_id, rule)
    query = _waiting(select(_R.id, _R.unit_code, _R.role, _R.sector_code), event_id).order_by(*_order(rule))
    allocation = get_allocation(db.session.get_one(Event, event_id))
    rows = [(row[0], Claim(*row[1:])) for row in db.session.execute(query)]
    return [number for number, _claim in sorted(rows, key=lambda row: not allocation.is_under_floor(row[1]))]


def list_queue_entries(ids: Collection[int]) -> dict[int, QueueEntry]:
    """Number of a registration → what its place has beside when they asked; others are missing."""
    query = select(_P).where(_P.registration_id.in_(sorted(ids))).execution_options(populate_existing=True)
    return {row.registration_id: row for row in db.session.scalars(query)} if ids else {}


def list_offered(event_id: int, unit: str | None = None) -> list[tuple[Registration, datetime | None]]:
    """Who is offered a place, and until when: first whose offer ends first.

    Args:
        unit: only people of this delegation.
    """
    query = select(_R, _P.expires_at).outerjoin(_P, _P.registration_id == _R.id)
    query = query.where(_R.event_id == event_id, _R.status == Status.OFFERED, _R.forgotten_at.is_(None))
    if unit is not None:
        query = query.where(_R.unit_code == unit)
    return [(row[0], row[1]) for row in db.session.execute(query.order_by(_P.expires_at, _R.id))]


def list_overdue(event_id: int, *, at: datetime) -> list[Registration]:
    """Whose offer has ended by `at`, as they were offered."""
    query = select(_R).join(_P, _P.registration_id == _R.id)
    query = query.where(
        _R.event_id == event_id, _R.status == Status.OFFERED, _R.forgotten_at.is_(None), _P.expires_at <= at
    )
    return list(db.session.scalars(query.order_by(_P.expires_at, _R.id)))


def is_anybody_served_by_hand(event_id: int) -> bool:
    """Whether somebody waits for the organizers' hand alone, or cannot be offered a place."""
    query = _waiting(select(_R.id), event_id).where(or_(_P.is_held_back, _R.restricted_at.is_not(None))).limit(1)
    return db.session.scalar(query) is not None


def count_ahead(registration: Registration) -> int:
    """How many stand before this one in the order in which the rule serves them now; its own place is one more."""
    event_id = registration.event_id
    rule = select(QueuePlan.rule).where(QueuePlan.event_id == event_id).scalar_subquery()
    number = _waiting(select(func.count()).select_from(_R), event_id).where(_is_ahead(registration)).scalar_subquery()
    row = db.session.execute(select(rule, number)).one()
    return row[1] if row[0] in (None, WaitingRule.ASKED) else list_order(event_id).index(registration.id)


def get_standing(registration: Registration) -> Standing:
    """How many get a place before whoever waits with this registration, as far as that can be known."""
    event, rule = registration.event, get_moving(registration.event_id).rule
    entry = db.session.get(_P, registration.id)
    waits_for_more = bool(entry and entry.is_held_back) or bool(list_unrecommended(event, [registration.id]))
    if rule is WaitingRule.FLOOR:
        allocation: Allocation | None = get_allocation(event)
        binds = event.quota_mode is QuotaMode.REFUSE
        waits_for_more |= not binds and bool(types_of(event).limits)  # which of them are passed over is not known then
    else:
        allocation = find_binding(event)
        binds = allocation is not None
    own = Claim(registration.unit_code, registration.role, registration.sector_code)
    others = list_others(event, registration)
    return standing_of(own, others, rule=rule, allocation=allocation, binds=binds, is_certain=not waits_for_more)


def list_others(event: Event, registration: Registration) -> list[Others]:
    """Those who wait beside this one, counted together: as many rows as there are delegations and capacities, whatever
    the length of the list."""
    ahead = case((_is_ahead(registration), 1), else_=0)
    hindered: ColumnElement[bool] = or_(func.coalesce(_P.is_held_back, False), _R.restricted_at.is_not(None))
    types = types_of(event)
    if types.needs_words:
        hindered = or_(hindered, is_unrecommended(types))
    certain = case((hindered, 0), else_=1)
    key = (_R.unit_code, _R.role, _R.sector_code, ahead, certain)
    query = _waiting(select(*key, func.count()), event.id).where(_R.id != registration.id).group_by(*key)
    return [
        Others(Claim(unit, role, sector), bool(before), bool(sure), n)
        for unit, role, sector, before, sure, n in db.session.execute(query)
    ]


def _waiting(query: Select[*_Columns], event_id: int) -> Select[*_Columns]:
    joined = query.outerjoin(_P, _P.registration_id == _R.id)
    return joined.where(_R.event_id == event_id, _R.status == Status.WAITLISTED)


def _is_served() -> ColumnElement[bool]:
    return or_(_P.is_held_back.is_(None), _P.is_held_back.is_(False))


def _since() -> ColumnElement[datetime]:
    """When they came to where they stand."""
    return func.coalesce(_P.since, _R.created_at)


def _order(rule: WaitingRule) -> tuple[ColumnElement[Any], ...]:
    ranks = (func.coalesce(_P.rank, _LAST),) if rule is WaitingRule.HAND else ()
    return (*ranks, _since(), _R.id)


def _is_ahead(registration: Registration) -> ColumnElement[bool]:
    row, entry = aliased(_R), aliased(_P)
    since = (
        select(func.coalesce(entry.since, row.created_at))
        .select_from(row)
        .outerjoin(entry, entry.registration_id == row.id)
    )
    own = since.where(row.id == registration.id).scalar_subquery()
    return or_(_since() < own, and_(_since() == own, _R.id < registration.id))
