"""Reading profiles, their organizations, and who keeps them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from eventmgr.event.events.derived.opening import OVER
from eventmgr.event.events.models import PUBLIC, Event, EventKind, EventStatus
from eventmgr.event.quotas.models import HOLDING, LIVE
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.ground.errors import NotFound
from eventmgr.ground.i18n import _
from eventmgr.ground.text import LARGEST
from eventmgr.identity.directory.models import Organization
from eventmgr.matchmaking.listings.models import (
    Listing,
    ListingSettings,
    ListingState,
    OrganizationProfile,
    ProfileKeeper,
)

_CURRENT = (EventStatus.PUBLISHED, EventStatus.POSTPONED)
_MOST = 100


def find_profile(organization_id: int) -> OrganizationProfile | None:
    """The profile of an organization with the organization, as it stands; None: it has none yet."""
    query = select(OrganizationProfile).options(joinedload(OrganizationProfile.organization))
    query = query.where(OrganizationProfile.organization_id == organization_id)
    return db.session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def get_profile(organization_id: int, *, lock: bool = False) -> OrganizationProfile:
    """The same.

    Args:
        lock: nobody else changes it until the transaction ends.

    Raises:
        NotFound: it has none.
    """
    if lock:
        row = select(OrganizationProfile.id).where(OrganizationProfile.organization_id == organization_id)
        db.session.execute(row.with_for_update())
    found = find_profile(organization_id) if 0 < organization_id <= LARGEST else None
    if found is None:
        raise NotFound(_("There is no such organization."))
    return found


def list_profiles(organization_ids: Collection[int]) -> list[OrganizationProfile]:
    """The profiles of these organizations with the organizations, by number."""
    query = select(OrganizationProfile).join(OrganizationProfile.organization)
    query = query.options(contains_eager(OrganizationProfile.organization))
    query = query.where(OrganizationProfile.organization_id.in_(sorted(organization_ids)))
    return list(db.session.scalars(query.order_by(OrganizationProfile.organization_id)))


def get_organization(organization_id: int) -> Organization:
    """The organization with that number, not another name of one.

    Raises:
        NotFound: there is none.
    """
    query = select(Organization).where(Organization.id == organization_id, Organization.stands_for_id.is_(None))
    known = 0 < organization_id <= LARGEST
    found = db.session.scalars(query.execution_options(populate_existing=True)).one_or_none() if known else None
    if found is None:
        raise NotFound(_("There is no such organization."))
    return found


def list_organizations(ids: Collection[int]) -> list[Organization]:
    """The organizations with these numbers, by number."""
    return list(
        db.session.scalars(select(Organization).where(Organization.id.in_(sorted(ids))).order_by(Organization.id))
    )


def is_code_taken(credit_code: str, *, but: int) -> bool:
    """Whether another organization has that credit code."""
    query = select(Organization.id).where(Organization.credit_code == credit_code, Organization.id != but).limit(1)
    return db.session.scalar(query) is not None


def list_keepers(organization_id: int) -> list[ProfileKeeper]:
    """Who keeps the profile of an organization, as they stand, the first invited first."""
    query = select(ProfileKeeper).where(ProfileKeeper.organization_id == organization_id).order_by(ProfileKeeper.id)
    return list(db.session.scalars(query.execution_options(populate_existing=True)))


def get_number_idle(before: datetime) -> tuple[int, datetime | None]:
    """How many keepers have done nothing since `before`, and since when the first."""
    query = select(func.count(), func.min(ProfileKeeper.seen_at)).where(ProfileKeeper.seen_at <= before)
    number, first = db.session.execute(query).one()
    return number, first


def list_idle(before: datetime, *, limit: int) -> list[ProfileKeeper]:
    """The keepers idle since `before`, the longest idle first."""
    query = select(ProfileKeeper).where(ProfileKeeper.seen_at <= before)
    return list(db.session.scalars(query.order_by(ProfileKeeper.seen_at, ProfileKeeper.id).limit(limit)))


def list_keepers_like(registration_id: int) -> list[ProfileKeeper]:
    """Whom the address of a registration makes a keeper, with the organizations."""
    address = select(func.lower(Registration.email)).where(Registration.id == registration_id, Registration.email != "")
    query = select(ProfileKeeper).options(joinedload(ProfileKeeper.organization))
    query = query.where(ProfileKeeper.email == address.scalar_subquery()).order_by(ProfileKeeper.id)
    return list(db.session.scalars(query.limit(_MOST)))


def list_registrations_like(organization_id: int, email: str, *, at: datetime) -> list[Registration]:
    """Live registrations of that mailbox for that organization at public events that are not over, the latest last."""
    query = select(Registration).join(Registration.event).options(contains_eager(Registration.event))
    query = query.where(
        Registration.organization_id == organization_id,
        func.lower(Registration.email) == email.lower(),
        Registration.status.in_(LIVE),
        Event.status.in_(_CURRENT),
        Event.ends_at > at,
    )
    return list(db.session.scalars(query.order_by(Registration.id).limit(_MOST)))


def list_silent(event_id: int) -> list[Registration]:
    """Live registrations of organizations without a listing at the event, with organization; of each those first who
    hold a place, in the order of their coming."""
    has_listing = exists().where(Listing.event_id == event_id, Listing.organization_id == Registration.organization_id)
    query = select(Registration).join(Registration.organization).options(contains_eager(Registration.organization))
    query = query.where(Registration.event_id == event_id, Registration.status.in_(LIVE), ~has_listing)
    holds = Registration.status.in_(HOLDING)
    return list(
        db.session.scalars(query.order_by(Organization.pinyin_key, Organization.id, holds.desc(), Registration.id))
    )


def find_contact(event_id: int, organization_id: int, unit: str = "") -> Registration | None:
    """Whom of the organization an e-mail reaches at the event: the first who holds a place, else the first who came."""
    query = select(Registration).where(
        Registration.event_id == event_id,
        Registration.organization_id == organization_id,
        Registration.status.in_(LIVE),
        Registration.email != "",
    )
    if unit:
        query = query.where(Registration.unit_code == unit)
    return db.session.scalars(query.order_by(Registration.status.in_(HOLDING).desc(), Registration.id).limit(1)).first()


def list_writers(ids: Collection[int | None]) -> list[Registration]:
    """Those of these registrations that still come and have an e-mail address; none asked for, no statement."""
    wanted = sorted({number for number in ids if number is not None})
    if not wanted:
        return []
    query = select(Registration).where(Registration.id.in_(wanted), Registration.email != "")
    return list(db.session.scalars(query.where(Registration.status.in_(LIVE)).order_by(Registration.id)))


def list_keepers_of(organization_ids: Collection[int]) -> dict[int, list[ProfileKeeper]]:
    """Organization → who keeps its profile."""
    keepers: dict[int, list[ProfileKeeper]] = {}
    query = select(ProfileKeeper).options(joinedload(ProfileKeeper.organization)).order_by(ProfileKeeper.id)
    for keeper in db.session.scalars(query.where(ProfileKeeper.organization_id.in_(sorted(organization_ids)))):
        keepers.setdefault(keeper.organization_id, []).append(keeper)
    return keepers


def find_keeper(keeper_id: int) -> ProfileKeeper | None:
    """The keeper with that number and the organization, as they stand."""
    query = select(ProfileKeeper).options(joinedload(ProfileKeeper.organization)).where(ProfileKeeper.id == keeper_id)
    known = 0 < keeper_id <= LARGEST
    return db.session.scalars(query.execution_options(populate_existing=True)).one_or_none() if known else None


def get_keeper(organization_id: int, keeper_id: int) -> ProfileKeeper:
    """The keeper of that organization.

    Raises:
        NotFound: it has none of that number.
    """
    found = find_keeper(keeper_id)
    if found is None or found.organization_id != organization_id:
        raise NotFound(_("Nobody from that organization has this number."))
    return found


def find_keeper_by_email(organization_id: int, email: str) -> ProfileKeeper | None:
    """The keeper of the organization with that address, as they stand."""
    query = select(ProfileKeeper).where(
        ProfileKeeper.organization_id == organization_id, ProfileKeeper.email == email.lower()
    )
    return db.session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def list_keepers_by_email(email: str) -> list[ProfileKeeper]:
    """Whom that address makes a keeper, with the organizations; by number."""
    query = select(ProfileKeeper).options(joinedload(ProfileKeeper.organization))
    query = query.where(ProfileKeeper.email == email.lower()[:254]).order_by(ProfileKeeper.id)
    return list(db.session.scalars(query.limit(_MOST)))


def find_keepers_of_account(user_id: int, email: str) -> list[ProfileKeeper]:
    """The keepers that an account is: by its number, else by its address; with the organizations, by number."""
    query = select(ProfileKeeper).join(ProfileKeeper.organization).options(contains_eager(ProfileKeeper.organization))
    query = query.where(or_(ProfileKeeper.user_id == user_id, ProfileKeeper.email == email.lower()))
    return list(db.session.scalars(query.order_by(Organization.pinyin_key, ProfileKeeper.id).limit(_MOST)))


def is_profile_moderated(organization_id: int, *, at: datetime) -> bool:
    """Whether what the organization's people type waits for a review: at an event that is not over, reviews profiles
    and has their listings or invited them."""
    invited = exists().where(ProfileKeeper.event_id == Event.id, ProfileKeeper.organization_id == organization_id)
    listed = exists().where(Listing.event_id == Event.id, Listing.organization_id == organization_id)
    query = select(Event.id).join(ListingSettings, ListingSettings.event_id == Event.id)
    query = query.where(
        ListingSettings.moderates_profiles.is_(True),
        Event.ends_at > at,
        Event.status.not_in(OVER),
        or_(invited, listed),
    )
    return db.session.scalar(query.limit(1)) is not None


def _has_to_do(organization_id: int) -> ColumnElement[bool]:
    """The condition under which an organization has to do with an event: somebody of it is registered, was invited
    there, or it has listings there."""
    registered = exists().where(
        Registration.event_id == Event.id,
        Registration.organization_id == organization_id,
        Registration.status.in_(LIVE),
    )
    invited = exists().where(ProfileKeeper.event_id == Event.id, ProfileKeeper.organization_id == organization_id)
    listed = exists().where(Listing.event_id == Event.id, Listing.organization_id == organization_id)
    return or_(registered, invited, listed)


def list_events_of(organization_id: int, *, at: datetime) -> list[Event]:
    """Public events that are not over and collect listings, with which the organization has to do; the next first."""
    unset = ListingSettings.event_id.is_(None) & (Event.kind == EventKind.MATCHMAKING)
    query = select(Event).outerjoin(ListingSettings, ListingSettings.event_id == Event.id)
    query = query.where(
        Event.status.in_(_CURRENT),
        Event.ends_at > at,
        or_(ListingSettings.is_collecting.is_(True), unset),
        _has_to_do(organization_id),
    )
    return list(db.session.scalars(query.order_by(Event.starts_at, Event.id).limit(_MOST)))


def get_event_of(organization_id: int, slug: str) -> Event:
    """The public event of that address, if the organization has to do with it.

    Raises:
        NotFound: it has not, or there is none.
    """
    query = select(Event).where(Event.slug == slug[:80], Event.status.in_(PUBLIC), _has_to_do(organization_id))
    found = db.session.scalars(query).one_or_none()
    if found is None:
        raise NotFound(_("Your organization enters no listings at this event."))
    return found


def is_taking_part(event_id: int, organization_id: int) -> bool:
    """Whether the organization takes part in the event: somebody of it is registered, or it has a published listing
    here."""
    registered = exists().where(
        Registration.event_id == event_id,
        Registration.organization_id == organization_id,
        Registration.status.in_(LIVE),
    )
    listed = exists().where(
        Listing.event_id == event_id,
        Listing.organization_id == organization_id,
        Listing.state == ListingState.PUBLISHED,
    )
    return bool(db.session.scalar(select(or_(registered, listed))))
