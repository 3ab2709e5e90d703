"""The table of the audit trail."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import Index, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column

from eventmgr.db import Model


class ActorKind(enum.Enum):
    """Who acted."""

    USER = "user"
    PARTICIPANT = "participant"
    SYSTEM = "system"


class AuditEntry(Model):
    """One change: who, when, of what, from what to what. Never changed before its time is over but for taking a name out of it."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index("ix_audit_entry_event", "event_id", "id"),
        Index("ix_audit_entry_object", "object_type", "object_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    actor_kind: Mapped[ActorKind]
    actor_id: Mapped[int | None]
    actor_name: Mapped[str] = mapped_column(String(60), default="")
    by_link: Mapped[bool] = mapped_column(default=False, server_default=false())
    """A signed-in user did it on the page of a participant's link."""
    event_id: Mapped[int | None]
    object_type: Mapped[str] = mapped_column(String(32))
    """Lower-case noun: `event`, `agenda_item`, `registration`, `user`, …"""
    object_id: Mapped[int]
    object_name: Mapped[str] = mapped_column(String(200), default="")
    action: Mapped[str] = mapped_column(String(32))
    """Past tense: `created`, `changed`, `published`, `confirmed`, `exported`, …"""
    changes: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """`{field: [from, to]}`; personal values masked."""
    reason: Mapped[str] = mapped_column(Text, default="")
