"""One event by its address."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import joinedload, load_only, selectinload, with_expression

from eventmgr.db import db
from eventmgr.errors import NotFound
from eventmgr.events.models import Event, EventStatus, Series
from eventmgr.i18n import _
from eventmgr.messages.queries import is_open_until

_PARTS = (
    joinedload(Event.series),
    joinedload(Event.hosts),
    joinedload(Event.region_sets),
    selectinload(Event.notices),
    selectinload(Event.attachments),
    selectinload(Event.units),
)


def find_event(slug: str, *, with_mailings: bool = False) -> Event | None:
    """The event with that address, whatever its state, or None; with `mailings_until` if asked for."""
    query = select(Event).where(Event.slug == slug[:80])
    if with_mailings:
        query = query.options(with_expression(Event.mailings_until, is_open_until(Event.id)))
    return db.session.scalar(query)


def get_event(slug: str) -> Event:
    """The event with that address, whatever its state; parts are loaded when they are touched.

    Raises:
        NotFound: there is none.
    """
    event = find_event(slug)
    if event is None:
        raise NotFound(_("There is no such event."))
    return event


def get_event_numbered(number: int) -> Event:
    """The event of that number, which something that hangs on it names."""
    return db.session.get_one(Event, number)


def get_public_event(slug: str) -> Event:
    """The event with that address, never a draft, with everything that its public page touches.

    Loaded in six statements whatever it holds: series, hosts, region sets, sectors, topics, venues, tracks,
    deadlines, notices, attachments, invited units. Rooms and questions are not.

    Raises:
        NotFound: there is none, or it has not been published.
    """
    query = select(Event).where(Event.slug == slug[:80], Event.status != EventStatus.DRAFT)
    event = db.session.scalar(query.options(*_PARTS))
    if event is None:
        raise NotFound(_("There is no such event."))
    load_small_parts(event)
    return event


def load_public_parts(event: Event) -> None:
    """Fill what `get_public_event` fills, for an event that is there already (a draft's preview)."""
    db.session.scalar(select(Event).where(Event.id == event.id).options(*_PARTS))
    load_small_parts(event)


def load_small_parts(event: Event) -> None:
    """Fill sectors and topics by one statement, venues, tracks and deadlines by another.

    The rows multiply, but each kind has a handful, and a statement costs more than a hundred narrow rows.
    """
    only = select(Event).where(Event.id == event.id)
    for parts in (
        (joinedload(Event.sectors), joinedload(Event.topics)),
        (joinedload(Event.venues), joinedload(Event.tracks), joinedload(Event.deadlines)),
    ):
        db.session.execute(only.options(load_only(Event.id), *parts)).unique().all()


def find_series(slug: str) -> Series | None:
    """The series with that address, or None."""
    return db.session.scalar(select(Series).where(Series.slug == slug))
