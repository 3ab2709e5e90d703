"""One list for a hotel, so that the page of lists has something to show."""

from __future__ import annotations

from eventmgr.db import db
from eventmgr.disclosures.models import Disclosure
from eventmgr.events.models import Event
from eventmgr.log.services import Act
from eventmgr.sample.registering import Entry

_COLUMNS = "organization,lodging,arrival,departure"
_RECIPIENT, _CONTACT = "样例会议酒店", "前厅部 021-55550100"
_PURPOSE = "预订房间、安排接站"


def add_list(event: Event, act: Act) -> Entry:
    """For those who wish a room; nobody has been given the link yet. What the trail says of it."""
    made = Disclosure(
        event_id=event.id,
        recipient=_RECIPIENT,
        contact=_CONTACT,
        purpose=_PURPOSE,
        columns=_COLUMNS,
        filters={},
        language="zh",
        created_at=act.at,
    )
    db.session.add(made)
    db.session.flush()
    changes: dict[str, list[object]] = {"purpose": [None, _PURPOSE], "columns": [None, _COLUMNS]}
    return Entry(act, "created", made, event.id, _RECIPIENT, changes)
