"""Counting places: always from the tally, never from the rows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import func, select

from eventmgr.db import db
from eventmgr.events.models import InvitedUnit
from eventmgr.quotas.allocation import NO_PLAN, Allocation, Plan, QuotaCell
from eventmgr.quotas.models import HOLDING, QuotaPlan, Status, Tally
from eventmgr.quotas.tally import TallyRow
from eventmgr.quotas.units import UnitUse, uses


def count_by_status(event_id: int) -> dict[Status, int]:
    """How many are in each state; every state is there, in the order of `Status`."""
    query = select(Tally.status, func.sum(Tally.n)).where(Tally.event_id == event_id).group_by(Tally.status)
    known = {status: int(n) for status, n in db.session.execute(query)}
    return {status: known.get(status, 0) for status in Status}


def count_taken(event_id: int) -> int:
    """How many places are held (confirmed, attended or absent)."""
    query = select(func.sum(Tally.n)).where(Tally.event_id == event_id, Tally.status.in_(HOLDING))
    return int(db.session.scalar(query) or 0)


def list_quotas(event_id: int) -> dict[str, int | None]:
    """Invited unit → quota, None where it has none."""
    query = select(InvitedUnit.unit_code, InvitedUnit.quota).where(InvitedUnit.event_id == event_id)
    return {row.unit_code: row.quota for row in db.session.execute(query)}


def get_plan(event_id: int) -> Plan:
    """What its quotas have beside them."""
    row = db.session.get(QuotaPlan, event_id)
    if row is None:
        return NO_PLAN
    return _plan_of(row)


def _plan_of(row: QuotaPlan) -> Plan:
    cells = tuple(QuotaCell(**cell) for cell in row.cells)
    return Plan(row.pool, row.counts_staff, cells, row.returns_at, row.returned_at)


def list_unit_tallies(event_id: int) -> list[TallyRow]:
    """The tally by unit, capacity and state alone: province and sector of each row are empty; its length does not depend
    on how many registered."""
    query = (
        select(Tally.unit_code, Tally.role, Tally.status, func.sum(Tally.n))
        .where(Tally.event_id == event_id, Tally.n > 0)
        .group_by(Tally.unit_code, Tally.role, Tally.status)
    )
    return [TallyRow(unit, "", "", status, int(n), role) for unit, role, status, n in db.session.execute(query)]


def list_uses_of_unit(unit_code: str, event_ids: Collection[int]) -> dict[int, tuple[UnitUse, list[TallyRow]]]:
    """Event that invites the unit → how many of its places the unit uses, and its tally by capacity and state; three statements,
    however many events."""
    ids = sorted(event_ids)
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
    plans = _plans_of(ids)
    return {
        event_id: (
            uses(rows.get(event_id, ()), {unit_code: quota}, plans.get(event_id, NO_PLAN))[unit_code],
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


def get_allocation(event_id: int) -> Allocation:
    """Who holds what of the quotas; three statements."""
    plan = get_plan(event_id)
    rows = list_cell_tallies(event_id) if plan.cells else list_unit_tallies(event_id)
    return Allocation(list_quotas(event_id), plan, rows)


def list_allocations(rows: Mapping[int, Sequence[TallyRow]]) -> dict[int, Allocation]:
    """The same of several events; two statements.

    Args:
        rows: number of an event → its tally by unit, capacity, sector and state.
    """
    ids = sorted(rows)
    quotas: dict[int, dict[str, int | None]] = {event_id: {} for event_id in ids}
    for event_id, code, quota in db.session.execute(
        select(InvitedUnit.event_id, InvitedUnit.unit_code, InvitedUnit.quota).where(InvitedUnit.event_id.in_(ids))
    ):
        quotas[event_id][code] = quota
    plans = _plans_of(ids)
    return {event_id: Allocation(quotas[event_id], plans.get(event_id, NO_PLAN), rows[event_id]) for event_id in ids}


def _plans_of(event_ids: Collection[int]) -> dict[int, Plan]:
    query = select(QuotaPlan).where(QuotaPlan.event_id.in_(event_ids))
    return {row.event_id: _plan_of(row) for row in db.session.scalars(query)}


def count_holding_by_unit(event_id: int) -> dict[str, int]:
    """Delegation unit → places held; units without any are left out."""
    query = (
        select(Tally.unit_code, func.sum(Tally.n))
        .where(Tally.event_id == event_id, Tally.status.in_(HOLDING))
        .group_by(Tally.unit_code)
    )
    return {unit: int(n) for unit, n in db.session.execute(query) if n}
