"""Entries of the trail whose time is over."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import delete

from eventmgr.db import db
from eventmgr.log.models import AuditEntry


def delete_entries(ids: Collection[int]) -> None:
    """Delete these entries."""
    if ids:
        db.session.execute(delete(AuditEntry).where(AuditEntry.id.in_(ids)))
