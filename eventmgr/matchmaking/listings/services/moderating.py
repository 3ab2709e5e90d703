"""Listings are published, declined, or put back for another look; those whose last day is over are marked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from eventmgr.event.events.models import Event
from eventmgr.event.events.services import lock
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.matchmaking.listings import letters, queries
from eventmgr.matchmaking.listings.content.drafts import day_of
from eventmgr.matchmaking.listings.models import Listing, ListingState, ProfileKeeper
from eventmgr.matchmaking.listings.services.setting import check_open, lock_board, settings_of
from eventmgr.matchmaking.listings.services.writing import set_state
from eventmgr.tools.log.services import SYSTEM, Act

_PUBLISHABLE = (ListingState.SUBMITTED, ListingState.DECLINED)


def publish(event: Event, ids: Collection[int], *, act: Act) -> int:
    """Publish those of these listings that await review or were declined; each keeper is written to once. How many.

    Raises:
        Refusal: the event is over.
    """
    lock(event)
    check_open(event, settings_of(event), at=act.at, by_office=True)
    chosen = [one for one in queries.list_by_id(event.id, ids) if one.state in _PUBLISHABLE]
    if chosen:
        set_state(event, chosen, ListingState.PUBLISHED, "published", act=act)
        _tell(letters.PUBLISHED, event, chosen, at=act.at)
    return len(chosen)


def decline(event: Event, listing_id: int, reason: str, *, act: Act) -> Listing:
    """The listing is not published, or no longer; its organization is told why.

    Raises:
        Refusal: it does not await review and is not published, or no reason is given.
    """
    lock(event)
    listing = queries.get_listing(event, listing_id)
    if not reason:
        raise Refusal(_("Please give the reason: the organization will be told."), field="reason")
    if listing.state not in (ListingState.SUBMITTED, ListingState.PUBLISHED):
        raise Refusal(_("Only listings that await review or are published can be declined."))
    set_state(event, [listing], ListingState.DECLINED, "declined", act=act, reason=reason)
    _tell(letters.DECLINED, event, [listing], at=act.at)
    return listing


def put_back(event: Event, listing_id: int, *, act: Act) -> Listing:
    """A listing that was published or declined awaits review again; nobody is written to.

    Raises:
        Refusal: it is neither.
    """
    lock(event)
    listing = queries.get_listing(event, listing_id)
    if listing.state not in (ListingState.PUBLISHED, ListingState.DECLINED):
        raise Refusal(_("Only published or declined listings can be put back for review."))
    set_state(event, [listing], ListingState.SUBMITTED, action="put_back", act=act)
    return listing


def expire_over(*, at: datetime, limit: int = 500) -> int:
    """Published listings whose last day has passed in China are marked; how many."""
    day = day_of(at)
    over = queries.list_expired(day, limit=limit)
    by_event: dict[Event | None, list[Listing]] = {}
    for listing in over:
        by_event.setdefault(listing.event, []).append(listing)
    for event, listings in by_event.items():
        lock_board(event)
        now = queries.list_by_id(event.id if event is not None else None, [one.id for one in listings])
        still = [
            one for one in now if one.state is ListingState.PUBLISHED and one.valid_until and one.valid_until < day
        ]
        set_state(event, still, ListingState.EXPIRED, "expired", act=Act(SYSTEM, at))
    return len(over)


def _tell(kind: str, event: Event, listings: Sequence[Listing], *, at: datetime) -> None:
    """One e-mail to whoever wrote listings of an organization, or to all its keepers where nobody of them did."""
    writers = {item.id: item for item in queries.list_writers([item.registration_id for item in listings])}
    for number, registration in writers.items():
        letters.tell_participant(
            kind, event, registration, [item for item in listings if item.registration_id == number], at=at
        )
    listings = [item for item in listings if item.registration_id not in writers]
    keepers = queries.list_keepers_of({item.organization_id for item in listings})
    for organization_id in sorted({item.organization_id for item in listings}):
        own = [item for item in listings if item.organization_id == organization_id]
        people = keepers.get(organization_id, [])
        for keeper in people:
            theirs = [item for item in own if item.keeper_id == keeper.id or not _is_there(item.keeper_id, people)]
            if theirs:
                letters.tell(kind, event, keeper, theirs, at=at)


def _is_there(keeper_id: int | None, people: Sequence[ProfileKeeper]) -> bool:
    return any(keeper_id == one.id for one in people)


EXPIRES_EVERY = timedelta(hours=1)
