"""One list for a hotel with the rooms of its people, so that the page of lists has something to show."""

from __future__ import annotations

from eventmgr.console.sample.registering import Entry
from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.office.disclosures.models import Disclosure
from eventmgr.on_site.logistics.lodging.queries import list_hotels
from eventmgr.tools.log.services import Act

_COLUMNS = "organization,gender,room,room_use,check_in,check_out"
_RECIPIENT, _CONTACT = "样例会议酒店", "前厅部 021-55550100"
_PURPOSE = "安排入住"


def add_list(event: Event, act: Act) -> Entry:
    """Of the people of the first hotel; nobody has been given the link yet. What the trail says of it."""
    scope = f"hotel:{list_hotels(event.id)[0].id}"
    made = Disclosure(
        event_id=event.id,
        recipient=_RECIPIENT,
        contact=_CONTACT,
        purpose=_PURPOSE,
        columns=_COLUMNS,
        filters={},
        scope=scope,
        language="zh",
        created_at=act.at,
    )
    db.session.add(made)
    db.session.flush()
    changes: dict[str, list[object]] = {
        "purpose": [None, _PURPOSE],
        "columns": [None, _COLUMNS],
        "scope": [None, scope],
    }
    return Entry(act, "created", made, event.id, _RECIPIENT, changes)
