"""What a device knows of people: enough to recognize them, no number and no address."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, func, select

from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.models import Leadership, Registration
from eventmgr.ground.db import db

_R = Registration


class Known(NamedTuple):
    """A registration as devices know it."""

    id: int
    name: str
    pinyin_key: str
    unit_code: str
    last4: str
    role: str
    leadership: Leadership | None
    status: Status
    link_version: int
    restricted_at: datetime | None


class Extent(NamedTuple):
    """Which state of the list this is: how many registrations there are, the sum of the versions of their codes, and
    when one was changed last. A device that has another number or sum than its own has missed something."""

    number: int
    versions: int
    changed_at: datetime | None


def list_known_people(event_id: int, *, unit: str = "", since: datetime | None = None) -> list[Known]:
    """Registrations of the event in whatever state, by number; those of one unit, those changed since then."""
    columns: tuple[Any, ...] = (
        _R.id,
        _R.name,
        _R.pinyin_key,
        _R.unit_code,
        _R.mobile_last4,
        _R.role,
        _R.leadership,
        _R.status,
        _R.link_version,
        _R.restricted_at,
    )
    query = select(*columns).where(*_of(event_id, unit))
    if since is not None:
        query = query.where(_R.changed_at >= since)
    return [Known(*row) for row in db.session.execute(query.order_by(_R.id))]


def get_extent(event_id: int, *, unit: str = "") -> Extent:
    """The state of that list."""
    query = select(func.count(), func.coalesce(func.sum(_R.link_version), 0), func.max(_R.changed_at))
    number, versions, changed_at = db.session.execute(query.where(*_of(event_id, unit))).one()
    return Extent(int(number), int(versions), changed_at)


def _of(event_id: int, unit: str) -> list[ColumnElement[bool]]:
    return [_R.event_id == event_id, *([_R.unit_code == unit] if unit else [])]
