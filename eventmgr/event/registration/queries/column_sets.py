"""Columns that organizers have chosen together."""

from __future__ import annotations

from sqlalchemy import select

from eventmgr.event.events.models import Event
from eventmgr.event.registration.models import ColumnSet
from eventmgr.ground.db import db
from eventmgr.ground.errors import NotFound
from eventmgr.ground.i18n import _


def list_column_sets(event_id: int) -> list[ColumnSet]:
    """The saved sets of an event, by name."""
    return list(db.session.scalars(select(ColumnSet).where(ColumnSet.event_id == event_id).order_by(ColumnSet.name)))


def get_column_set(event: Event, set_id: int) -> ColumnSet:
    """The set with that number.

    Raises:
        NotFound: there is none in this event.
    """
    column_set = db.session.scalar(select(ColumnSet).where(ColumnSet.id == set_id, ColumnSet.event_id == event.id))
    if column_set is None:
        raise NotFound(_("There is no such column set in this event."))
    return column_set
