"""Counting registrations by the day on which they came in."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import BigInteger, Integer, cast, func, select
from sqlalchemy.sql.elements import ColumnElement

from eventmgr.db import db, is_sqlite
from eventmgr.events.models import Event
from eventmgr.registration.models import Registration


def count_by_day(event: Event) -> dict[date, int]:
    """Day of the event's zone → registrations handed in, whatever became of them; one statement.

    The zone's present offset is used for all of them (registrations of one event lie within some months).
    """
    offset = event.starts_at.astimezone(ZoneInfo(event.timezone)).utcoffset() or timedelta()
    day = _day_number(offset)
    query = select(day, func.count()).where(Registration.event_id == event.id).group_by(day)
    return {date(1970, 1, 1) + timedelta(days=int(number)): int(n) for number, n in db.session.execute(query)}


def _day_number(offset: timedelta) -> ColumnElement[int]:
    """Days since 1970-01-01 on a clock that is `offset` ahead of UTC."""
    if is_sqlite():
        epoch: ColumnElement[int] = cast(func.strftime("%s", Registration.created_at), Integer)
    else:
        epoch = cast(func.floor(func.extract("epoch", Registration.created_at)), BigInteger)
    return (epoch + int(offset.total_seconds())) // 86_400
