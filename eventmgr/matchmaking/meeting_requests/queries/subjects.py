"""What requests are about: listings of the two, as far as whoever reads may."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from eventmgr.event.events.models import Event
from eventmgr.matchmaking.listings.access import Reader, is_shown, reader_of
from eventmgr.matchmaking.listings.models import Listing
from eventmgr.matchmaking.listings.queries import list_by_id, list_of_organizations
from eventmgr.matchmaking.meeting_parties.models import MeetingParty
from eventmgr.matchmaking.meeting_requests.models import MeetingRequest

MOST_SUBJECTS = 10
"""Listings that one request may be about."""


def list_subjects(event: Event, own: MeetingParty, other: MeetingParty) -> list[Listing]:
    """What a request between the two may be about: listings of either that both read; those of the other first."""
    ids = (own.organization_id, other.organization_id)
    readers = [reader_of(event, number) for number in ids]
    both = [one for one in list_of_organizations(event.id, ids) if all(is_shown(one, reader) for reader in readers)]
    return sorted(both, key=lambda one: (one.organization_id == own.organization_id, one.id))


def list_kept_subjects(event: Event, asker: MeetingParty, asked: MeetingParty, ids: Iterable[int]) -> list[int]:
    """Of these listings what a request between the two may be about, each once, as many as it may be about."""
    wanted = list(dict.fromkeys(ids))
    known = {one.id for one in list_subjects(event, asker, asked)} if wanted else set()
    return [number for number in wanted if number in known][:MOST_SUBJECTS]


def list_told(event: Event, requests: Collection[MeetingRequest], reader: Reader) -> dict[int, list[Listing]]:
    """Request → what it is about, as far as the reader reads it; one statement, none where nothing is said."""
    wanted = {int(number) for one in requests for number in one.listing_ids}
    read = {one.id: one for one in list_by_id(event.id, wanted) if is_shown(one, reader)} if wanted else {}
    return {one.id: [read[number] for number in one.listing_ids if _is_of(one, read.get(number))] for one in requests}


def _is_of(request: MeetingRequest, listing: Listing | None) -> bool:
    """Whether a listing is one of the two's; SQLite gives the number of one that was deleted to another."""
    return listing is not None and listing.organization_id in (
        request.asker.organization_id, request.asked.organization_id,
    )  # fmt: skip


def list_told_to(event: Event, requests: Collection[MeetingRequest], organization_id: int) -> dict[int, list[Listing]]:
    """The same, as that organization reads it."""
    has_any = any(one.listing_ids for one in requests)
    return list_told(event, requests, reader_of(event, organization_id)) if has_any else {}
