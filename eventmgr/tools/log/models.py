"""The table of the audit trail."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import Index, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column

from eventmgr.ground.db import Model


class ActorKind(enum.Enum):
    """The kind of actor: an account, a participant or the system."""

    USER = "user"
    PARTICIPANT = "participant"
    SYSTEM = "system"


class SealState(enum.Enum):
    """What of a sealed entry is still there."""

    WHOLE = "whole"
    EMPTIED = "emptied"
    """Names and values were taken out of it by a rule."""
    PRUNED = "pruned"
    """It and maybe others before it were deleted after their period; the seal stands for all of them."""


class AuditEntry(Model):
    """One change: who, when, of what, from what to what. Never changed before its time is over but for taking a name
    out of it. A migration does not change rows either: they are sealed."""

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


class Seal(Model):
    """A link of the chain over the trail (`chain.py`): it vouches for one entry and for all seals before it. It is
    written some time after its entry, which may be deleted before it."""

    __tablename__ = "trail_seal"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """Place in the chain, from 1."""
    first: Mapped[int] = mapped_column(unique=True)
    """The same; where entries were pruned, the place of the first of those that this seal stands for."""
    entry_id: Mapped[int] = mapped_column(unique=True)
    """The entry; where entries were pruned, the last of them."""
    state: Mapped[SealState] = mapped_column(default=SealState.WHOLE)
    key_name: Mapped[str] = mapped_column(String(16))
    """Tells keys apart without telling one (`chain.name_of`)."""
    salt: Mapped[str] = mapped_column(String(32), default="")
    """Of `payload`; gone with what it says, so that nobody can try which name it was."""
    payload: Mapped[str] = mapped_column(String(64), default="")
    """Digest of what may be taken out of the entry, as it was when it was sealed."""
    digest: Mapped[str] = mapped_column(String(64))
    """Over everything recorded and the digest before it."""
    mark: Mapped[str] = mapped_column(String(64), default="")
    """Says that a rule of the product emptied or pruned it, and no other hand."""
    carried: Mapped[str] = mapped_column(String(64), default="", server_default="")
    """Where an older key made `digest`: what vouches for it under the key of `key_name`; empty: that key made it
    itself."""
