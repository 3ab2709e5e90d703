"""One entry as a message to one person (RFC 5546, RFC 6047): asked to come, taken back, or simply told."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Literal

from eventmgr.ground.text import clean_line
from eventmgr.tools.ical.entry import Attendee, Entry
from eventmgr.tools.ical.writing import object_of, vevent
from eventmgr.tools.ical.zones import years_of

Method = Literal["REQUEST", "CANCEL", "PUBLISH"]
_END = b"END:VEVENT\r\n"
_STAMP = "DTSTAMP:{:%Y%m%dT%H%M%SZ}\r\n"
_PLAIN_NAME, _PLAIN_ADDRESS = re.compile(r"[\w.·\- ]+"), re.compile(r"[\w.@+-]+")
"""What most people are called and reached by: nothing in it is escaped, a name with a blank is quoted."""
_LONGEST_LINE = 74
"""Bytes before a line is folded (RFC 5545, 3.1)."""
_ANSWERS = {"CONFIRMED": "ACCEPTED", "TENTATIVE": "TENTATIVE", "CANCELLED": "DECLINED"}


def invitation(
    entry: Entry, *, method: Method = "REQUEST", attendee: Attendee | None = None, stamp: datetime | None = None
) -> bytes:
    """A `text/calendar; method=…` body. Some 0.1 ms where the entry's bytes are known.

    Args:
        method: CANCEL writes STATUS:CANCELLED whatever the entry says.
        attendee: needed by REQUEST and CANCEL; left out of PUBLISH, which has none.
        stamp: when the message is written (DTSTAMP). Of two messages with one SEQUENCE the later one counts, so a
            cancelled place that is given again needs it. Default: the entry's last change.

    Raises:
        ValueError: the entry cannot be written, or an answer is asked for but nobody is named on either side.
    """
    before, between, after = _frame(entry, method)
    written = (stamp or entry.last_modified).astimezone(UTC)
    lines = _people(entry, attendee, method) if method != "PUBLISH" else b""
    return b"".join((before, _STAMP.format(written).encode(), between, lines, after))


@lru_cache(maxsize=512)
def _frame(entry: Entry, method: Method) -> tuple[bytes, bytes, bytes]:
    """What is the same for everybody: before the stamp, between stamp and people, and after them."""
    if method == "CANCEL":
        entry = replace(entry, status="CANCELLED")
    years = years_of([(entry.starts_at, entry.ends_at)])
    whole = object_of([vevent(entry)], zones=[entry.zone], years=years, method=method)
    said = _STAMP.format(entry.last_modified.astimezone(UTC)).encode()
    before, _stamp, rest = whole.partition(said)
    between, end, after = rest.rpartition(_END)
    return before, between, end + after


def _people(entry: Entry, attendee: Attendee | None, method: Method) -> bytes:
    if attendee is None or not attendee.email or not entry.organizer_email:
        raise ValueError(f"{method} of {entry.uid} needs an organizer and an attendee")
    answer = "" if method == "CANCEL" else _ANSWERS[entry.status]
    return _organizer(entry.organizer_name, entry.organizer_email) + _line(
        "ATTENDEE", attendee.name, attendee.email, CUTYPE="INDIVIDUAL", PARTSTAT=answer, ROLE="REQ-PARTICIPANT"
    )


@lru_cache(maxsize=512)
def _organizer(name: str, email: str) -> bytes:
    return _line("ORGANIZER", name, email)


def _line(property_name: str, name: str, email: str, **parameters: str) -> bytes:
    """One content line with a person, folded; the library's bytes, which it takes ten times as long to write."""
    name, email = clean_line(name), clean_line(email)
    given = {key: value for key, value in parameters.items() if value}
    if not _PLAIN_NAME.fullmatch(name) or not _PLAIN_ADDRESS.fullmatch(email):
        return _written_by_library(property_name, name, email, given)
    said = {"CN": f'"{name}"' if " " in name else name, **given}
    words = ";".join(f"{key}={said[key]}" for key in sorted(said))
    return _folded(f"{property_name};{words}:mailto:{email}".encode())


def _folded(line: bytes) -> bytes:
    """The line in pieces, each of whole characters."""
    pieces = []
    while len(line) > _LONGEST_LINE:
        end = _LONGEST_LINE
        while line[end] & 0xC0 == 0x80:  # inside a character of UTF-8
            end -= 1
        pieces.append(line[:end])
        line = line[end:]
    return b"\r\n ".join([*pieces, line]) + b"\r\n"


def _written_by_library(property_name: str, name: str, email: str, parameters: dict[str, str]) -> bytes:
    from icalendar import Parameters, vCalAddress  # noqa: PLC0415  # slow to import; only what writes calendars needs it
    from icalendar.parser import Contentline  # noqa: PLC0415  # the same

    said = Parameters({"CN": name} if name else {})
    said.update(parameters)
    address = vCalAddress(f"mailto:{email}")
    line = Contentline.from_parts(property_name, said, address)
    return bytes(line.to_ical()) + b"\r\n"
