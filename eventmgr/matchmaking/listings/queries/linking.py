"""What everybody reads at all events and at none; parks, and what listings are linked with."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import ColumnElement, String, cast, exists, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from eventmgr.event.events.models import Event, EventStatus
from eventmgr.ground.db import db
from eventmgr.ground.text import LARGEST
from eventmgr.identity.directory.models import Organization
from eventmgr.matchmaking.listings.models import Listing, ListingKind, Side
from eventmgr.matchmaking.listings.queries.listings import is_public
from eventmgr.matchmaking.listings.switch import LISTINGS

NAMED = func.coalesce(cast(Listing.details["provinces"], String), "null")
"""Codes of the provinces that a platform, a fund or a park names, as JSON; `null`: none."""
MOST_PARKS = 500
"""So many are offered for a choice."""
_MOST_LINKED = 100
AT_PUBLIC_EVENT = (
    Event.status != EventStatus.DRAFT,
    cast(Event.features, String).contains(f'"{LISTINGS.name}"', autoescape=True),
)
"""An event that everybody may read about, and that has listings."""


def is_of_public_event() -> ColumnElement[bool]:
    """Of an event that everybody may read about and that has listings switched on, or of none."""
    return or_(Listing.event_id.is_(None), exists().where(Event.id == Listing.event_id, *AT_PUBLIC_EVENT))


def is_serving(province: str) -> ColumnElement[bool]:
    """Of listings joined with their organizations: at home in that province, or the listing names it."""
    return or_(Organization.province_code == province, NAMED.contains(f'"{province}"', autoescape=True))


def list_parks(*, day: date, province: str = "", organization_id: int | None = None) -> list[Listing]:
    """Parks that everybody reads, with organizations, by number; of that province or that organization where one is
    said. One statement."""
    query = select(Listing).join(Listing.organization).options(contains_eager(Listing.organization))
    query = query.where(*_read(day), Listing.kind == ListingKind.PARK, Listing.side == Side.SUPPLY)
    if province or organization_id is not None:
        here = [is_serving(province)] if province else []
        query = query.where(or_(*here, Listing.organization_id == organization_id))
    return list(db.session.scalars(query.order_by(Listing.id).limit(MOST_PARKS)))


def find_listing(listing_id: int) -> Listing | None:
    """The listing of that number, whoever reads it."""
    return db.session.get(Listing, listing_id) if 0 < listing_id <= LARGEST else None


def load_parks(park_ids: Collection[int], *, day: date) -> dict[int, Listing]:
    """Those of them that everybody reads as parks, by number, with their events; one statement, none for none."""
    if not park_ids:
        return {}
    query = select(Listing).where(*_read(day), Listing.kind == ListingKind.PARK, Listing.id.in_(sorted(park_ids)))
    return {park.id: park for park in db.session.scalars(query.options(joinedload(Listing.event)))}


def list_services_of(park_id: int, *, day: date) -> list[Listing]:
    """Services that belong to the park and that everybody reads, with organizations and events, the latest first; one
    statement."""
    return _list_linked(day, ListingKind.SERVICE, Listing.park_id == park_id)


def list_resting_on(document_id: int, *, day: date) -> list[Listing]:
    """Subsidies that rest on the document of that number, likewise."""
    return _list_linked(day, ListingKind.SUBSIDY, Listing.details["document"].as_integer() == document_id)


def _list_linked(day: date, kind: ListingKind, where: ColumnElement[bool]) -> list[Listing]:
    query = select(Listing).join(Listing.organization)
    query = query.options(contains_eager(Listing.organization), joinedload(Listing.event))
    query = query.where(*_read(day), Listing.kind == kind, Listing.side == Side.SUPPLY, where)
    return list(db.session.scalars(query.order_by(Listing.published_at.desc(), Listing.id.desc()).limit(_MOST_LINKED)))


def _read(day: date) -> list[ColumnElement[bool]]:
    return [*is_public(day), is_of_public_event()]


def list_events_linked(listing_ids: Collection[int], park_ids: Collection[int]) -> list[int]:
    """Numbers of the events at which stand these parks, and services that belong to these listings; one statement."""
    linked = or_(Listing.id.in_(sorted(park_ids)), Listing.park_id.in_(sorted(listing_ids)))
    query = select(Listing.event_id).where(linked, Listing.event_id.is_not(None)).distinct()
    return sorted(number for number in db.session.scalars(query) if number is not None)


def list_events_resting_on(document_id: int) -> list[int]:
    """Numbers of the events at which stand subsidies that rest on that document; one statement."""
    query = select(Listing.event_id).where(
        Listing.kind == ListingKind.SUBSIDY,
        Listing.event_id.is_not(None),
        Listing.details["document"].as_integer() == document_id,
    )
    return sorted(number for number in db.session.scalars(query.distinct()) if number is not None)
