"""Counting registrations by what no tally holds: the day on which they came in, the country they come from."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from sqlalchemy import BigInteger, Integer, cast, func, select, true, union_all
from sqlalchemy.sql.elements import ColumnElement

from eventmgr.event.events.models import Event
from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.quotas.models import HOLDING, LIVE
from eventmgr.event.registration.counting.people import day_offset
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db, is_sqlite


def count_by_day(event: Event) -> dict[date, int]:
    """Day of the event's zone → participants whose registration of that day still stands; one statement.

    What was withdrawn or rejected counts for no day, and staff neither, so the sum is the number of registered participants.
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


def count_by_country(event_id: int, *, shown: bool = False) -> dict[str, int]:
    """Country or region → guests from there who hold a place, the most first; one statement. The tally knows provinces alone:
    who comes from abroad stands there without one.

    Args:
        shown: for the public: without those whose data is only kept.
    """
    number = func.count()
    query = (
        select(Registration.country_code, number)
        .where(
            Registration.event_id == event_id,
            Registration.country_code != "",
            Registration.status.in_(HOLDING),
            Registration.role != Role.STAFF,
            Registration.restricted_at.is_(None) if shown else true(),
        )
        .group_by(Registration.country_code)
        .order_by(number.desc(), Registration.country_code)
    )
    return {row[0]: int(row[1]) for row in db.session.execute(query)}


def _day_number(offset: timedelta) -> ColumnElement[int]:
    """Days since 1970-01-01 on a clock that is `offset` ahead of UTC."""
    if is_sqlite():
        epoch: ColumnElement[int] = cast(func.strftime("%s", Registration.created_at), Integer)
    else:
        epoch = cast(func.floor(func.extract("epoch", Registration.created_at)), BigInteger)
    return (epoch + int(offset.total_seconds())) // 86_400
