"""Delegations that events invite."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from eventmgr.db import db
from eventmgr.events.models import InvitedUnit


def list_invited(event_ids: Collection[int]) -> list[tuple[int, str]]:
    """(event, delegation) of each that is invited; one statement."""
    query = select(InvitedUnit.event_id, InvitedUnit.unit_code).where(InvitedUnit.event_id.in_(sorted(event_ids)))
    return [(event_id, code) for event_id, code in db.session.execute(query.order_by(InvitedUnit.id))]
