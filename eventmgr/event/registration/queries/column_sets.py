"""Columns that organizers have chosen together."""

from __future__ import annotations

from functools import cache

from sqlalchemy import Select, bindparam, select

from eventmgr.event.registration.models import ColumnSet
from eventmgr.ground.db import db


def list_column_sets(event_id: int) -> list[ColumnSet]:
    """The saved sets of an event, by name."""
    return list(db.session.scalars(_sets(), {"event": event_id}))


@cache
def _sets() -> Select[ColumnSet]:
    return select(ColumnSet).where(ColumnSet.event_id == bindparam("event")).order_by(ColumnSet.name)
