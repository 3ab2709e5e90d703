"""VTIMEZONE components: from the zone data of the platform, by the icalendar library, made once per process."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

FIRST, LAST = date(2000, 1, 1), date(2101, 1, 1)
"""Changes of the clock between these days are written down; events lie inside."""
UTC_NAMES = ("UTC", "Etc/UTC")
"""Zones whose instants are written with a Z and need no component."""


@lru_cache(maxsize=128)
def vtimezone(zone: str) -> bytes:
    """The VTIMEZONE of an IANA zone with its changes from 2000 to 2100, CRLF line ends; empty for UTC.

    Raises:
        ValueError: there is no such zone.
    """
    if zone in UTC_NAMES:
        return b""
    from icalendar import Timezone  # noqa: PLC0415  # slow to import; only what writes calendars needs it

    try:
        component = Timezone.from_tzid(zone, first_date=FIRST, last_date=LAST)
    except Exception as error:
        raise ValueError(f"{zone!r} is no IANA timezone") from error
    component.pop("COMMENT", None)
    for part in component.subcomponents:
        _mend(part)
    return bytes(component.to_ical())


def _mend(part: Any) -> None:
    """Where clocks go forward, set the onset to the clock before the change, as RFC 5545 (3.6.5) wants it.

    icalendar 7.3 writes the clock after it (03:00 instead of 02:00), which puts readers an hour off during the hour
    that follows.
    """
    jump = part.TZOFFSETTO - part.TZOFFSETFROM
    if jump <= timedelta():
        return
    onsets: list[datetime] = [part.DTSTART, *(moment for moment, *_end in part.rdates)]
    early = sorted(onset - jump for onset in onsets)
    part.pop("RDATE", None)
    part.DTSTART = early[0]
    if early[1:]:
        part.add("RDATE", early[1:])
