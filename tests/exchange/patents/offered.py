"""Patents on offer; the trail alone knows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from eventmgr.ground.db import db
from eventmgr.tools.log.models import AuditEntry

MOST = 2


@dataclass
class Patent:
    """One patent."""

    __tablename__ = "patent"
    id: int


_IS_ONE = AuditEntry.object_type == Patent.__tablename__
ADDRESSES = select(AuditEntry.object_id, AuditEntry.object_id.label("patent_id")).where(_IS_ONE)


def list_patents() -> list[tuple[int, str, datetime]]:
    """Number, title and instant of each, the first first."""
    rows = db.session.scalars(select(AuditEntry).where(_IS_ONE).order_by(AuditEntry.id))
    return [(row.object_id, row.changes["title"][1], row.at) for row in rows]


def too_many() -> list[str]:
    """No more than two are offered at once."""
    number = db.session.scalar(select(func.count(AuditEntry.id)).where(_IS_ONE)) or 0
    return [f"{number} patents, {MOST} at most"] if number > MOST else []
