"""Reading the outbox of short texts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select

from eventmgr.ground.db import db
from eventmgr.tools.channels.models import ChannelMessage, SendState

_M = ChannelMessage
HEARD = (SendState.DUE, SendState.SENDING, SendState.SENT, SendState.UNCLEAR)
"""Of texts that have reached their reader, or may still."""


def count_of_event(event_id: int, kind: str, *, since: datetime) -> int:
    """How many texts of that kind the event has written since then that have reached somebody or may still."""
    query = select(func.count()).select_from(_M).where(_M.event_id == event_id, _M.kind == kind)
    return int(db.session.scalar(query.where(_M.created_at > since, _M.state.in_(HEARD))) or 0)


def count_states(batches: Sequence[str]) -> dict[str, dict[SendState, int]]:
    """What they belong to → state → how many; one statement."""
    query = select(_M.batch, _M.state, func.count()).where(_M.batch.in_(batches)).group_by(_M.batch, _M.state)
    found: dict[str, dict[SendState, int]] = {batch: {} for batch in batches}
    for batch, state, number in db.session.execute(query):
        found[batch][state] = int(number)
    return found


def list_of_batch(batch: str) -> list[ChannelMessage]:
    """All that belong to it, in the order in which they were written."""
    return list(db.session.scalars(select(_M).where(_M.batch == batch).order_by(_M.id)))


def list_about(abouts: Sequence[str]) -> list[ChannelMessage]:
    """All to these readers, in the order in which they were written."""
    return list(db.session.scalars(select(_M).where(_M.about.in_(abouts)).order_by(_M.id)))


def list_latest(batch: str, *, limit: int) -> list[ChannelMessage]:
    """The last that belong to it, the newest first."""
    return list(db.session.scalars(select(_M).where(_M.batch == batch).order_by(_M.id.desc()).limit(limit)))
