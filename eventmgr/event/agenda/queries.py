"""Reading the agenda."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, exists, func, select
from sqlalchemy.orm import selectinload

from eventmgr.event.agenda.models import AgendaItem, ItemKind
from eventmgr.event.events.models import Event, Room, Track
from eventmgr.ground.db import db
from eventmgr.ground.errors import NotFound
from eventmgr.ground.i18n import Bilingual, _


def list_items(event_id: int, *, with_removed: bool = False, again: bool = False) -> list[AgendaItem]:
    """The items of an event that take place, with rooms, tracks and speakers, by start, position and number. Four
    statements.

    Args:
        with_removed: those that were removed from a published agenda too.
        again: what was read of them before is forgotten.
    """
    query, options = _of_event(with_removed=with_removed), {"populate_existing": again}
    return list(db.session.scalars(query, {"event_id": event_id}, execution_options=options))


@cache
def _of_event(*, with_removed: bool) -> Select[AgendaItem]:
    """Put together once (docs/inside/performance.md)."""
    query = select(AgendaItem).where(AgendaItem.event_id == bindparam("event_id"))
    if not with_removed:
        query = query.where(AgendaItem.is_cancelled.is_(False))
    return query.options(
        selectinload(AgendaItem.room), selectinload(AgendaItem.track), selectinload(AgendaItem.speakers)
    ).order_by(AgendaItem.starts_at, AgendaItem.position, AgendaItem.id)


def get_item(event: Event, item_id: int) -> AgendaItem:
    """One item of that event.

    Raises:
        NotFound: no such item here.
    """
    query = (
        select(AgendaItem)
        .where(AgendaItem.event_id == event.id, AgendaItem.id == item_id, AgendaItem.is_cancelled.is_(False))
        .options(selectinload(AgendaItem.room), selectinload(AgendaItem.track), selectinload(AgendaItem.speakers))
    )
    item = db.session.scalar(query)
    if item is None:
        raise NotFound(_("There is no such agenda item."))
    return item


def list_children(item_id: int) -> list[AgendaItem]:
    """The items that are parts of that one."""
    query = select(AgendaItem).where(AgendaItem.parent_id == item_id, AgendaItem.is_cancelled.is_(False))
    return list(db.session.scalars(query.order_by(AgendaItem.position, AgendaItem.id)))


def count_items(event_id: int) -> int:
    """How many items the agenda has."""
    query = select(func.count()).select_from(AgendaItem)
    return db.session.scalar(query.where(AgendaItem.event_id == event_id, AgendaItem.is_cancelled.is_(False))) or 0


def is_any_item(event_id: int, kind: ItemKind) -> bool:
    """Whether an item of that kind takes place."""
    of_kind = select(AgendaItem.id).where(AgendaItem.event_id == event_id, AgendaItem.kind == kind)
    return bool(db.session.scalar(select(of_kind.where(AgendaItem.is_cancelled.is_(False)).exists())))


def list_names(event_id: int) -> dict[str, list[tuple[int, Bilingual]]]:
    """Column of an item → (number, name) of every room, track and item of the event that it may hold."""
    columns: dict[str, tuple[Any, Any, Any]] = {
        "room_id": (Room.id, Room.name, Room.event_id),
        "track_id": (Track.id, Track.name, Track.event_id),
        "parent_id": (AgendaItem.id, AgendaItem.title, AgendaItem.event_id),
    }
    return {
        column: [(row[0], row[1]) for row in db.session.execute(select(number, name).where(of == event_id))]
        for column, (number, name, of) in columns.items()
    }


def list_items_outside() -> list[tuple[str, int]]:
    """(slug, item) of agenda items that do not lie inside their event."""
    query = (
        select(Event.slug, AgendaItem.id)
        .join(AgendaItem, AgendaItem.event_id == Event.id)
        .where((AgendaItem.starts_at < Event.starts_at) | (AgendaItem.ends_at > Event.ends_at))
        .where(AgendaItem.is_cancelled.is_(False))
    )
    return [(slug, item_id) for slug, item_id in db.session.execute(query)]


def is_beyond_seats(event: Event) -> ColumnElement[bool]:
    """Whether an item has more places than its room has seats."""
    return exists().where(*_beyond_seats(event.id))


def list_beyond_seats(event_id: int) -> list[tuple[int, dict[str, str], int, dict[str, str], int]]:
    """(number, title, places, room, its seats) of the items that have more places than their room has seats."""
    query = select(AgendaItem.id, AgendaItem.title, AgendaItem.capacity, Room.name, Room.capacity)
    rows = db.session.execute(query.where(*_beyond_seats(event_id)).order_by(AgendaItem.starts_at, AgendaItem.id))
    return [(row[0], row[1], row[2] or 0, row[3], row[4] or 0) for row in rows]


def _beyond_seats(event_id: int) -> tuple[ColumnElement[bool], ...]:
    return (
        Room.id == AgendaItem.room_id,
        AgendaItem.event_id == event_id,
        AgendaItem.capacity > Room.capacity,
        AgendaItem.is_cancelled.is_(False),
    )
