"""Delegations that events invite, and people whom they invite personally."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, select

from eventmgr.event.events.models import InvitedUnit
from eventmgr.event.invitations.models import Invitation
from eventmgr.ground.db import db
from eventmgr.tools.taxonomy import units
from eventmgr.tools.web.paging import Key, Page, get_page

_I = Invitation


def list_invited(event_ids: Collection[int]) -> list[tuple[int, str]]:
    """(event, delegation) of each that is invited; one statement."""
    query = select(InvitedUnit.event_id, InvitedUnit.unit_code).where(InvitedUnit.event_id.in_(sorted(event_ids)))
    return [(event_id, code) for event_id, code in db.session.execute(query.order_by(InvitedUnit.id))]


class InviteeCount(NamedTuple):
    """So many personal invitations of a delegation and a type of participant; codes may be empty."""

    event_id: int
    unit: str
    role: str
    n: int


def count_invitees(event_ids: Collection[int]) -> list[InviteeCount]:
    """Personal invitations that were not revoked; one statement."""
    columns = (_I.event_id, _I.unit_code, _I.role)
    query = select(*columns, func.count()).where(_I.event_id.in_(sorted(event_ids)), *_standing()).group_by(*columns)
    rows = db.session.execute(query) if event_ids else ()
    return [InviteeCount(event_id, unit, role, int(n)) for event_id, unit, role, n in rows]


def list_invitees(event_id: int, narrow: Mapping[str, str], cursor: str | None) -> Page[Invitation]:
    """Personal invitations of the event that were not revoked, the earliest first; an empty value asks for what is not
    stated.

    Args:
        narrow: `unit`, `province` of the delegation, `role`.
    """
    where = [*_standing()]
    if "unit" in narrow:
        where.append(_I.unit_code == narrow["unit"])
    if "role" in narrow:
        where.append(_I.role == narrow["role"])
    if "province" in narrow:
        codes = [unit.code for unit in units() if unit.province_code == narrow["province"]]
        where.append(_I.unit_code.in_(codes if narrow["province"] else [""]))
    return get_page(select(_I).where(_I.event_id == event_id, *where), [Key(_I.id)], cursor)


def _standing() -> tuple[ColumnElement[bool], ...]:
    return (_I.code.is_(None), _I.revoked_at.is_(None))
