"""One event by its address."""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Row as Line
from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import joinedload, load_only, selectinload, with_expression
from sqlalchemy.orm.interfaces import ORMOption

from eventmgr.event.events.models import Event, EventStatus, Series
from eventmgr.ground.db import Model, db
from eventmgr.ground.errors import NotFound
from eventmgr.ground.i18n import _
from eventmgr.ground.text import LARGEST
from eventmgr.tools.messages.queries import is_open_until

Row = TypeVar("Row", bound=Model)

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
    return db.session.scalar(_of_slug(with_mailings=with_mailings), {"slug": slug[:80]})


@cache
def _of_slug(*, with_mailings: bool) -> Select[Event]:
    """Put together once, since every page of an event asks it: with mailings 0.17 ms instead of 0.61, on PostgreSQL
    0.32 instead of 0.82."""
    query = select(Event).where(Event.slug == bindparam("slug"))
    if with_mailings:
        query = query.options(with_expression(Event.mailings_until, is_open_until(Event.id)))
    return query


def find_features(slug: str) -> Line[Any] | None:
    """What is switched on at the event with that address, as `features` of a row; None: there is no such event."""
    return db.session.execute(_features_of_slug(), {"slug": slug[:80]}).one_or_none()


@cache
def _features_of_slug() -> Select[Any]:
    return select(Event.features).where(Event.slug == bindparam("slug"))


def get_event(slug: str) -> Event:
    """The event with that address, whatever its state; parts are loaded when they are touched.

    Raises:
        NotFound: there is none.
    """
    event = find_event(slug)
    if event is None:
        raise NotFound(_("There is no such event."))
    return event


def get_of(owner: Model, kind: type[Row], number: int, *options: ORMOption) -> Row:
    """The row of that number that belongs to `owner`, an event or a row of its own, as it stands.

    Args:
        options: what is loaded with it.

    Raises:
        NotFound: there is none, or it belongs to another; both answer alike.
    """
    key = next(key for key in kind.__table__.foreign_keys if key.column.table is owner.__table__)
    query = select(kind).where(kind.__table__.c.id == number, key.parent == getattr(owner, key.column.name))
    query = query.options(*options).execution_options(populate_existing=True)
    row = db.session.scalars(query).one_or_none() if 0 < number <= LARGEST else None
    if row is None:
        raise NotFound(str(kind.not_found))
    return row


def find_newest() -> Event | None:
    """The event that was made last, or None: what shows how e-mails about any event read."""
    return db.session.scalar(select(Event).order_by(Event.id.desc()).limit(1))


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
    event = db.session.scalar(_public_one(), {"slug": slug[:80]})
    if event is None:
        raise NotFound(_("There is no such event."))
    load_small_parts(event)
    return event


@cache
def _public_one() -> Select[Event]:
    return select(Event).where(Event.slug == bindparam("slug"), Event.status != EventStatus.DRAFT).options(*_PARTS)


def load_public_parts(event: Event) -> None:
    """Fill what `get_public_event` fills, for an event that is there already (a draft's preview)."""
    db.session.scalar(select(Event).where(Event.id == event.id).options(*_PARTS))
    load_small_parts(event)


def load_small_parts(event: Event) -> None:
    """Fill sectors and topics by one statement, venues, tracks and deadlines by another.

    The rows multiply, but each kind has a handful, and a statement costs more than a hundred narrow rows.
    """
    for query in _small_parts():
        db.session.execute(query, {"number": event.id}).unique().all()


@cache
def _small_parts() -> tuple[Select[Event], ...]:
    only = select(Event).where(Event.id == bindparam("number")).options(load_only(Event.id))
    return (
        only.options(joinedload(Event.sectors), joinedload(Event.topics)),
        only.options(joinedload(Event.venues), joinedload(Event.tracks), joinedload(Event.deadlines)),
    )


def find_series(slug: str) -> Series | None:
    """The series with that address, or None."""
    return db.session.scalar(select(Series).where(Series.slug == slug))
