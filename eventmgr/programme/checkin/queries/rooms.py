"""Rooms that have check-in lists: places of the agenda items to which lists are bound."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import select

from eventmgr.event.agenda.models import AgendaItem
from eventmgr.event.events.models import Room
from eventmgr.event.registration.in_order import official_order
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.queries.rows import get_organization_column
from eventmgr.ground.db import db
from eventmgr.ground.i18n import language
from eventmgr.programme.checkin.acts.kinds import ListKind
from eventmgr.programme.checkin.acts.rooms import Gathering
from eventmgr.programme.checkin.models import CheckinList


def list_gatherings(event_id: int) -> list[Gathering]:
    """Agenda items with a place and a list, closed lists too. One statement."""
    query = (
        select(CheckinList.id, CheckinList.kind, AgendaItem, Room)
        .join(AgendaItem, AgendaItem.id == CheckinList.item_id)
        .outerjoin(Room, Room.id == AgendaItem.room_id)
        .where(CheckinList.event_id == event_id, AgendaItem.is_cancelled.is_(False))
    )
    lists: dict[int, dict[int, ListKind]] = {}
    items: dict[int, tuple[AgendaItem, Room | None]] = {}
    for number, kind, item, room in db.session.execute(query.order_by(CheckinList.id)):
        lists.setdefault(item.id, {})[number] = kind
        items[item.id] = item, room
    return [
        Gathering(
            item.id,
            repr(sorted(item.location.items())) if item.location else str(item.room_id),
            item.title,
            item.location or (room.name if room else {}),
            item.starts_at,
            item.ends_at,
            room.capacity if room and not item.location else None,
            lists[item.id],
        )
        for item, room in items.values()
        if item.location or room
    ]


class Inside(NamedTuple):
    """A person on the list of a room."""

    who: str
    name: str
    organization: str
    unit_code: str


def list_named(event_id: int, ids: Collection[int]) -> list[Inside]:
    """These registrations of the event in official order; of people who are only kept no name."""
    query = select(
        Registration.id,
        Registration.name,
        get_organization_column(language()),
        Registration.unit_code,
        Registration.restricted_at,
    ).where(Registration.event_id == event_id, Registration.id.in_(sorted(ids)))
    rows = db.session.execute(query.order_by(*official_order()))
    return [
        Inside(f"r{number}", *(("", "", "") if kept else (name, organization, unit)))
        for number, name, organization, unit, kept in rows
    ]
