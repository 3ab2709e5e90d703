"""The verbs of action items: add, edit, order, remove."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from eventmgr.event.events.models import Event
from eventmgr.event.events.services import lock
from eventmgr.ground.columns import state_of
from eventmgr.ground.db import db
from eventmgr.matchmaking.outcomes.action_items.queries import list_action_items
from eventmgr.matchmaking.outcomes.models import ActionItem, ActionItemStatus
from eventmgr.tools.log.services import Act, difference, record


@dataclass(frozen=True)
class ActionItemDraft:
    """An action item as typed."""

    text: dict[str, str]
    owner: dict[str, str] = field(default_factory=dict)
    due_on: date | None = None
    status: ActionItemStatus = ActionItemStatus.OPEN
    note: str = ""


def add_action_item(event: Event, draft: ActionItemDraft, *, act: Act) -> ActionItem:
    """A new action item, placed last."""
    lock(event)
    last = max((other.position for other in list_action_items(event.id)), default=-1)
    action_item = ActionItem(event_id=event.id, created_at=act.at, position=last + 1)
    _fill(action_item, draft)
    db.session.add(action_item)
    db.session.flush()
    record(
        act,
        "created",
        action_item,
        event_id=event.id,
        object_name=_name(action_item),
        changes=difference({}, state_of(action_item)),
    )
    return action_item


def edit_action_item(event: Event, action_item: ActionItem, draft: ActionItemDraft, *, act: Act) -> None:
    """Change an action item and record what changed."""
    lock(event)
    before = state_of(action_item)
    _fill(action_item, draft)
    changes = difference(before, state_of(action_item))
    if changes:
        record(act, "changed", action_item, event_id=event.id, object_name=_name(action_item), changes=changes)


def move_action_item(event: Event, action_item: ActionItem, *, up: bool, act: Act) -> None:
    """Change places with the neighbour above or below; at the edge nothing happens."""
    lock(event)
    ordered = list_action_items(event.id)
    here = next(index for index, other in enumerate(ordered) if other.id == action_item.id)
    there = here - 1 if up else here + 1
    if 0 <= there < len(ordered):
        ordered[here], ordered[there] = ordered[there], ordered[here]
        for position, other in enumerate(ordered):
            other.position = position
        record(act, "moved", action_item, event_id=event.id, object_name=_name(action_item))


def remove_action_item(event: Event, action_item: ActionItem, *, act: Act) -> None:
    """Take an action item out; the trail keeps what it said."""
    lock(event)
    record(
        act,
        "removed",
        action_item,
        event_id=event.id,
        object_name=_name(action_item),
        changes=difference(state_of(action_item), {}),
    )
    db.session.delete(action_item)


def _fill(action_item: ActionItem, draft: ActionItemDraft) -> None:
    action_item.text, action_item.owner, action_item.due_on = draft.text, draft.owner, draft.due_on
    action_item.status, action_item.note = draft.status, draft.note


def _name(action_item: ActionItem) -> str:
    return action_item.text.get("zh") or action_item.text.get("en", "")
