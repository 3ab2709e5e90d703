"""Lists: made, closed, opened again, copied with their event."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from eventmgr.event.agenda.models import AgendaItem
from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.ground.i18n import localized
from eventmgr.programme.checkin import queries
from eventmgr.programme.checkin.acts.kinds import ARRIVAL, ListKind
from eventmgr.programme.checkin.models import CheckinList
from eventmgr.tools.log.services import Act, record


def add_list(
    event: Event, kind: ListKind, title: dict[str, str], *, item_id: int | None = None, act: Act
) -> CheckinList:
    """A new list; with `item_id` one that records who was at that agenda item."""
    row = CheckinList(event_id=event.id, kind=kind, title=title, item_id=item_id, created_at=act.at)
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


def bind_lists(event: Event, items: Iterable[AgendaItem], kind: ListKind, *, act: Act) -> None:
    """Each of these agenda items has a list at least."""
    bound = queries.list_bound(event.id)
    for item in items:
        if item.id not in bound:
            add_list(event, kind, dict(item.title), item_id=item.id, act=act)


def copy_lists(copy: Event, source: Event, items: Mapping[int, AgendaItem], *, act: Act) -> None:
    """The copy of an event has the lists of the source, bound to the copies of their agenda items; devices and acts are
    not copied, nor is the list of an item that was not.

    Args:
        items: number of an agenda item of the source → its copy.
    """
    for listed in queries.list_lists(source.id):
        if listed.id == ARRIVAL or (listed.item_id is not None and listed.item_id not in items):
            continue
        item_id = items[listed.item_id].id if listed.item_id is not None else None
        db.session.add(
            CheckinList(
                event_id=copy.id, kind=listed.kind, title=dict(listed.title), item_id=item_id, created_at=act.at
            )
        )
