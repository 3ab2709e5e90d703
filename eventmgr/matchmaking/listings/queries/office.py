"""Lists of organizers and liaisons: listings by filters, profiles, who may be invited."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, String, and_, cast, exists, func, or_, select
from sqlalchemy.orm import aliased, contains_eager

from eventmgr.event.events.models import Event
from eventmgr.event.quotas.models import LIVE
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.ground.errors import NotFound
from eventmgr.ground.i18n import _
from eventmgr.ground.text import LARGEST, folded
from eventmgr.identity.directory.models import Organization
from eventmgr.matchmaking.listings.models import (
    Listing,
    ListingKind,
    ListingState,
    NearListing,
    OrganizationProfile,
    ProfileKeeper,
    ProfileState,
    Side,
)
from eventmgr.tools.taxonomy import get_unit
from eventmgr.tools.web.paging import Key, Page, get_page

_MOST = 2000
_MOST_LISTED = 5000


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to; empty: to nothing."""

    side: Side | None = None
    kind: ListingKind | None = None
    state: ListingState | None = None
    province: str = ""
    sector: str = ""
    topic: str = ""
    q: str = ""
    is_near: bool = False
    """Those that have near ones alone."""
    unit: str = ""
    """Organizations of that delegation."""


def is_of_unit(event_id: int, unit_code: str) -> ColumnElement[bool]:
    """The condition under which an organization belongs to a delegation at an event: its people are registered for it,
    or for none at all and it is at home in the province."""
    person = aliased(Registration)
    people = (person.event_id == event_id, person.organization_id == Organization.id, person.status.in_(LIVE))
    of_unit = exists().where(*people, person.unit_code == unit_code)
    of_any = exists().where(*people, person.unit_code != "")
    unit = get_unit(unit_code)
    at_home = Organization.province_code == unit.province_code if unit.kind == "province_level" else None
    return of_unit if at_home is None else or_(of_unit, and_(at_home, ~of_any))


def _conditions(event_id: int, filters: Filters) -> list[ColumnElement[bool]]:
    """Of listings joined with their organizations."""
    where: list[ColumnElement[bool]] = [Listing.event_id == event_id]
    for column, value in ((Listing.side, filters.side), (Listing.kind, filters.kind), (Listing.state, filters.state)):
        if value is not None:
            where.append(column == value)
    if filters.province:
        where.append(Organization.province_code == filters.province)
    if filters.topic:
        where.append(Listing.topic_id == filters.topic)
    if filters.sector:
        where.append(cast(Listing.sector_codes, String).contains(f'"{filters.sector}"', autoescape=True))
    if filters.q:
        where.append(Listing.search_text.contains(folded(filters.q), autoescape=True))
    if filters.is_near:
        where.append(exists().where(NearListing.listing_id == Listing.id))
    if filters.unit:
        where.append(is_of_unit(event_id, filters.unit))
    return where


def get_office_page(event_id: int, filters: Filters, cursor: str | None = None) -> Page[Listing]:
    """One page of the event's listings with their organizations, the latest first; one statement."""
    query = select(Listing).join(Listing.organization).options(contains_eager(Listing.organization))
    query = query.where(*_conditions(event_id, filters))
    return get_page(query, [Key(Listing.id, falling=True)], cursor)


def list_listed(event_id: int, filters: Filters) -> list[Listing]:
    """Those of the event with their organizations, by number; one statement."""
    query = select(Listing).join(Listing.organization).options(contains_eager(Listing.organization))
    query = query.where(*_conditions(event_id, filters)).order_by(Listing.id)
    return list(db.session.scalars(query.limit(_MOST_LISTED)))


def count_listed(event_id: int, filters: Filters) -> int:
    """How many listings the office's filters leave."""
    query = select(func.count()).select_from(Listing).join(Listing.organization).where(*_conditions(event_id, filters))
    return db.session.scalar(query) or 0


def list_ids(event_id: int, filters: Filters) -> list[int]:
    """The numbers of these listings, the oldest first; no more than `_MOST`."""
    query = select(Listing.id).join(Listing.organization).where(*_conditions(event_id, filters))
    return list(db.session.scalars(query.order_by(Listing.id).limit(_MOST)))


