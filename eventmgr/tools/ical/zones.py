"""VTIMEZONE components: the changes of a clock as the zone data has them, said so that every reader follows.

The changes are asked of `zoneinfo`, every few days of a century, so none is missed, whatever rule or list it stands in
there: Morocco goes back for each Ramadan, Gaza twice a year from 2040 on. What then recurs on one weekday of one month
to the end of the century is written as a yearly rule (RRULE), compared with every change; the rest is written one RDATE
property each, and only for the years asked for: several values in one RDATE are overlooked by Outlook, ical.js and
vobject.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:  # slow to import; only what writes calendars needs it
    from icalendar import TimezoneDaylight, TimezoneStandard

    Part = TimezoneDaylight | TimezoneStandard

FIRST, LAST = date(2000, 1, 1), date(2101, 1, 1)
"""Changes of the clock between these days are known here; events lie inside."""
ALL_YEARS = (FIRST.year, LAST.year - 1)
UTC_NAMES = ("UTC", "Etc/UTC")
"""Zones whose instants are written with a Z and need no component."""
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_FEWEST = 10
"""Changes that make a rule; fewer are listed."""
_DAY, _SECOND = timedelta(days=1), timedelta(seconds=1)
_START = datetime(FIRST.year, 1, 1, tzinfo=UTC)
_STEP = timedelta(days=4)
"""No clock is changed and changed back in as few days: the shortest time is a week, in Gaza in October of 2040."""

Years = tuple[int, int]
"""The first and the last year that a component must be right in."""


@dataclass(frozen=True)
class Change:
    """A change of the clock."""

    at: datetime
    """In UTC."""
    before: timedelta
    after: timedelta
    """Offsets from UTC."""
    name: str
    """Abbreviation of the time from then on."""
    is_summer_time: bool

    @property
    def onset(self) -> datetime:
        """The instant on the clock before the change, naive (RFC 5545, 3.6.5)."""
        return (self.at + self.before).replace(tzinfo=None)

    @property
    def sort(self) -> tuple[object, ...]:
        """What changes of one component have in common."""
        return self.is_summer_time, self.before, self.after, self.name


def years_of(spans: Iterable[tuple[datetime, datetime]]) -> Years:
    """The years that these spans touch in any zone; all known ones where there is no span."""
    both = [(start - _DAY, end + _DAY) for start, end in spans]
    if not both:
        return ALL_YEARS
    first, last = min(start for start, _end in both).year, max(end for _start, end in both).year
    return min(max(first, ALL_YEARS[0]), ALL_YEARS[1]), min(max(last, ALL_YEARS[0]), ALL_YEARS[1])


@lru_cache(maxsize=512)
def vtimezone(zone: str, years: Years = ALL_YEARS) -> bytes:
    """The VTIMEZONE of an IANA zone that is right from the first to the last of `years`, CRLF line ends; empty for UTC.

    Raises:
        ValueError: there is no such zone.
    """
    if zone in UTC_NAMES:
        return b""
    from icalendar import Timezone  # noqa: PLC0415  # slow to import; only what writes calendars needs it

    listed, ruled = _sorted(zone)
    first, last = datetime(years[0], 1, 1, tzinfo=UTC) - _DAY, datetime(years[1] + 1, 1, 1, tzinfo=UTC) + _DAY
    groups: dict[tuple[object, ...], list[Change]] = {}
    for change in listed:
        if first < change.at <= last:
            groups.setdefault(change.sort, []).append(change)
    rules = [group for group in ruled if group[0].at <= last]
    component = Timezone()
    component.add("TZID", zone)
    begins = max(first, _START) if any(change.at <= first for change in listed) else _START
    component.add_component(_part([_state(begins, ZoneInfo(zone))], by_rule=False))
    for group in (*groups.values(), *rules):
        component.add_component(_part(group, by_rule=group in rules))
    return bytes(component.to_ical())


def changes(zone: str) -> tuple[Change, ...]:
    """Every change of that clock from `FIRST` to `LAST`.

    Raises:
        ValueError: there is no such zone.
    """
    try:
        clock = ZoneInfo(zone)
    except Exception as error:
        raise ValueError(f"{zone!r} is no IANA timezone") from error
    offset = _offset(_START, clock)
    changes_found: list[Change] = []
    for days in range(0, (LAST - FIRST).days, _STEP.days):
        moment = _START + timedelta(days=days)
        if _offset(moment + _STEP, clock) != offset:
            changes_found.append(_change(_search(moment, moment + _STEP, clock), offset, clock))
            offset = changes_found[-1].after
    return tuple(changes_found)


def _offset(moment: datetime, clock: ZoneInfo) -> timedelta:
    return moment.astimezone(clock).utcoffset() or timedelta()


def _search(low: datetime, high: datetime, clock: ZoneInfo) -> datetime:
    """The first second of the new offset, which lies after `low` and not after `high`."""
    old = _offset(low, clock)
    while high - low > _SECOND:
        middle = low + timedelta(seconds=int((high - low).total_seconds()) // 2)
        if _offset(middle, clock) == old:
            low = middle
        else:
            high = middle
    return high


def _state(at: datetime, clock: ZoneInfo) -> Change:
    """What the clock shows at midnight of that day, as a change that changes nothing: a component begins with it."""
    offset = _offset(at, clock)
    local = at.astimezone(clock)
    return Change(at - offset, offset, offset, local.tzname() or "", is_summer_time=False)


def _change(at: datetime, before: timedelta, clock: ZoneInfo) -> Change:
    """Morocco and Ireland are said to have negative summer time in winter; readers know the later clock as summer's."""
    local, earlier = at.astimezone(clock), (at - _SECOND).astimezone(clock)
    after = local.utcoffset() or timedelta()
    is_seasonal = bool(local.dst()) or bool(earlier.dst())
    return Change(at, before, after, local.tzname() or "", is_summer_time=is_seasonal and after > before)


