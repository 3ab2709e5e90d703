"""Reading action items."""

from __future__ import annotations

from sqlalchemy import select

from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.ground.errors import NotFound
from eventmgr.ground.i18n import _
from eventmgr.matchmaking.outcomes.models import ActionItem


def list_action_items(event_id: int) -> list[ActionItem]:
    """The action items of an event, in their order."""
    query = select(ActionItem).where(ActionItem.event_id == event_id)
    return list(db.session.scalars(query.order_by(ActionItem.position, ActionItem.id)))


def get_action_item(event: Event, action_item_id: int) -> ActionItem:
    """One action item of that event.

    Raises:
        NotFound: no such action item here.
    """
    query = select(ActionItem).where(ActionItem.event_id == event.id, ActionItem.id == action_item_id)
    action_item = db.session.scalar(query)
    if action_item is None:
        raise NotFound(_("This event has no such action item."))
    return action_item
