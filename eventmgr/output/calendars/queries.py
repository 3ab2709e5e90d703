"""What feeds read, in a number of statements that does not depend on how much there is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import defer, joinedload, selectinload
from sqlalchemy.orm.strategy_options import _AbstractLoad
from sqlalchemy.sql.base import ExecutableOption

from eventmgr.event.agenda.models import AgendaItem
from eventmgr.event.events.models import Event, EventStatus
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.ground.errors import NotFound
from eventmgr.ground.i18n import _
from eventmgr.output.calendars.models import EntryForm
from eventmgr.tools.log.models import AuditEntry

KEPT_REMOVED = timedelta(days=7)
"""So long after its old end a removed session is told to those who have it in their calendars."""
_UNREAD = (defer(Event.description), defer(Event.public_summary), defer(Event.search_text))


def get_event(slug: str) -> Event:
    """The public event with that address, its venues, sectors and topics; four statements.

    Raises:
        NotFound: there is none, or it has not been published.
    """
    query = select(Event).where(Event.slug == slug[:80], Event.status != EventStatus.DRAFT)
    event = db.session.scalar(query.options(*_parts_of_events()))
    if event is None:
        raise NotFound(_("There is no such event."))
    return event


def get_own_event(event_id: int) -> Event:
    """The event with that number, whatever its state, with its venues, sectors and topics. Only for addresses that were
    signed for it."""
    return db.session.execute(select(Event).where(Event.id == event_id).options(*_parts_of_events())).scalar_one()


def find_entry_form() -> EntryForm | None:
    """What entries were last compared under; None before the first time."""
    return db.session.get(EntryForm, 1)


def list_public_ids(*, after_id: int, limit: int) -> list[int]:
    """Numbers of events that are no drafts, those after `after_id`."""
    query = select(Event.id).where(Event.id > after_id, Event.status != EventStatus.DRAFT)
    return list(db.session.scalars(query.order_by(Event.id).limit(limit)))


def list_items(event: Event, *, at: datetime, since: datetime | None = None) -> list[AgendaItem]:
    """The published agenda with rooms and speakers, by start and number, removed items too until `KEPT_REMOVED` after
    they would have ended; none before the agenda is published. Three statements.

    Args:
        since: what was removed before is left out: its reader never had it.
    """
    if not event.agenda_published:
        return []
    is_told = AgendaItem.is_cancelled.is_(False) | (AgendaItem.ends_at > at - KEPT_REMOVED)
    if since is not None:
        is_told &= AgendaItem.removed_at.is_(None) | (AgendaItem.removed_at >= since)
    query = select(AgendaItem).where(AgendaItem.event_id == event.id, is_told).options(*_parts_of_items())
    return list(db.session.scalars(query.order_by(AgendaItem.starts_at, AgendaItem.position, AgendaItem.id)))


def list_hidden(event: Event) -> list[str]:
    """UIDs of the items of an agenda that is not published (any more); one statement, and none where it is
    published."""
    if event.agenda_published:
        return []
    query = select(AgendaItem.uid).where(AgendaItem.event_id == event.id).order_by(AgendaItem.id)
    return list(db.session.scalars(query))


def get_item(event: Event, item_id: int) -> AgendaItem:
    """One item of that event's published agenda; a removed one too.

    Raises:
        NotFound: there is none here.
    """
    query = select(AgendaItem).where(AgendaItem.event_id == event.id, AgendaItem.id == item_id)
    item = db.session.scalar(query.options(*_parts_of_items())) if event.agenda_published else None
    if item is None:
        raise NotFound(_("There is no such agenda item."))
    return item


def _parts_of_events() -> tuple[_AbstractLoad, ...]:
    return selectinload(Event.venues), selectinload(Event.sectors), selectinload(Event.topics), *_UNREAD


def _parts_of_items() -> tuple[ExecutableOption, ...]:
    return selectinload(AgendaItem.room), selectinload(AgendaItem.speakers)


def find_registration(registration_id: int) -> Registration | None:
    """The registration with its event and that one's venues, or None. Only for addresses that were signed for it."""
    query = select(Registration).where(Registration.id == registration_id)
    event = joinedload(Registration.event)
    return db.session.scalar(query.options(event.options(*_parts_of_events())))


def find_last_change(
    *, events: Iterable[int] | None = None, items: Iterable[int] = (), registration_id: int | None = None
) -> datetime | None:
    """When something of these was last changed, as the trail says, or None where it says nothing.

    Args:
        events: ids of events; None: all events.
        items: ids of agenda items.
        registration_id: a registration and what happens to it.
    """
    object_type = AuditEntry.object_type
    about = [
        object_type == "event"
        if events is None
        else and_(object_type == "event", AuditEntry.object_id.in_(list(events)))
    ]
    if items := list(items):
        about.append(and_(object_type == "agenda_item", AuditEntry.object_id.in_(items)))
    if registration_id is not None:
        about.append(and_(object_type == "registration", AuditEntry.object_id == registration_id))
    changed_at: datetime | None = db.session.scalar(select(func.max(AuditEntry.at)).where(or_(*about)))
    return changed_at
