"""Reading action items."""

from __future__ import annotations

from sqlalchemy import select

from eventmgr.ground.db import db
from eventmgr.matchmaking.outcomes.models import ActionItem


def list_action_items(event_id: int) -> list[ActionItem]:
    """The action items of an event, in their order."""
    query = select(ActionItem).where(ActionItem.event_id == event_id)
    return list(db.session.scalars(query.order_by(ActionItem.position, ActionItem.id)))
