"""Rows that break a law of listings."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import aliased

from eventmgr.ground.db import db
from eventmgr.matchmaking.listings.models import (
    Listing,
    ListingKind,
    ListingState,
    NearListing,
    OrganizationProfile,
    ProfileKeeper,
)

_AT_ONCE = 500


def list_undated() -> list[int]:
    """Listings whose state says that they were published, without the instant; and declined ones without a reason."""
    undated = Listing.state.in_((ListingState.PUBLISHED, ListingState.EXPIRED)) & Listing.published_at.is_(None)
    silent = (Listing.state == ListingState.DECLINED) & (Listing.decline_reason == "")
    return list(db.session.scalars(select(Listing.id).where(or_(undated, silent)).order_by(Listing.id)))


def list_near_wrongly() -> list[int]:
    """Listings that are kept as near to one of their own organization or of the other side."""
    other = aliased(Listing)
    query = (
        select(Listing.id)
        .join(NearListing, NearListing.listing_id == Listing.id)
        .join(other, other.id == NearListing.other_id)
        .where(or_(other.organization_id == Listing.organization_id, other.side != Listing.side))
    )
    return list(db.session.scalars(query.order_by(Listing.id)))


def list_wrongly_linked() -> list[int]:
    """Listings that belong to a park and are no service."""
    query = select(Listing.id).where(Listing.park_id.is_not(None), Listing.kind != ListingKind.SERVICE)
    return list(db.session.scalars(query.order_by(Listing.id)))


def list_without_profile() -> list[int]:
    """Keepers of organizations that have no profile to keep."""
    kept = exists().where(OrganizationProfile.organization_id == ProfileKeeper.organization_id)
    return list(db.session.scalars(select(ProfileKeeper.id).where(~kept).order_by(ProfileKeeper.id)))


def iterate_all() -> Iterator[Listing]:
    """Every listing, some hundreds at a time."""
    last = 0
    while True:
        rows = list(db.session.scalars(select(Listing).where(Listing.id > last).order_by(Listing.id).limit(_AT_ONCE)))
        yield from rows
        if len(rows) < _AT_ONCE:
            return
        last = rows[-1].id
