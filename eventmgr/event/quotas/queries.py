"""Counting places: always from the tally, never from the rows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cache

from sqlalchemy import ColumnElement, Select, bindparam, false, func, select

from eventmgr.event.events.derived.opening import types_of
from eventmgr.event.events.models import Event, InvitedUnit, QuotaMode
from eventmgr.event.forms.participant_types.types import Types
from eventmgr.event.quotas.allocation import Allocation, Plan, QuotaCell
from eventmgr.event.quotas.models import HOLDING, TAKING, QuotaPlan, Status, Tally
from eventmgr.event.quotas.tally import TallyRow
from eventmgr.event.quotas.units import UnitUse, uses
from eventmgr.ground.db import db


def count_by_status(event_id: int) -> dict[Status, int]:
    """How many are in each state; every state is there, in the order of `Status`."""
    query = select(Tally.status, func.sum(Tally.n)).where(Tally.event_id == event_id).group_by(Tally.status)
    known = {status: int(n) for status, n in db.session.execute(query)}
    return {status: known.get(status, 0) for status in Status}


def count_taken(event_id: int) -> int:
    """How many places nobody else can have: held, or offered to somebody."""
    return count_taken_by_event([event_id]).get(event_id, 0)


def count_taken_by_event(event_ids: Collection[int]) -> dict[int, int]:
    """Event → the same, for those events; one statement. Events without any are left out."""
    if not event_ids:
        return {}
    query = (
        select(Tally.event_id, func.sum(Tally.n))
        .where(Tally.event_id.in_(sorted(event_ids)), Tally.status.in_(TAKING))
        .group_by(Tally.event_id)
    )
    return {event_id: int(n) for event_id, n in db.session.execute(query) if n}


def list_quotas(event_id: int) -> dict[str, int | None]:
    """Invited unit → quota, None where it has none."""
    return {row.unit_code: row.quota for row in db.session.execute(_quotas(), {"event": event_id})}


@cache
def _quotas() -> Select[str, int | None]:
    return select(InvitedUnit.unit_code, InvitedUnit.quota).where(InvitedUnit.event_id == bindparam("event"))


def get_plan(event: Event) -> Plan:
    """What its quotas have beside them, and its types of participants."""
    row, types = db.session.get(QuotaPlan, event.id), types_of(event)
    if row is None:
        return Plan(types=types)
    return _plan_of(row, types)


def _plan_of(row: QuotaPlan, types: Types) -> Plan:
    cells = tuple(QuotaCell(**cell) for cell in row.cells)
    return Plan(row.pool, types, cells, row.returns_at, row.returned_at)


def count_by_type(event_id: int) -> dict[str, dict[Status, int]]:
    """Type of participant → state → how many; without those that nobody is in."""
    query = (
        select(Tally.role, Tally.status, func.sum(Tally.n))
        .where(Tally.event_id == event_id, Tally.n > 0)
        .group_by(Tally.role, Tally.status)
    )
    counts: dict[str, dict[Status, int]] = {}
    for role, status, n in db.session.execute(query):
        counts.setdefault(role, {})[status] = int(n)
    return counts


def list_unit_tallies(event_id: int) -> list[TallyRow]:
    """The tally by unit, capacity and state alone: province and sector of each row are empty; its length does not
    depend on how many registered."""
    rows = db.session.execute(_by_unit(), {"event": event_id})
    return [TallyRow(unit, "", "", status, int(n), role) for unit, role, status, n in rows]


@cache
def _by_unit() -> Select[str, str, Status, int]:
    return (
        select(Tally.unit_code, Tally.role, Tally.status, func.sum(Tally.n))
        .where(Tally.event_id == bindparam("event"), Tally.n > 0)
        .group_by(Tally.unit_code, Tally.role, Tally.status)
    )


def list_uses_of_unit(unit_code: str, events: Sequence[Event]) -> dict[int, tuple[UnitUse, list[TallyRow]]]:
    """Event that invites the unit → how many of its places the unit uses, and its tally by capacity and state; three
    statements, however many events."""
    ids = sorted(event.id for event in events)
    query = (
        select(Tally.event_id, Tally.role, Tally.status, func.sum(Tally.n))
        .where(Tally.event_id.in_(ids), Tally.unit_code == unit_code, Tally.n > 0)
        .group_by(Tally.event_id, Tally.role, Tally.status)
    )
    rows: dict[int, list[TallyRow]] = {}
    for event_id, role, status, n in db.session.execute(query):
        rows.setdefault(event_id, []).append(TallyRow(unit_code, "", "", status, int(n), role))
    invited = select(InvitedUnit.event_id, InvitedUnit.quota).where(
        InvitedUnit.event_id.in_(ids), InvitedUnit.unit_code == unit_code
    )
    plans = _plans_of(events)
    return {
        event_id: (
            uses(rows.get(event_id, ()), {unit_code: quota}, plans[event_id])[unit_code],
            rows.get(event_id, []),
        )
        for event_id, quota in db.session.execute(invited)
    }


def list_cell_tallies(event_id: int) -> list[TallyRow]:
    """The same by sector too, for quotas with cells; the province of each row is empty."""
    query = (
        select(Tally.unit_code, Tally.sector_code, Tally.role, Tally.status, func.sum(Tally.n))
        .where(Tally.event_id == event_id, Tally.n > 0)
        .group_by(Tally.unit_code, Tally.sector_code, Tally.role, Tally.status)
    )
    rows = db.session.execute(query)
    return [TallyRow(unit, "", sector, status, int(n), role) for unit, sector, role, status, n in rows]


def get_allocation(event: Event) -> Allocation:
    """Who holds what of the quotas and of the places of each type; three statements."""
    plan = get_plan(event)
    rows = list_cell_tallies(event.id) if plan.cells else list_unit_tallies(event.id)
    return Allocation(list_quotas(event.id), plan, rows)


def find_binding(event: Event) -> Allocation | None:
    """The same of what stops somebody: quotas where they bind, places of types; None: neither does."""
    if event.quota_mode is QuotaMode.REFUSE:
        return get_allocation(event)
    types = types_of(event)
    return Allocation({}, Plan(types=types), list_unit_tallies(event.id)) if types.limits else None


def list_allocations(events: Sequence[Event], rows: Mapping[int, Sequence[TallyRow]]) -> dict[int, Allocation]:
    """The same of several events; two statements.

    Args:
        rows: number of an event → its tally by unit, capacity, sector and state.
    """
    ids = sorted(event.id for event in events)
    quotas: dict[int, dict[str, int | None]] = {event_id: {} for event_id in ids}
    for event_id, code, quota in db.session.execute(
        select(InvitedUnit.event_id, InvitedUnit.unit_code, InvitedUnit.quota).where(InvitedUnit.event_id.in_(ids))
    ):
        quotas[event_id][code] = quota
    plans = _plans_of(events)
    return {event_id: Allocation(quotas[event_id], plans[event_id], rows.get(event_id, ())) for event_id in ids}


def _plans_of(events: Sequence[Event]) -> dict[int, Plan]:
    query = select(QuotaPlan).where(QuotaPlan.event_id.in_([event.id for event in events]))
    kept = {row.event_id: row for row in db.session.scalars(query)}
    return {
        event.id: _plan_of(kept[event.id], types_of(event)) if event.id in kept else Plan(types=types_of(event))
        for event in events
    }


def count_holding_by_unit(event_id: int) -> dict[str, int]:
    """Delegation unit → places held; units without any are left out."""
    query = (
        select(Tally.unit_code, func.sum(Tally.n))
        .where(Tally.event_id == event_id, Tally.status.in_(HOLDING))
        .group_by(Tally.unit_code)
    )
    return {unit: int(n) for unit, n in db.session.execute(query) if n}


def is_limited_twice(event: Event) -> ColumnElement[bool]:
    """Whether both the event has so many places and a delegation has."""
    if event.capacity is None:
        return false()
    return select(InvitedUnit.id).where(InvitedUnit.event_id == event.id, InvitedUnit.quota > 0).exists()
