"""Deadlines of a listing, by the key that the UIDs of their calendar entries bear. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from eventmgr.event.events.models import Event
from eventmgr.matchmaking.listings.models import Listing, ListingKind, ListingState

VALID, NEEDED, APPLY = "valid", "needed", "apply"
_FIRST, _LAST = date(2000, 1, 1), date(2100, 12, 31)
_TYPED = ((NEEDED, "needed_by", ListingKind.RND), (APPLY, "apply_by", ListingKind.SUBSIDY))


def deadlines_of(listing: Listing) -> Iterator[tuple[str, date]]:
    """(key, day): until when it is valid, by when something is needed, until when a subsidy can be applied for."""
    if listing.valid_until is not None and listing.valid_until <= _LAST:
        yield VALID, listing.valid_until
    for key, name, kind in _TYPED:
        try:
            day = date.fromisoformat(str(listing.details.get(name, "")))
        except ValueError:
            continue
        if listing.kind is kind and _FIRST <= day <= _LAST:
            yield key, day


def public_deadlines(listing: Listing) -> dict[str, date]:
    """Those that everybody is told: none of a listing that is confidential or not published."""
    is_told = listing.state is ListingState.PUBLISHED and not listing.confidential
    return dict(deadlines_of(listing)) if is_told else {}


def deadline_uid(event: Event | None, listing_id: int, key: str) -> str:
    """The UID of the entry of that deadline, which never changes."""
    return f"{key}-listing-{listing_id}-{event.uid}" if event is not None else f"{key}-listing-{listing_id}@eventmgr"
