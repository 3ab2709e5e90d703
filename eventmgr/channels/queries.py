"""Reading the outbox of short texts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select

from eventmgr.channels.models import ChannelMessage, SendState
from eventmgr.db import db

_M = ChannelMessage
_AT_ONCE = 500
_HEARD = (SendState.DUE, SendState.SENDING, SendState.SENT, SendState.UNCLEAR)


def count_recent(abouts: Sequence[str], *, since: datetime) -> dict[str, int]:
    """Reader → how many texts since then have reached them or may still; those with none are left out."""
    found: dict[str, int] = {}
    for start in range(0, len(abouts), _AT_ONCE):
        query = select(_M.about, func.count()).where(_M.about.in_(abouts[start : start + _AT_ONCE]))
        query = query.where(_M.created_at > since, _M.state.in_(_HEARD)).group_by(_M.about)
        found.update({about: int(number) for about, number in db.session.execute(query)})
    return found


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
