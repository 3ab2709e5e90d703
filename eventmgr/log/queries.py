"""Reading the audit trail."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select

from eventmgr.db import db
from eventmgr.log.models import ActorKind, AuditEntry


def list_entries_about(object_type: str, ids: Collection[int]) -> list[AuditEntry]:
    """Every entry about these objects, oldest first."""
    query = select(AuditEntry).where(AuditEntry.object_type == object_type, AuditEntry.object_id.in_(ids))
    return list(db.session.scalars(query.order_by(AuditEntry.id)))


def list_old(before: datetime, records: Collection[str], limit: int) -> list[AuditEntry]:
    """Entries older than `before`, oldest first; of the acts `records` only those that still tell a name."""
    query = select(AuditEntry).where(*_old(before, records)).order_by(AuditEntry.at, AuditEntry.id)
    return list(db.session.scalars(query.limit(limit)))


def count_old(before: datetime, records: Collection[str]) -> int:
    """How many `list_old` would find without a limit."""
    return db.session.scalar(select(func.count()).select_from(AuditEntry).where(*_old(before, records))) or 0


def _old(before: datetime, records: Collection[str]) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    of_participant = (AuditEntry.actor_kind == ActorKind.PARTICIPANT) & (AuditEntry.actor_name != "")
    tells = or_(AuditEntry.object_name != "", of_participant)
    return (AuditEntry.at < before, or_(AuditEntry.action.not_in(records), tells))


def list_acts(event_id: int, actions: Collection[str]) -> list[AuditEntry]:
    """The event's latest hundred entries of these acts, newest first."""
    query = select(AuditEntry).where(AuditEntry.event_id == event_id, AuditEntry.action.in_(actions))
    return list(db.session.scalars(query.order_by(AuditEntry.id.desc()).limit(100)))


def list_reasons(event_id: int, action: str, *, limit: int = 8) -> list[str]:
    """What accounts said of such acts in the event, each reason once, the one said last first."""
    query = (
        select(AuditEntry.reason)
        .where(
            AuditEntry.event_id == event_id,
            AuditEntry.action == action,
            AuditEntry.actor_kind == ActorKind.USER,
            AuditEntry.by_link.is_(False),
            AuditEntry.reason != "",
        )
        .group_by(AuditEntry.reason)
        .order_by(func.max(AuditEntry.id).desc())
        .limit(limit)
    )
    return list(db.session.scalars(query))


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
