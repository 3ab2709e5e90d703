"""Feeds of boards: deadlines of an event as a calendar, what was published last as Atom. Pure but for the language
spoken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from eventmgr.event.events.models import Event
from eventmgr.ground.i18n import _, language, localized
from eventmgr.identity.directory.naming import organization_name
from eventmgr.matchmaking.listings.board.deadlines import deadline_entries, gone_entries
from eventmgr.matchmaking.listings.board.filtering import BoardFilter, chosen, words_of
from eventmgr.matchmaking.listings.board.names import provinces_of, sectors_of, side_name, topic_of
from eventmgr.matchmaking.listings.models import GoneDeadline, Listing, Side
from eventmgr.tools.feeds import calendars
from eventmgr.tools.feeds.atom import AtomEntry, write_atom
from eventmgr.tools.feeds.calendars import KEPT
from eventmgr.tools.feeds.place import FeedPlace
from eventmgr.tools.ical import Entry
from eventmgr.tools.numbering.services import Shown


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


def calendar_of(entries: Sequence[Entry], place: FeedPlace, *, name: str) -> tuple[bytes, datetime | None]:
    """The calendar of these entries, and the latest change of one; None where there is none."""
    description = _("Dates until which listings are valid, and by which something is needed.")
    return calendars.calendar_of(place, entries, name=name, description=description)


def atom_of(event: Event, listings: Sequence[Listing], filters: BoardFilter, place: FeedPlace) -> bytes:
    """The Atom feed of these listings of one event."""
    entries = [
        _entry(
            listing,
            f"{place.base_url}/events/{event.slug}/listings/{listing.id}/",
            key=f"{event.uid}/listings/{listing.id}",
        )
        for listing in listings
    ]
    return write_atom(
        place,
        entries,
        key=f"{event.uid}/listings?{sorted(chosen(filters).items())}&{language()}",
        title=name_of(event, filters),
        subtitle=localized(event.summary),
        created_at=event.created_at,
    )


def atom_of_all(
    listings: Sequence[Listing],
    path_of: Callable[[Listing], str],
    place: FeedPlace,
    *,
    title: str,
    subtitle: str,
    key: str,
) -> bytes:
    """The Atom feed of listings of all events; what is sought is named so, the rest is offered.

    Args:
        path_of: where the page of a listing is.
        key: which feed it is, without the host.
    """
    entries = [
        _entry(listing, f"{place.base_url}{path_of(listing)}", is_plain=listing.side is Side.SUPPLY)
        for listing in listings
    ]
    return write_atom(place, entries, key=f"{place.base_url}/{key}", title=title, subtitle=subtitle)


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