def _profile_conditions(event_id: int, state: ProfileState | None, q: str, unit: str) -> list[ColumnElement[bool]]:
    """Of profiles joined with their organizations: somebody was invited to keep them, or they have listings, at the
    event."""
    where = [is_known_at(event_id)]
    if state is not None:
        where.append(OrganizationProfile.state == state)
    if q:
        where.append(Organization.name_key.contains(folded(q)[:200], autoescape=True))
    if unit:
        where.append(is_of_unit(event_id, unit))
    return where


def is_known_at(event_id: int) -> ColumnElement[bool]:
    """The condition under which an organization has to do with the listings of an event."""
    return or_(
        exists().where(ProfileKeeper.event_id == event_id, ProfileKeeper.organization_id == Organization.id),
        exists().where(Listing.event_id == event_id, Listing.organization_id == Organization.id),
        exists().where(
            Registration.event_id == event_id,
            Registration.organization_id == Organization.id,
            Registration.status.in_(LIVE),
        ),
    )


def get_profile_page(
    event_id: int, *, state: ProfileState | None = None, q: str = "", unit: str = "", cursor: str | None = None
) -> Page[OrganizationProfile]:
    """One page of the profiles of organizations that take part, were invited or have listings at the event, by
    pinyin."""
    query = select(OrganizationProfile).join(OrganizationProfile.organization)
    query = query.options(contains_eager(OrganizationProfile.organization))
    query = query.where(*_profile_conditions(event_id, state, q, unit))
    return get_page(query, [Key(Organization.pinyin_key), Key(OrganizationProfile.id)], cursor)


def count_profiles(event_id: int, *, state: ProfileState | None = None, q: str = "", unit: str = "") -> int:
    """How many profiles the office's filters leave."""
    query = select(func.count()).select_from(OrganizationProfile).join(OrganizationProfile.organization)
    return db.session.scalar(query.where(*_profile_conditions(event_id, state, q, unit))) or 0


def count_changed_profiles(event_id: int, unit: str = "") -> int:
    """How many have changes that await review."""
    return count_profiles(event_id, state=ProfileState.CHANGED, unit=unit)


def get_profile_at(event: Event, organization_id: int, unit: str = "") -> OrganizationProfile:
    """The profile of an organization that has to do with the event, of one delegation if given; with the organization.

    Raises:
        NotFound: it has not, or has no profile.
    """
    query = select(OrganizationProfile).join(OrganizationProfile.organization)
    query = query.options(contains_eager(OrganizationProfile.organization))
    query = query.where(Organization.id == organization_id, *_profile_conditions(event.id, None, "", unit))
    known = 0 < organization_id <= LARGEST
    found = db.session.scalars(query.execution_options(populate_existing=True)).one_or_none() if known else None
    if found is None:
        raise NotFound(_("There is no such organization at this event."))
    return found


def is_in_unit(event_id: int, unit_code: str, organization_id: int) -> bool:
    """Whether an organization belongs to a delegation at an event."""
    query = select(Organization.id).where(Organization.id == organization_id, is_of_unit(event_id, unit_code))
    return db.session.scalar(query) is not None


def list_participants(event_id: int, unit: str = "") -> list[Row[Any]]:
    """(number, name, province, how many people) of organizations with somebody registered at the event, of one
    delegation if given, that nobody keeps yet; by pinyin."""
    has_keeper = exists().where(ProfileKeeper.organization_id == Organization.id)
    query = (
        select(
            Organization.id, Organization.name, Organization.province_code, func.count(Registration.id).label("people")
        )
        .join(Registration, Registration.organization_id == Organization.id)
        .where(Registration.event_id == event_id, Registration.status.in_(LIVE), ~has_keeper)
        .group_by(Organization.id, Organization.name, Organization.province_code, Organization.pinyin_key)
    )
    if unit:
        query = query.where(is_of_unit(event_id, unit))
    return list(db.session.execute(query.order_by(Organization.pinyin_key, Organization.id).limit(_MOST)))
