"""Deadlines of offers as a calendar, what was published last as an Atom feed. Pure but for the language spoken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from eventmgr.exchange.investment.filtering import OfferFilter, filter_words
from eventmgr.ground.i18n import _, language
from eventmgr.matchmaking.listings.board.deadlines import deadline_entries, withdrawn_entries
from eventmgr.matchmaking.listings.board.feeds import atom_of_all
from eventmgr.matchmaking.listings.models import Listing, ListingState
from eventmgr.tools.feeds.calendars import KEPT
from eventmgr.tools.feeds.place import FeedPlace
from eventmgr.tools.numbering.services import Shown
from eventmgr.tools.taxonomy.asked import chosen


def shown_of(offers: Sequence[Listing], *, base_url: str, day: date) -> Shown:
    """What the calendar shows on that day: deadlines of published offers, as the calendars of their events say them;
    those of offers of no event that were withdrawn are gone."""
    since = day - KEPT
    is_out = [offer.state is ListingState.PUBLISHED for offer in offers]
    entries = [
        entry
        for offer, shows in zip(offers, is_out, strict=True)
        if shows
        for entry in deadline_entries(offer.event, [offer], base_url=base_url, since=since)
    ]
    gone = [offer for offer, shows in zip(offers, is_out, strict=True) if not shows]
    return Shown(entries, withdrawn_entries(gone, base_url=base_url))


def name_of(filters: OfferFilter) -> str:
    """What readers call the feeds: offers, and what they are narrowed to."""
    return " · ".join((_("Investment promotion"), *filter_words(filters)))


def atom_of(
    offers: Sequence[Listing],
    filters: OfferFilter,
    path_of: Callable[[Listing], str],
    place: FeedPlace,
) -> bytes:
    """The Atom feed of these offers; `path_of` says where the page of one is."""
    return atom_of_all(
        offers,
        path_of,
        place,
        title=name_of(filters),
        subtitle=_("Parks, funds, subsidies, projects and services of the provinces."),
        key=f"investment?{sorted(chosen(filters).items())}&{language()}",
    )
