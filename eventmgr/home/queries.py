"""Reading what the front page shows beside the events themselves."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select

from eventmgr.db import db
from eventmgr.quotas.models import HOLDING, Tally


def count_taken(event_ids: Sequence[int]) -> dict[int, int]:
    """Event → places taken, for those events; one statement. Events without any are left out."""
    if not event_ids:
        return {}
    query = (
        select(Tally.event_id, func.sum(Tally.n))
        .where(Tally.event_id.in_(event_ids), Tally.status.in_(HOLDING))
        .group_by(Tally.event_id)
    )
    return {event_id: int(n) for event_id, n in db.session.execute(query) if n}
