"""What the cube of people does not tell: the day on which a registration came in, and who works there."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from sqlalchemy import BigInteger, Integer, cast, func, select, union_all
from sqlalchemy.sql.elements import ColumnElement

from eventmgr.event.events.models import Event
from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.quotas.models import LIVE
from eventmgr.event.registration.counting.figures import day_offset
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db, is_sqlite
from eventmgr.programme.checkin.acts.merge import who_of


def count_by_day(event: Event) -> dict[date, int]:
    """Day of the event's zone → participants whose registration of that day still stands; one statement.

    What was withdrawn or rejected counts for no day, and staff neither, so the sum is the number of registered
    participants.
    """
    day, one = _day_number(day_offset(event)), Registration
    standing = select(day.label("day"), func.count().label("n")).where(one.event_id == event.id, one.status.in_(LIVE))
    staff = select(day.label("day"), (-func.count()).label("n")).where(
        one.event_id == event.id, one.role == Role.STAFF, one.status.in_(LIVE)
    )
    days: Counter[date] = Counter()
    for number, n in db.session.execute(union_all(standing.group_by(day), staff.group_by(day))):
        days[date(1970, 1, 1) + timedelta(days=int(number))] += int(n)
    return {day: n for day, n in days.items() if n}


def list_staff(event_id: int) -> set[str]:
    """Who works at an event, as acts of check-in name people: no number of participants counts them."""
    query = select(Registration.id).where(Registration.event_id == event_id, Registration.role == Role.STAFF)
    return {who_of(number) for number in db.session.scalars(query)}


def _day_number(offset: timedelta) -> ColumnElement[int]:
    """Days since 1970-01-01 on a clock that is `offset` ahead of UTC."""
    if is_sqlite():
        epoch: ColumnElement[int] = cast(func.strftime("%s", Registration.created_at), Integer)
    else:
        epoch = cast(func.floor(func.extract("epoch", Registration.created_at)), BigInteger)
    return (epoch + int(offset.total_seconds())) // 86_400
