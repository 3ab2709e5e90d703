"""What is there already."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from eventmgr.event.events.models import Event
from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.quotas.models import LIVE, Status
from eventmgr.event.registration.in_order import official_order
from eventmgr.event.registration.models import Registration
from eventmgr.exchange.policies.models import Policy, PolicyState
from eventmgr.ground.db import db
from eventmgr.identity.directory.models import Organization
from eventmgr.matchmaking.listings.models import Listing, ListingKind, ListingState, Side
from eventmgr.matchmaking.meeting_parties.models import MeetingParty, PartyRepresentative


def list_published_policies() -> list[Policy]:
    """All that everybody reads, by number."""
    return list(db.session.scalars(select(Policy).where(Policy.state == PolicyState.PUBLISHED).order_by(Policy.id)))


def get_offer_of_somebody(event_id: int) -> Listing:
    """The first published service of the event whose organization somebody who is registered represents at meetings
    there."""
    query = (
        select(Listing)
        .join(
            MeetingParty,
            (MeetingParty.organization_id == Listing.organization_id) & (MeetingParty.event_id == Listing.event_id),
        )
        .join(PartyRepresentative, PartyRepresentative.party_id == MeetingParty.id)
        .where(Listing.event_id == event_id, Listing.kind == ListingKind.SERVICE, Listing.side == Side.SUPPLY)
        .where(Listing.state == ListingState.PUBLISHED, PartyRepresentative.registration_id.is_not(None))
        .order_by(Listing.id)
    )
    return db.session.scalars(query.limit(1)).one()


def find_event(slug: str) -> Event | None:
    """The event with this address part, in any state."""
    return db.session.scalar(select(Event).where(Event.slug == slug))


def count_events_like(start: str) -> int:
    """How many events have an address that begins so."""
    return db.session.scalar(select(func.count()).where(Event.slug.like(f"{start}%"))) or 0


def find_last_bulk_mobile(event_id: int, start: str) -> str | None:
    """The highest mobile number that begins so among an event's registrations; None if there is none."""
    query = select(func.max(Registration.mobile)).where(
        Registration.event_id == event_id, Registration.mobile.like(f"{start}%")
    )
    return db.session.scalar(query)


def list_organization_ids(keys: Sequence[str]) -> dict[str, int]:
    """`name_key` → number of the organizations that exist."""
    query = select(Organization.name_key, Organization.id).where(Organization.name_key.in_(keys))
    return {row.name_key: row.id for row in db.session.execute(query)}


def list_organizations(keys: Sequence[str]) -> list[Organization]:
    """The organizations with these `name_key`s."""
    return list(db.session.scalars(select(Organization).where(Organization.name_key.in_(keys))))


def get_confirmed(event_id: int, *, before: datetime) -> Registration:
    """The first delegate of the event who had a confirmed place by then, and has it."""
    query = select(Registration).where(
        Registration.event_id == event_id,
        Registration.status == Status.CONFIRMED,
        Registration.role == Role.DELEGATE,
        Registration.confirmed_at < before,
        Registration.changed_at < before,
    )
    return db.session.scalars(query.order_by(Registration.id).limit(1)).one()


def list_officials(event_id: int) -> list[Registration]:
    """People of delegations whose registration stands and who have a rank there, in official order."""
    query = select(Registration).where(
        Registration.event_id == event_id,
        Registration.unit_code != "",
        Registration.status.in_(LIVE),
        Registration.rank.is_not(None),
    )
    return list(db.session.scalars(query.order_by(*official_order())))


def list_registered(event_id: int, roles: Sequence[str]) -> list[Any]:
    """Everybody of these types who ever registered at the event, as who sits at a table is entered; in the order of
    numbers."""
    columns: tuple[Any, ...] = (
        Registration.id,
        Registration.organization_name,
        Registration.name,
        Registration.title,
        Registration.mobile,
        Registration.email,
        Registration.role,
        Registration.unit_code,
        Registration.status,
    )
    query = select(*columns).where(Registration.event_id == event_id, Registration.role.in_(roles))
    return list(db.session.execute(query.order_by(Registration.id)))


def list_attended(event_id: int) -> list[tuple[int, str]]:
    """(number, province) of the registrations of those who came."""
    query = select(Registration.id, Registration.province_code).where(
        Registration.event_id == event_id, Registration.status == Status.ATTENDED
    )
    return [(number, province or "") for number, province in db.session.execute(query.order_by(Registration.id))]


def list_arrived(event_id: int) -> list[tuple[int, datetime]]:
    """(number, moment) of the registrations of those who came."""
    query = select(Registration.id, Registration.attended_at).where(
        Registration.event_id == event_id, Registration.status == Status.ATTENDED
    )
    rows = db.session.execute(query.order_by(Registration.id))
    return [(number, at) for number, at in rows if at is not None]


def list_visitors(event_id: int) -> dict[int, Registration]:
    """Number → registration of the event, by number."""
    query = select(Registration).where(Registration.event_id == event_id).order_by(Registration.id)
    return {row.id: row for row in db.session.scalars(query)}
