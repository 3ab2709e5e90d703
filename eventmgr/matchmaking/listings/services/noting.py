"""What is done with listings that changes none of them."""

from __future__ import annotations

from eventmgr.event.events.models import Event
from eventmgr.matchmaking.listings.services.setting import title_of
from eventmgr.tools.log.services import Act, record


def note_taken(event: Event, *, rows: int, act: Act) -> None:
    """One entry of the change log: the list was taken as a file, with so many rows."""
    name = title_of(event)
    record(act, "listings_exported", event, event_id=event.id, object_name=name, changes={"rows": [None, rows]})
