"""Reading listings, their files, and what is set for an event."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.ground.errors import NotFound
from eventmgr.ground.i18n import _
from eventmgr.ground.text import LARGEST
from eventmgr.identity.directory.models import Organization
from eventmgr.matchmaking.listings.models import (
    GoneDeadline,
    Listing,
    ListingFile,
    ListingSettings,
    ListingState,
    NearListing,
    Side,
)
from eventmgr.tools.uploads import queries as uploads

_MOST = 5000
MOST_COMPARED = 2000
"""So many of the newest listings are looked at for near ones."""


def find_settings(event_id: int) -> ListingSettings | None:
    """What was set for the event, as it stands; None: nothing yet."""
    return db.session.get(ListingSettings, event_id, populate_existing=True)


def list_settings(event_ids: Collection[int]) -> list[ListingSettings]:
    """What was set for these events, as far as anything was."""
    return list(db.session.scalars(select(ListingSettings).where(ListingSettings.event_id.in_(sorted(event_ids)))))


def is_public(day: date) -> tuple[ColumnElement[bool], ...]:
    """The conditions under which everybody reads a listing on that day: published, valid, and not confidential."""
    return (
        Listing.state == ListingState.PUBLISHED,
        Listing.confidential.is_(False),
        or_(Listing.valid_until.is_(None), Listing.valid_until >= day),
    )


def list_published_listings(event_id: int) -> list[Listing]:
    """All that are published, the confidential among them, with organization and files, the latest first; two
    statements. Whoever shows them asks `access.is_shown`."""
    query = (
        select(Listing)
        .join(Listing.organization)
        .options(contains_eager(Listing.organization), selectinload(Listing.files))
        .where(Listing.event_id == event_id, Listing.state == ListingState.PUBLISHED)
        .order_by(Listing.published_at.desc(), Listing.id.desc())
    )
    return list(db.session.scalars(query.limit(_MOST).execution_options(populate_existing=True)))


def list_gone_of(event_id: int, listing_ids: Collection[int]) -> list[GoneDeadline]:
    """Deadlines of these listings that calendars are told are gone; one statement, none for no listing."""
    if not listing_ids:
        return []
    query = select(GoneDeadline).where(
        GoneDeadline.event_id == event_id, GoneDeadline.listing_id.in_(sorted(listing_ids))
    )
    return list(db.session.scalars(query))


def _get(listing_id: int, *where: ColumnElement[bool]) -> Listing:
    query = select(Listing).where(Listing.id == listing_id, *where)
    query = query.options(joinedload(Listing.organization), joinedload(Listing.event), selectinload(Listing.files))
    known = 0 < listing_id <= LARGEST
    found = db.session.scalars(query.execution_options(populate_existing=True)).one_or_none() if known else None
    if found is None:
        raise NotFound(_("There is no such listing."))
    return found


def get_listing(event: Event, listing_id: int) -> Listing:
    """The listing of that event with its organization and files, as it stands.

    Raises:
        NotFound: the event has none of that number.
    """
    return _get(listing_id, Listing.event_id == event.id)


def get_own_listing(organization_id: int, listing_id: int) -> Listing:
    """The listing of that organization, at whichever event, as it stands.

    Raises:
        NotFound: the organization has none of that number.
    """
    return _get(listing_id, Listing.organization_id == organization_id)


def list_listings_of(organization_id: int, *, event_id: int | None = None) -> list[Listing]:
    """All of an organization over the years, or at one event, with event and files, the latest first; two
    statements."""
    query = select(Listing).where(Listing.organization_id == organization_id)
    if event_id is not None:
        query = query.where(Listing.event_id == event_id)
    query = query.options(joinedload(Listing.event), selectinload(Listing.files))
    return list(db.session.scalars(query.order_by(Listing.id.desc()).limit(_MOST)))


def list_waiting_of_participants(event_id: int) -> list[Listing]:
    """What participants of the event have entered that awaits review, with organization, by number."""
    query = select(Listing).where(
        Listing.event_id == event_id, Listing.registration_id.is_not(None), Listing.state == ListingState.SUBMITTED
    )
    return list(db.session.scalars(query.options(joinedload(Listing.organization)).order_by(Listing.id)))


def list_of_organizations(event_id: int | None, organization_ids: Collection[int]) -> list[Listing]:
    """All listings of these organizations at the event, or at none, with organization, by number."""
    query = select(Listing).where(Listing.event_id == event_id, Listing.organization_id.in_(sorted(organization_ids)))
    query = query.options(joinedload(Listing.organization))
    return list(db.session.scalars(query.order_by(Listing.id).limit(_MOST)))


def list_all(event_id: int) -> list[Listing]:
    """All listings of the event, with organization, by number."""
    query = select(Listing).where(Listing.event_id == event_id).options(joinedload(Listing.organization))
    return list(db.session.scalars(query.order_by(Listing.id)))


def list_by_id(event_id: int | None, ids: Collection[int]) -> list[Listing]:
    """Those listings of the event, or of none, that are still there, with organization, as they stand, by number."""
    query = select(Listing).where(Listing.event_id == event_id, Listing.id.in_(sorted(ids)))
    query = query.options(joinedload(Listing.organization)).order_by(Listing.id)
    return list(db.session.scalars(query.execution_options(populate_existing=True)))


def count_by(event_id: int) -> list[Row[Any]]:
    """(side, kind, state, how many) of the event's listings."""
    query = select(Listing.side, Listing.kind, Listing.state, func.count().label("number")).where(
        Listing.event_id == event_id
    )
    return list(db.session.execute(query.group_by(Listing.side, Listing.kind, Listing.state)))


