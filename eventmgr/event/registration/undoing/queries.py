"""What organizers decided about several registrations at once."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select, text

from eventmgr.event.registration.models import IS_LIVE, BulkDecision, Registration
from eventmgr.ground.db import db
from eventmgr.ground.errors import NotFound
from eventmgr.ground.i18n import _


def list_decisions(event_id: int, *, since: datetime) -> list[BulkDecision]:
    """Those of an event that are remembered, the newest first."""
    query = select(BulkDecision).where(BulkDecision.event_id == event_id, BulkDecision.decided_at >= since)
    return list(db.session.scalars(query.order_by(BulkDecision.id.desc()).limit(50)))


def get_decision(event_id: int, decision_id: int) -> BulkDecision:
    """That one of the event.

    Raises:
        NotFound: it is not remembered any more.
    """
    query = select(BulkDecision).where(BulkDecision.event_id == event_id, BulkDecision.id == decision_id)
    decision = db.session.scalars(query).one_or_none()
    if decision is None:
        raise NotFound(_("This decision is no longer on record. Change the registrations individually on their pages."))
    return decision


def list_live_keys(event_id: int, keys: Collection[str]) -> set[str]:
    """Which of these identity keys stand in the event now."""
    query = select(Registration.identity_key).where(
        Registration.event_id == event_id, Registration.identity_key.in_(keys), text(IS_LIVE)
    )
    return set(db.session.scalars(query))