@lru_cache(maxsize=64)
def _sorted(zone: str) -> tuple[list[Change], list[list[Change]]]:
    """The changes of a zone that follow no rule, in order, and those that follow one, a year apart each."""
    groups: dict[tuple[object, ...], list[Change]] = {}
    for change in changes(zone):
        groups.setdefault(change.sort, []).append(change)
    single: list[Change] = []
    ruled = []
    for group in groups.values():
        listed, yearly = _split(group)
        single += listed
        if yearly:
            ruled.append(list(yearly))
    return sorted(single, key=lambda change: change.at), ruled


def _split(group: Sequence[Change]) -> tuple[Sequence[Change], Sequence[Change]]:
    """The changes that follow no rule, and those to the end of time that follow one, a year apart each."""
    onsets = [change.onset for change in group]
    if len(onsets) < _FEWEST or onsets[-1].year < LAST.year - 1:
        return group, []
    start = len(onsets) - 1
    while start and onsets[start - 1].year == onsets[start].year - 1 and _rule(onsets[start - 1 :]):
        start -= 1
    return (group[:start], group[start:]) if len(onsets) - start >= _FEWEST else (group, [])


def _rule(onsets: Sequence[datetime]) -> tuple[int, str] | None:
    """(month, weekday in it such as `2SU` or `-1SU`) that all of them share, or None."""
    first = onsets[0]
    if any(
        (onset.month, onset.weekday(), onset.time()) != (first.month, first.weekday(), first.time()) for onset in onsets
    ):
        return None
    if all((onset + timedelta(days=7)).month != first.month for onset in onsets):
        return first.month, f"-1{_WEEKDAYS[first.weekday()]}"
    ordinals = {(onset.day - 1) // 7 + 1 for onset in onsets}
    return (first.month, f"{ordinals.pop()}{_WEEKDAYS[first.weekday()]}") if len(ordinals) == 1 else None


def _part(group: Sequence[Change], *, by_rule: bool) -> Part:
    """One component for changes of one sort: their first, and a rule or a line for each of the others."""
    from icalendar import TimezoneDaylight, TimezoneStandard  # noqa: PLC0415  # slow to import

    first = group[0]
    part = TimezoneDaylight() if first.is_summer_time else TimezoneStandard()
    part.DTSTART = first.onset
    part.add("TZOFFSETFROM", first.before)
    part.add("TZOFFSETTO", first.after)
    part.add("TZNAME", first.name)
    if by_rule:
        rule = _rule([change.onset for change in group])
        assert rule is not None
        part.add("RRULE", {"FREQ": "YEARLY", "BYMONTH": rule[0], "BYDAY": rule[1]})
    else:
        # The first one too: beside RDATE ical.js overlooks DTSTART, and Home Assistant one that stands alone.
        for change in group:
            part.add("RDATE", [change.onset])
    return part
