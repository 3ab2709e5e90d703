"""Reading persons and organizations."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from eventmgr.db import db
from eventmgr.directory.models import Organization, Person
from eventmgr.directory.statements import is_unused

BEARERS = 3
"""So many persons bear out the name of an organization that no organizer has used."""


def list_unused(model: type[Person | Organization], before: datetime, limit: int) -> list[int]:
    """Persons or organizations, added before, to which no row of any table refers."""
    query = select(model.id).where(model.created_at < before, *is_unused(model)).order_by(model.id)
    return list(db.session.scalars(query.limit(limit)))


def count_unused(model: type[Person | Organization], before: datetime) -> int:
    """How many those are."""
    query = select(func.count()).select_from(model).where(model.created_at < before, *is_unused(model))
    return db.session.scalar(query) or 0


def list_organization_names(start: str, *, limit: int = 8) -> list[Organization]:
    """Known organizations whose folded name holds `start`; those beginning with it first, then by pinyin.

    What one visitor typed is shown to no other: a name counts as known once the office has used it, or
    `BEARERS` different persons come from there.
    """
    if len(start) < 2:
        return []
    escaped = start.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    begins = Organization.name_key.like(f"{escaped}%", escape="\\")
    bearers = select(func.count()).select_from(Person).where(Person.organization_id == Organization.id)
    query = (
        select(Organization)
        .where(Organization.name_key.like(f"%{escaped}%", escape="\\"))
        .where(Organization.entered_by_office | (bearers.scalar_subquery() >= BEARERS))
        .order_by(begins.desc(), Organization.pinyin_key, Organization.id)
        .limit(limit)
    )
    return list(db.session.scalars(query))