def list_pool(event_id: int | None, sides: Collection[Side]) -> list[Row[Any]]:
    """What new listings are compared with: (number, side, event, organization, province, title, text, topic, sectors,
    state, whether it is confidential) of the newest of these sides that are submitted or published here, or public
    elsewhere."""
    here = and_(Listing.event_id == event_id, Listing.state.in_((ListingState.SUBMITTED, ListingState.PUBLISHED)))
    elsewhere = and_(Listing.state == ListingState.PUBLISHED, Listing.confidential.is_(False))
    query = select(
        Listing.id,
        Listing.side,
        Listing.event_id,
        Listing.organization_id,
        Organization.province_code,
        Listing.title,
        Listing.text,
        Listing.topic_id,
        Listing.sector_codes,
        Listing.state,
        Listing.confidential,
    ).join(Organization, Organization.id == Listing.organization_id)
    query = query.where(Listing.side.in_(list(sides)), or_(here, elsewhere))
    return list(db.session.execute(query.order_by(Listing.id.desc()).limit(MOST_COMPARED)))


def list_near(event_id: int | None, ids: Collection[int]) -> dict[int, list[tuple[Listing, int]]]:
    """Listing → (another that says nearly the same, per cent), the nearest first; with its organization. Of other
    events only what everybody may read there."""
    query = (
        select(NearListing.listing_id, Listing, NearListing.likeness)
        .join(Listing, Listing.id == NearListing.other_id)
        .join(Listing.organization)
        .options(contains_eager(Listing.organization))
        .where(NearListing.listing_id.in_(sorted(ids)))
        .where(or_(Listing.state == ListingState.PUBLISHED, Listing.state == ListingState.SUBMITTED))
        .order_by(NearListing.likeness.desc(), Listing.id)
    )
    near: dict[int, list[tuple[Listing, int]]] = {}
    for listing_id, other, likeness in db.session.execute(query):
        is_open = other.state is ListingState.PUBLISHED and not other.confidential
        if other.event_id == event_id or is_open:
            near.setdefault(listing_id, []).append((other, likeness))
    return near


def list_near_provinces(ids: Collection[int]) -> dict[int, list[str]]:
    """Listing → provinces of organizations whose listing says nearly the same and still stands; nothing else of
    them."""
    query = (
        select(NearListing.listing_id, Organization.province_code)
        .join(Listing, Listing.id == NearListing.other_id)
        .join(Organization, Organization.id == Listing.organization_id)
        .where(NearListing.listing_id.in_(sorted(ids)))
        .where(or_(Listing.state == ListingState.PUBLISHED, Listing.state == ListingState.SUBMITTED))
        .order_by(Organization.province_code)
    )
    near: dict[int, list[str]] = {}
    for listing_id, province in db.session.execute(query):
        found = near.setdefault(listing_id, [])
        if (province or "") not in found:
            found.append(province or "")
    return near


def list_expired(day: date, *, limit: int) -> list[Listing]:
    """Published listings whose last day was before `day`."""
    query = select(Listing).where(Listing.state == ListingState.PUBLISHED, Listing.valid_until < day)
    query = query.options(joinedload(Listing.event))
    return list(db.session.scalars(query.order_by(Listing.id).limit(limit)))


def get_file(listing: Listing, key: str) -> ListingFile:
    """A file of the listing, with its content.

    Raises:
        NotFound: it has none of that key, or its content cannot be read.
    """
    return uploads.get_file(ListingFile, ListingFile.listing_id == listing.id, ListingFile.key == key)
