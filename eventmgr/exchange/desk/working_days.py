"""When an answer is due that is promised in working days. Pure."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_WEEKEND = 5
"""Saturday, as `date.weekday` counts."""
_END = time(18)
"""Until then somebody is in on the last day."""


def is_working(day: date, *, holidays: Collection[date] = (), worked: Collection[date] = ()) -> bool:
    """Whether an office works on that day: Monday to Friday but on holidays, and on weekends that make up for them."""
    return day in worked or (day.weekday() < _WEEKEND and day not in holidays)


def add_working_days(day: date, days: int, *, holidays: Collection[date] = (), worked: Collection[date] = ()) -> date:
    """The last of so many working days after `day`, which itself is not counted."""
    while days:
        day += timedelta(days=1)
        days -= is_working(day, holidays=holidays, worked=worked)
    return day


def due_at(
    at: datetime, days: int, zone: str, *, holidays: Collection[date] = (), worked: Collection[date] = ()
) -> datetime:
    """The end of office hours of the last working day, for what came in at `at`."""
    local = ZoneInfo(zone)
    last = add_working_days(at.astimezone(local).date(), days, holidays=holidays, worked=worked)
    return datetime.combine(last, _END, local).astimezone(at.tzinfo)
