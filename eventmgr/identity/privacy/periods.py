"""Counting months, and the end of a day. Pure."""

from __future__ import annotations

import calendar
from datetime import MAXYEAR, UTC, datetime, timedelta
from zoneinfo import ZoneInfo

UNCONFIRMED_DAYS = 7
"""So long what was sent without an account waits for its address to be confirmed."""
TRAVEL_MONTHS = 6
"""Travel, lodging and diet are kept so long after the event; the record of attendance `event.retention_months`."""


def months_later(at: datetime, months: int) -> datetime:
    """The same day and time of day so many months later; the month's last day where it is shorter."""
    year, month = divmod(at.month - 1 + months, 12)
    year, month = min(at.year + year, MAXYEAR), month + 1
    return at.replace(year=year, month=month, day=min(at.day, calendar.monthrange(year, month)[1]))


def unconfirmed_before(at: datetime) -> datetime:
    """What was sent before then, and never confirmed, goes."""
    return at - timedelta(days=UNCONFIRMED_DAYS)


def day_after(at: datetime, zone: str) -> datetime:
    """The midnight at which the day of `at` ends on the clock of `zone`, in UTC."""
    day = at.astimezone(ZoneInfo(zone)) + timedelta(days=1)
    return day.replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)
