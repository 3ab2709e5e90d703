"""The one write about pairs that is a statement."""

from __future__ import annotations

from datetime import datetime

from eventmgr.ground.db import db, insert_into
from eventmgr.matchmaking.outcomes.models import TwoDeals


def note_two_deals(event_id: int, item: int, other: int, *, at: datetime) -> None:
    """These are two deals; saying so twice is no fault."""
    values = {"first_id": min(item, other), "second_id": max(item, other), "event_id": event_id, "decided_at": at}
    db.session.execute(insert_into(TwoDeals).values(**values).on_conflict_do_nothing())
