"""Deadlines of listings as entries of a calendar. Pure but for the language spoken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from eventmgr.events.models import Event
from eventmgr.i18n import _, localized
from eventmgr.ical import Entry
from eventmgr.listings.labels import SIDES
from eventmgr.listings.models import Listing
from eventmgr.settings import home_zone

"""Last days of listings are days in China."""
_NOTICE = timedelta(minutes=30)
"""So long is the entry of a deadline, which ends with its day."""
_FIRST, _LAST = date(2000, 1, 1), date(2100, 12, 31)


def deadline_entries(event: Event, listings: Sequence[Listing], *, base_url: str, since: date) -> list[Entry]:
    """Of each listing until when it is valid, by when something is needed and until when a subsidy can be applied for, as half
    hours that end with that day in China; what is over since before `since` is left out.

    Of one listing every deadline is an entry of its own, whose UID never changes; its number rises when the listing's side,
    title, fields or last day change, and with nothing else.
    """
    return [
        Entry(
            uid=f"{key}-listing-{listing.id}-{event.uid}",
            sequence=listing.calendar_version,
            starts_at=_end_of(day) - _NOTICE,
            ends_at=_end_of(day),
            zone=home_zone(),
            summary=_(
                "%(what)s: %(side)s: %(title)s",
                what=what,
                side=SIDES[listing.side],
                title=localized(listing.title),
            ),
            last_modified=listing.calendar_changed_at or listing.created_at,
            description=_address(event, listing, base_url),
            url=_address(event, listing, base_url),
            created_at=listing.created_at,
            categories=(_("Deadline"),),
            related_to=event.uid,
        )
        for listing in listings
        for key, what, day in _deadlines(listing)
        if since <= day <= _LAST
    ]


def _deadlines(listing: Listing) -> Iterator[tuple[str, str, date]]:
    if listing.valid_until is not None:
        yield "valid", _("Valid until"), listing.valid_until
    for key, name, words in (
        ("needed", "needed_by", _("Needed by")),
        ("apply", "apply_by", _("Apply by")),
    ):
        try:
            day = date.fromisoformat(str(listing.details.get(name, "")))
        except ValueError:
            continue
        if day >= _FIRST:
            yield key, words, day


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time.min, ZoneInfo(home_zone())) + timedelta(days=1)


def _address(event: Event, listing: Listing, base_url: str) -> str:
    return f"{base_url}/events/{event.slug}/listings/{listing.id}/"
