"""Reading what the front page shows beside the events themselves."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, func, select

from eventmgr.event.events.models import Event, InvitedUnit
from eventmgr.event.quotas.models import TAKING, Tally
from eventmgr.ground.db import db


def is_shut() -> ColumnElement[bool]:
    """Whether an event takes nobody more: all its places are held, and there is no waiting list."""
    taken = (
        select(func.coalesce(func.sum(Tally.n), 0))
        .where(Tally.event_id == Event.id, Tally.status.in_(TAKING))
        .correlate(Event)
        .scalar_subquery()
    )
    return and_(Event.capacity.is_not(None), Event.has_waiting_list.is_(False), Event.capacity <= taken)


def count_invited(event_ids: Sequence[int]) -> dict[int, int]:
    """Event → invited delegations, for those events; one statement. Events without any are left out."""
    if not event_ids:
        return {}
    query = (
        select(InvitedUnit.event_id, func.count())
        .where(InvitedUnit.event_id.in_(event_ids))
        .group_by(InvitedUnit.event_id)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}
