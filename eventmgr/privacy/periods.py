"""Counting months. Pure."""

from __future__ import annotations

import calendar
from datetime import MAXYEAR, datetime

TRAVEL_MONTHS = 6
"""Travel, lodging and diet are kept so long after the event; the record of attendance `event.retention_months`."""


def months_later(at: datetime, months: int) -> datetime:
    """The same day and time of day so many months later; the month's last day where it is shorter."""
    year, month = divmod(at.month - 1 + months, 12)
    year, month = min(at.year + year, MAXYEAR), month + 1
    return at.replace(year=year, month=month, day=min(at.day, calendar.monthrange(year, month)[1]))
