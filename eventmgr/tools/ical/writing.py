"""From entries to bytes, and from bytes to a calendar.

An entry costs some 0.3 ms to serialise, so its bytes are kept as long as it does not change; a feed is then a head
and a joining of bytes. Sources: RFC 5545; RFC 7986 (NAME, REFRESH-INTERVAL, SOURCE); X-WR-* and X-PUBLISHED-TTL are
what Apple, Google and Microsoft read instead.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from eventmgr.ground.text import clean, clean_line
from eventmgr.tools.ical.entry import Entry
from eventmgr.tools.ical.zones import ALL_YEARS, UTC_NAMES, Years, vtimezone

log = logging.getLogger(__name__)
PRODID = "-//eventmgr//eventmgr//ZH"
_MOST_ENTRIES = 8192
_END = b"END:VCALENDAR\r\n"
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def vevent(entry: Entry) -> bytes:
    """One VEVENT, CRLF line ends; the same bytes for an equal entry.

    Raises:
        ValueError: an instant is naive, the end is not after the start, the zone or the status is unknown.
    """
    return _written(entry)


def vevents(entries: Iterable[Entry]) -> list[bytes]:
    """The VEVENTs of `entries`, in their order; one that cannot be written is left out and logged."""
    written = []
    for entry in entries:
        try:
            written.append(_written(entry))
        except Exception:
            log.exception("calendar entry %r was left out", entry.uid)
    return written


def calendar(
    name: str,
    entries: Sequence[bytes],
    *,
    zones: Sequence[str],
    uid: str,
    years: Years = ALL_YEARS,
    url: str = "",
    page: str = "",
    description: str = "",
    language: str = "",
    refresh: timedelta = timedelta(hours=4),
    method: str | None = None,
) -> bytes:
    """A whole iCalendar object; the same bytes for the same arguments.

    Args:
        entries: what `vevents` gave.
        zones: IANA names that the entries use, the reader's own first; that one is named as the calendar's zone.
        uid: of the calendar (RFC 7986); must be the same each time, else no two answers are alike.
        years: the first and the last one that entries touch: time zones are described for these.
        url: where this calendar is fetched from; empty: not told, because the address is a secret.
        page: the page about it for people; empty: none.
        language: RFC 5646 tag of the name, e.g. `zh-CN`.
        refresh: how often readers should ask again.
        method: RFC 5546 method; None for calendars to subscribe to.
    """
    head = _head(name, zones[0] if zones else "", uid, url, page, description, language, refresh, method or "")
    return b"".join((head, *_timezones(zones, years), *entries, _END))


def object_of(entries: Sequence[bytes], *, zones: Sequence[str], years: Years, method: str) -> bytes:
    """The bare iCalendar object of a message (RFC 5546): a method, and nothing to subscribe to."""
    return b"".join((_message_head(method), *_timezones(zones, years), *entries, _END))


def _timezones(zones: Sequence[str], years: Years) -> list[bytes]:
    """A component for each zone; one that does not exist is left out, as are the entries that name it."""
    timezones = []
    for zone in dict.fromkeys(zones):
        try:
            timezones.append(vtimezone(zone, years))
        except ValueError:
            log.exception("time zone %r was left out", zone)
    return timezones


@lru_cache(maxsize=_MOST_ENTRIES)
def _written(entry: Entry) -> bytes:
    from icalendar import Event  # noqa: PLC0415  # slow to import; only what writes calendars needs it

    _check(entry)
    component = Event()
    component.add("UID", clean_line(entry.uid))
    component.add("DTSTAMP", _utc(entry.last_modified))
    if entry.created_at is not None:
        component.add("CREATED", _utc(entry.created_at))
    component.add("LAST-MODIFIED", _utc(entry.last_modified))
    component.add("SEQUENCE", entry.sequence)
    component.add("STATUS", entry.status)
    days = entry.whole_days
    component.add("DTSTART", days[0] if days else _on_the_clock(entry.starts_at, entry.zone))
    component.add("DTEND", days[1] if days else _on_the_clock(entry.ends_at, entry.zone))
    blocks = entry.is_busy and entry.status != "CANCELLED" and not days
    component.add("TRANSP", "OPAQUE" if blocks else "TRANSPARENT")
    _add_texts(component, entry)
    return bytes(component.to_ical())


def _add_texts(component: Any, entry: Entry) -> None:
    component.add("SUMMARY", _text(clean_line(entry.summary)))
    for name, value in (
        ("DESCRIPTION", clean(entry.description, multiline=True)),
        ("LOCATION", clean_line(entry.location)),
        ("RELATED-TO", clean_line(entry.related_to)),
    ):
        if value:
            component.add(name, _text(value))
    if url := clean_line(entry.url):
        component.add("URL", url)
    categories = [_text(word) for word in map(clean_line, entry.categories) if word]
    if categories:
        component.add("CATEGORIES", categories)
        component["CATEGORIES"].cats = categories  # it makes texts of its own kind otherwise


def _text(value: str) -> Any:
    r"""`value` as a TEXT (RFC 5545, 3.3.11). icalendar 7.3 makes a line end of a typed `\N`, as in `D:\NC`."""
    return _text_type()(value)


@lru_cache(maxsize=1)
def _text_type() -> Any:
    from icalendar import vText  # noqa: PLC0415  # slow to import; only what writes calendars needs it

    class Text(vText):
        def to_ical(self) -> bytes:
            return str(self).translate(_ESCAPES).encode()

    return Text


def _check(entry: Entry) -> None:
    for moment in (entry.starts_at, entry.ends_at, entry.last_modified):
        if moment.tzinfo is None:
            raise ValueError(f"naive instant {moment!r} in {entry.uid}")
    if entry.ends_at <= entry.starts_at:
        raise ValueError(f"{entry.uid} ends before it begins")
    if entry.status not in ("CONFIRMED", "CANCELLED", "TENTATIVE"):
        raise ValueError(f"{entry.status!r} is no status of an entry")
    vtimezone(entry.zone)


def _on_the_clock(moment: datetime, zone: str) -> datetime:
    """`moment` on the wall clock of `zone`; in UTC where that clock shows the time twice, because readers differ on
    which of the two is meant."""
    moment = moment.replace(microsecond=0)
    if zone in UTC_NAMES:
        return _utc(moment)
    local = moment.astimezone(ZoneInfo(zone))
    is_shown_twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    return _utc(moment) if is_shown_twice else local


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(ZoneInfo("UTC")).replace(microsecond=0)


@lru_cache(maxsize=1024)
def _head(
    name: str,
    zone: str,
    uid: str,
    url: str,
    page: str,
    description: str,
    language: str,
    refresh: timedelta,
    method: str,
) -> bytes:
    """Everything from BEGIN:VCALENDAR to the first component."""
    from icalendar import Calendar, vDuration, vUri  # noqa: PLC0415  # slow to import; only what writes calendars needs it

    component = Calendar()
    component.add("VERSION", "2.0")
    component.add("PRODID", PRODID)
    component.add("CALSCALE", "GREGORIAN")
    if method:
        component.add("METHOD", method)
    tagged = {"LANGUAGE": language} if language else {}
    component.add("UID", clean_line(uid))
    component.add("NAME", _text(clean_line(name)), parameters=tagged)
    component.add("X-WR-CALNAME", _text(clean_line(name)))
    if description:
        component.add("DESCRIPTION", clean(description, multiline=True), parameters=tagged)
        component.add("X-WR-CALDESC", _text(clean(description, multiline=True)))
    if zone:
        component.add("X-WR-TIMEZONE", _text(zone))
    component.add("REFRESH-INTERVAL", vDuration(refresh), parameters={"VALUE": "DURATION"})
    component.add("X-PUBLISHED-TTL", vDuration(refresh))
    if url:
        component.add("SOURCE", vUri(clean_line(url)), parameters={"VALUE": "URI"})
    if page:
        component.add("URL", vUri(clean_line(page)))
    return bytes(component.to_ical()).removesuffix(_END)


@lru_cache(maxsize=8)
def _message_head(method: str) -> bytes:
    from icalendar import Calendar  # noqa: PLC0415  # slow to import; only what writes calendars needs it

    component = Calendar()
    for name, value in (("VERSION", "2.0"), ("PRODID", PRODID), ("CALSCALE", "GREGORIAN"), ("METHOD", method)):
        component.add(name, value)
    return bytes(component.to_ical()).removesuffix(_END)
