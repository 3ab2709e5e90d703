"""What registrations of past events still hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, select

from eventmgr.db import db
from eventmgr.events.models import Event
from eventmgr.privacy.periods import TRAVEL_MONTHS, months_later
from eventmgr.registration.models import Registration


@dataclass(frozen=True)
class Kept:
    """What an event's registrations still hold: so many with a name, so many of them whose stay was not looked at."""

    event_id: int
    slug: str
    stay_until: datetime
    until: datetime
    stays: int
    named: int


def list_kept(*, ended_before: datetime | None = None, event_id: int | None = None) -> list[Kept]:
    """Every event with registrations that still hold something, by its end; or that one event."""
    stays = func.sum(case((Registration.stay_deleted_at.is_(None), 1), else_=0))
    query = (
        select(Event.id, Event.slug, Event.ends_at, Event.retention_months, stays, func.count())
        .join(Registration, Registration.event_id == Event.id)
        .where(Registration.forgotten_at.is_(None))
        .group_by(Event.id, Event.slug, Event.ends_at, Event.retention_months)
        .order_by(Event.ends_at, Event.id)
    )
    if ended_before is not None:
        query = query.where(Event.ends_at < ended_before)
    if event_id is not None:
        query = query.where(Event.id == event_id)
    return [
        Kept(number, slug, months_later(ends_at, TRAVEL_MONTHS), months_later(ends_at, months), int(open_stays), n)
        for number, slug, ends_at, months, open_stays, n in db.session.execute(query)
    ]


def list_named(event_id: int, *, limit: int, with_stay: bool = False) -> Sequence[Registration]:
    """Registrations of the event that still hold a name (`with_stay`: whose stay was not looked at), by number."""
    query = select(Registration).where(Registration.event_id == event_id, Registration.forgotten_at.is_(None))
    if with_stay:
        query = query.where(Registration.stay_deleted_at.is_(None))
    rows = query.order_by(Registration.id).limit(limit).execution_options(populate_existing=True)
    return db.session.scalars(rows).all()


def count_stays(event_id: int) -> int:
    """How many registrations of the event hold an answer about lodging, travel or diet."""
    query = select(func.count()).where(Registration.event_id == event_id, Registration.sensitive.is_not(None))
    return db.session.scalar(query) or 0
