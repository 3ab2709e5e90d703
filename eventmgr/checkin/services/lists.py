"""Lists: made, closed, opened again, copied with their event."""

from __future__ import annotations

from eventmgr.checkin import queries
from eventmgr.checkin.acts.kinds import ARRIVAL, ListKind
from eventmgr.checkin.models import CheckinList
from eventmgr.db import db
from eventmgr.events.models import Event
from eventmgr.i18n import localized
from eventmgr.log.services import Act, record


def add_list(event: Event, kind: ListKind, title: dict[str, str], *, act: Act) -> CheckinList:
    """A new list."""
    row = CheckinList(event_id=event.id, kind=kind, title=title, created_at=act.at)
    db.session.add(row)
    db.session.flush()
    record(act, "created", row, event_id=event.id, object_name=localized(title))
    return row


def close_list(event: Event, row: CheckinList, *, act: Act) -> None:
    """No device is offered it any more; what was told stays. Closed already: nothing."""
    if row.closed_at is None:
        row.closed_at = act.at
        record(act, "closed", row, event_id=event.id, object_name=localized(row.title))


def reopen_list(event: Event, row: CheckinList, *, act: Act) -> None:
    """Devices that serve it offer it again."""
    if row.closed_at is not None:
        row.closed_at = None
        record(act, "reopened", row, event_id=event.id, object_name=localized(row.title))


def copy_lists(copy: Event, source: Event, *, act: Act) -> None:
    """The copy of an event has the lists of the source; devices and acts are not copied."""
    for listed in queries.list_lists(source.id):
        if listed.id != ARRIVAL:
            db.session.add(CheckinList(event_id=copy.id, kind=listed.kind, title=dict(listed.title), created_at=act.at))
