"""Feeds of boards: deadlines of an event as a calendar, what was published last as Atom. Pure but for the language spoken."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from eventmgr.event.events.models import Event
from eventmgr.ground.i18n import _, language, localized
from eventmgr.ground.settings import home_zone
from eventmgr.identity.directory.naming import organization_name
from eventmgr.matchmaking.listings.board.deadlines import deadline_entries, gone_entries
from eventmgr.matchmaking.listings.board.filtering import BoardFilter, chosen, words_of
from eventmgr.matchmaking.listings.board.names import provinces_of, sectors_of, side_name, topic_of
from eventmgr.matchmaking.listings.models import GoneDeadline, Listing, Side
from eventmgr.tools import ical
from eventmgr.tools.ical import Entry
from eventmgr.tools.ical.zones import years_of
from eventmgr.tools.numbering.services import Shown
from eventmgr.tools.web.atom import BEGAN, AtomEntry, AtomFeed, write

_TAGS = {"zh": "zh-CN", "en": "en"}
_REFRESH = timedelta(hours=12)
KEPT = timedelta(days=35)
"""So long after its day a deadline stays in the calendar."""


@dataclass(frozen=True)
class Deadlines:
    """What the calendar of an event's listings is made of."""

    event: Event
    listings: Sequence[Listing]
    gone: Sequence[GoneDeadline]
    """Deadlines that were told and hold no longer."""


def shown_of(found: Deadlines, *, base_url: str, day: date) -> Shown:
    """What the calendar is to show on that day."""
    entries = deadline_entries(found.event, found.listings, base_url=base_url, since=day - KEPT)
    return Shown([*entries, *gone_entries(found.event, found.gone, base_url=base_url)])


def calendar_of(entries: Sequence[Entry], *, name: str, address: str, page: str) -> tuple[bytes, datetime | None]:
    """The calendar of these entries, and the latest change of one; None where there is none.

    Args:
        address: where it is fetched from. page: that shows the same.
    """
    body = ical.calendar(
        name,
        ical.vevents(entries),
        zones=[home_zone()],
        uid=str(uuid.uuid5(uuid.NAMESPACE_URL, address)),
        years=years_of((entry.starts_at, entry.ends_at) for entry in entries),
        url=address,
        page=page,
        description=_("Dates until which listings are valid, and by which something is needed."),
        language=_TAGS[language()],
        refresh=_REFRESH,
    )
    return body, max((entry.last_modified for entry in entries), default=None)


def atom_of(
    event: Event,
    listings: Sequence[Listing],
    filters: BoardFilter,
    *,
    address: str,
    page: str,
    base_url: str,
    author: str,
) -> bytes:
    """The Atom feed.

    Args:
        address: where it is fetched from; page: that shows the same.
        author: who publishes it.
    """
    lang = language()
    feed = AtomFeed(
        key=f"{event.uid}/listings?{sorted(chosen(filters).items())}&{lang}",
        title=name_of(event, filters),
        subtitle=localized(event.summary),
        author=author,
        page=page,
        address=address,
        language=lang,
        created_at=event.created_at,
    )
    entries = [
        _entry(
            listing, f"{base_url}/events/{event.slug}/listings/{listing.id}/", key=f"{event.uid}/listings/{listing.id}"
        )
        for listing in listings
    ]
    return write(feed, entries)


def atom_of_all(
    listings: Sequence[Listing],
    path_of: Callable[[Listing], str],
    *,
    title: str,
    subtitle: str,
    key: str,
    address: str,
    page: str,
    base_url: str,
    author: str,
) -> bytes:
    """The Atom feed of listings of all events; what is sought is named so, the rest is offered.

    Args:
        path_of: where the page of a listing is.
        key: which feed it is, without the host.
        address: where it is fetched from; page: that shows the same.
        author: who publishes it.
    """
    feed = AtomFeed(
        key=f"{base_url}/{key}",
        title=title,
        subtitle=subtitle,
        author=author,
        page=page,
        address=address,
        language=language(),
        created_at=BEGAN,
    )
    return write(
        feed,
        [
            _entry(listing, f"{base_url}{path_of(listing)}", is_plain=listing.side is Side.SUPPLY)
            for listing in listings
        ],
    )


def _entry(listing: Listing, address: str, *, key: str = "", is_plain: bool = False) -> AtomEntry:
    published_at = listing.published_at or listing.created_at
    words = (str(listing.kind.label), provinces_of(listing), topic_of(listing), *sectors_of(listing))
    return AtomEntry(
        key=key or address,
        title=localized(listing.title)
        if is_plain
        else _(": ").join((side_name(listing.side), localized(listing.title))),
        address=f"{address}?lang={language()}",
        published_at=published_at,
        updated_at=max(published_at, listing.updated_at),
        author=organization_name(listing.organization),
        text=localized(listing.text),
        categories=[word for word in words if word],
    )


def name_of(event: Event, filters: BoardFilter) -> str:
    """What readers call the feeds of an event's board: what it holds, and what it is narrowed to."""
    said = words_of(filters, language())
    name = " · ".join((localized(event.title), _("Supply and demand")))
    return " · ".join((name, _(", ").join(said))) if said else name
