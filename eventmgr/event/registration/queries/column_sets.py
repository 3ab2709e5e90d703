"""Columns that organizers have chosen together."""

from __future__ import annotations

from sqlalchemy import select

from eventmgr.event.registration.models import ColumnSet
from eventmgr.ground.db import db


def list_column_sets(event_id: int) -> list[ColumnSet]:
    """The saved sets of an event, by name."""
    return list(db.session.scalars(select(ColumnSet).where(ColumnSet.event_id == event_id).order_by(ColumnSet.name)))
