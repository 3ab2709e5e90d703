"""Entries of the trail whose time is over, and the seals of the others."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import delete, insert, text

from eventmgr.ground.db import db, is_sqlite
from eventmgr.tools.log.models import AuditEntry, Seal

_LOCK = text("SELECT pg_advisory_xact_lock(500135192940)")
"""The number of the lock on the chain is the word "trail"."""
_PAUSE = text("SELECT pg_sleep(0.05)")


def delete_entries(ids: Collection[int]) -> None:
    """Delete these entries of the log."""
    if ids:
        db.session.execute(delete(AuditEntry).where(AuditEntry.id.in_(ids)))


def lock_chain() -> None:
    """Nobody else lengthens or prunes the chain before the transaction ends; who writes entries does not notice."""
    if not is_sqlite():
        db.session.execute(_LOCK)


def pause() -> None:
    """Wait a moment for the transactions of others, on PostgreSQL."""
    db.session.execute(_PAUSE)


def insert_seals(rows: Sequence[dict[str, Any]]) -> None:
    """Append seals to the chain."""
    if rows:
        db.session.execute(insert(Seal), list(rows))


def delete_seals(places: Collection[int]) -> None:
    """Delete the seals at these places: another stands for them."""
    if places:
        db.session.execute(delete(Seal).where(Seal.id.in_(places)))
