"""Reading the audit trail."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from eventmgr.db import db
from eventmgr.log.models import AuditEntry


def list_entries_about(object_type: str, ids: Collection[int]) -> list[AuditEntry]:
    """Every entry about these objects, oldest first."""
    query = select(AuditEntry).where(AuditEntry.object_type == object_type, AuditEntry.object_id.in_(ids))
    return list(db.session.scalars(query.order_by(AuditEntry.id)))


def list_entries(
    event_id: int | None,
    *,
    object_type: str | None = None,
    object_id: int | None = None,
    before_id: int | None = None,
    limit: int = 50,
) -> list[AuditEntry]:
    """Entries of one event (None: those without event), newest first; `before_id` continues an earlier page."""
    query = select(AuditEntry).where(
        AuditEntry.event_id == event_id if event_id is not None else AuditEntry.event_id.is_(None)
    )
    if object_type is not None:
        query = query.where(AuditEntry.object_type == object_type)
    if object_id is not None:
        query = query.where(AuditEntry.object_id == object_id)
    if before_id is not None:
        query = query.where(AuditEntry.id < before_id)
    return list(db.session.scalars(query.order_by(AuditEntry.id.desc()).limit(limit)))
