"""VTIMEZONE components: the changes of a clock from the zone data of the platform, said so that every reader follows.

The icalendar library finds the changes, but lists them all in one RDATE, which Outlook, ical.js and vobject do not
read, and gives the onset of summer time on the clock after the change. Here they become yearly rules where they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # slow to import; only what writes calendars needs it
    from icalendar import TimezoneDaylight, TimezoneStandard

    Part = TimezoneDaylight | TimezoneStandard

FIRST, LAST = date(2000, 1, 1), date(2101, 1, 1)
"""Changes of the clock between these days are written down; events lie inside."""
UTC_NAMES = ("UTC", "Etc/UTC")
"""Zones whose instants are written with a Z and need no component."""
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_FEWEST = 10
"""Changes that make a rule; fewer are listed."""


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
        timezone = Timezone.from_tzid(zone, first_date=FIRST, last_date=LAST)
    except Exception as error:
        raise ValueError(f"{zone!r} is no IANA timezone") from error
    component = Timezone()
    component.add("TZID", zone)
    lists, rules = [], []
    for part in timezone.subcomponents:
        single, yearly = _split(_onsets(part))
        if single:
            lists.append(_listed(part, single))
        if yearly:
            rules.append(_ruled(part, yearly))
    for part in (*lists, *rules):
        component.add_component(part)
    return bytes(component.to_ical())


def _onsets(part: Part) -> list[datetime]:
    """When this offset begins, on the clock before the change (RFC 5545, 3.6.5), in order.

    icalendar 7.3 gives the clock after it where clocks go forward: 03:00 instead of 02:00.
    """
    jump = max(part.TZOFFSETTO - part.TZOFFSETFROM, timedelta())
    return sorted(onset - jump for onset in (part.DTSTART, *(moment for moment, *_end in part.rdates)))


def _split(onsets: Sequence[datetime]) -> tuple[Sequence[datetime], Sequence[datetime]]:
    """The onsets that follow no rule, and those to the end of time that follow one, a year apart each."""
    if len(onsets) < _FEWEST or onsets[-1].year < LAST.year - 1:
        return onsets, []
    start = len(onsets) - 1
    while start and onsets[start - 1].year == onsets[start].year - 1 and _rule(onsets[start - 1 :]):
        start -= 1
    return (onsets[:start], onsets[start:]) if len(onsets) - start >= _FEWEST else (onsets, [])


def _rule(onsets: Sequence[datetime]) -> tuple[int, str] | None:
    """(month, weekday in it such as `2SU` or `-1SU`) that all of them share, or None."""
    first = onsets[0]
    if any((one.month, one.weekday(), one.time()) != (first.month, first.weekday(), first.time()) for one in onsets):
        return None
    if all((one + timedelta(days=7)).month != first.month for one in onsets):
        return first.month, f"-1{_WEEKDAYS[first.weekday()]}"
    ordinals = {(one.day - 1) // 7 + 1 for one in onsets}
    return (first.month, f"{ordinals.pop()}{_WEEKDAYS[first.weekday()]}") if len(ordinals) == 1 else None


def _listed(part: Part, onsets: Sequence[datetime]) -> Part:
    """One RDATE property for each onset: several values in one are overlooked by many readers."""
    copy = _bare(part, onsets[0])
    for onset in onsets[1:]:
        copy.add("RDATE", [onset])
    return copy


def _ruled(part: Part, onsets: Sequence[datetime]) -> Part:
    copy = _bare(part, onsets[0])
    rule = _rule(onsets)
    assert rule is not None
    copy.add("RRULE", {"FREQ": "YEARLY", "BYMONTH": rule[0], "BYDAY": rule[1]})
    return copy


def _bare(part: Part, onset: datetime) -> Part:
    """The same names and offsets from `onset` on."""
    copy = type(part)()
    copy.DTSTART = onset
    for name in ("TZOFFSETFROM", "TZOFFSETTO", "TZNAME"):
        copy.add(name, part[name])
    return copy
