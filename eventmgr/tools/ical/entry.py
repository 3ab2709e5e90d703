"""What a calendar entry is made of: plain, frozen values, so that equal entries have equal bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

LONG = timedelta(hours=16)
"""What lasts longer, on more than one day, is shown as whole days: nobody sits in a seminar at night."""
EntryStatus = Literal["CONFIRMED", "CANCELLED", "TENTATIVE"]
"""RFC 5545, 3.8.1.11."""


def whole_days(starts_at: datetime, ends_at: datetime, zone: str) -> tuple[date, date] | None:
    """For a long span its first day and the day after its last one, on the wall clock of `zone`; None for any other."""
    if ends_at - starts_at <= LONG:
        return None
    clock = ZoneInfo(zone)
    first = starts_at.astimezone(clock).date()
    last = (ends_at - timedelta(microseconds=1)).astimezone(clock).date()
    return (first, last + timedelta(days=1)) if last > first else None


@dataclass(frozen=True)
class Entry:
    """One entry of a calendar (RFC 5545, 3.6.1), whatever it stands for.

    `uid` never changes for one thing; `sequence` and `last_modified` rise only when a reader would see a difference.
    """

    uid: str
    sequence: int
    starts_at: datetime
    """Aware."""
    ends_at: datetime
    """Aware; later than `starts_at`."""
    zone: str
    """IANA name; the reader sees this wall clock."""
    summary: str
    last_modified: datetime
    """Aware. Also the DTSTAMP, so that the same entry gives the same bytes at any time."""
    description: str = ""
    location: str = ""
    url: str = ""
    status: EntryStatus = "CONFIRMED"
    created_at: datetime | None = None
    categories: tuple[str, ...] = ()
    related_to: str = ""
    """UID of the entry that this one is a part of."""
    organizer_name: str = ""
    organizer_email: str = ""
    """Both are written in invitations only; a feed has nobody to answer to."""
    is_busy: bool = False
    """Whether it takes up its reader's time (TRANSP); whole days never do."""

    @property
    def whole_days(self) -> tuple[date, date] | None:
        """For a long span its first day and the day after its last one, on the wall clock of its zone; else None."""
        return whole_days(self.starts_at, self.ends_at, self.zone)


@dataclass(frozen=True)
class Attendee:
    """The person to whom an invitation goes."""

    name: str
    email: str


_NUMBERS = frozenset({"sequence", "last_modified", "created_at"})
"""What of an entry no reader looks at: it is told apart by these."""


def digest_of(entries: Iterable[Entry]) -> str:
    """A hash of everything that readers of these entries see, 32 hexadecimal digits; the same as long as they see no
    difference."""
    seen = hashlib.sha256()
    for entry in entries:
        for field in fields(entry):
            if field.name not in _NUMBERS:
                value = getattr(entry, field.name)
                said = value.astimezone(UTC).isoformat() if isinstance(value, datetime) else repr(value)
                seen.update(f"{field.name}={said}\n".encode())
    return seen.hexdigest()[:32]


def seen_of(entry: Entry) -> tuple[object, ...]:
    """Everything that a reader of the entry sees as it is written, numbers and dates apart; equal as long as nobody
    sees a difference."""
    days = entry.whole_days
    when = days or (entry.starts_at.astimezone(UTC), entry.ends_at.astimezone(UTC), entry.zone)
    blocks = entry.is_busy and entry.status != "CANCELLED" and not days
    said = (entry.summary, entry.description, entry.location, entry.url, entry.categories, entry.related_to)
    return (entry.uid, *when, entry.status, blocks, *said, entry.organizer_name, entry.organizer_email)


def later(at: datetime, than: datetime | None) -> datetime:
    """`at`, but at least a second later than the last instant that was told, though a clock was set back: LAST-MODIFIED
    never runs backwards, and who asks by whole seconds sees that something is new."""
    return at if than is None else max(at, than + timedelta(seconds=1))
