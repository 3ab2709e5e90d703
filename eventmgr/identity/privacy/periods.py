"""Counting months, and the end of a day. Pure."""

from __future__ import annotations

import calendar
from datetime import MAXYEAR, UTC, datetime, timedelta
from zoneinfo import ZoneInfo

TRAVEL_MONTHS = 6
"""Travel, lodging and diet are kept so long after the event; the record of attendance `event.retention_months`."""


def months_later(at: datetime, months: int) -> datetime:
    """The same day and time of day so many months later; the month's last day where it is shorter."""
    year, month = divmod(at.month - 1 + months, 12)
    year, month = min(at.year + year, MAXYEAR), month + 1
    return at.replace(year=year, month=month, day=min(at.day, calendar.monthrange(year, month)[1]))


def day_after(at: datetime, zone: str) -> datetime:
    """The midnight at which the day of `at` ends on the clock of `zone`, in UTC."""
    day = at.astimezone(ZoneInfo(zone)) + timedelta(days=1)
    return day.replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)
