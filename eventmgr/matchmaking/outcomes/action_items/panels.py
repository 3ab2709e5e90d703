"""What outcomes show on pages of the event."""

from __future__ import annotations

from flask import url_for

from eventmgr.event.events.models import Event
from eventmgr.event.events.panels import OpenWork
from eventmgr.ground.i18n import _n, format_date, localized
from eventmgr.matchmaking.outcomes.action_items.queries import list_action_items
from eventmgr.matchmaking.outcomes.models import ActionItem, ActionItemStatus


def open_work(event: Event) -> list[OpenWork]:
    """Action items that are still to be carried out, each with who does it and until when."""
    items = [item for item in list_action_items(event.id) if item.status is ActionItemStatus.OPEN]
    if not items:
        return []
    label = _n("%(num)s action item is open", "%(num)s action items are open", len(items))
    address = url_for("outcomes_manage.index", slug=event.slug, state=ActionItemStatus.OPEN.value)
    return [OpenWork(label, address, "outcomes.edit", [_line(item) for item in items], figure="open_items")]


def _line(item: ActionItem) -> str:
    due = format_date(item.due_on) if item.due_on else ""
    return " · ".join(filter(None, (localized(item.text), localized(item.owner), due)))
