"""What organizers decided about several registrations at once."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select, text

from eventmgr.event.registration.models import IS_LIVE, BulkDecision, Registration
from eventmgr.ground.db import db


def list_decisions(event_id: int, *, since: datetime) -> list[BulkDecision]:
    """Those of an event that are remembered, the newest first."""
    query = select(BulkDecision).where(BulkDecision.event_id == event_id, BulkDecision.decided_at >= since)
    return list(db.session.scalars(query.order_by(BulkDecision.id.desc()).limit(50)))


def list_live_keys(event_id: int, keys: Collection[str]) -> set[str]:
    """Which of these identity keys stand in the event now."""
    query = select(Registration.identity_key).where(
        Registration.event_id == event_id, Registration.identity_key.in_(keys), text(IS_LIVE)
    )
    return set(db.session.scalars(query))
