"""What outcomes show on pages of the event."""

from __future__ import annotations

from flask import render_template

from eventmgr.events.models import Event
from eventmgr.outcomes.models import ActionItemStatus
from eventmgr.outcomes.queries import list_action_items


def open_items(event: Event) -> str | None:
    """Action items that are still to be carried out, for whoever takes over."""
    items = [one for one in list_action_items(event.id) if one.status is ActionItemStatus.OPEN]
    return render_template("outcomes/manage/_open.html", event=event, items=items) if items else None
