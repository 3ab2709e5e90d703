"""Reading registrations as far as their people are representatives, or may become some."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select

from eventmgr.event.events.models import Event
from eventmgr.event.quotas.models import COMING, HOLDING
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.identity.directory.models import Organization
from eventmgr.matchmaking.meeting_parties.models import (
    MeetingParty,
    PartyRepresentative,
    PartyState,
)
from eventmgr.matchmaking.meeting_parties.taking_over import Confirmed, Seated


def list_seated(event_id: int) -> list[Seated]:
    """Everybody who sits at a table at the event, as taking over compares them."""
    query = select(
        PartyRepresentative.id,
        PartyRepresentative.party_id,
        PartyRepresentative.name,
        PartyRepresentative.registration_id,
    ).join(PartyRepresentative.party)
    rows = db.session.execute(query.where(MeetingParty.event_id == event_id).order_by(PartyRepresentative.id))
    return [Seated(*row) for row in rows]


def list_confirmed(event_id: int, roles: Collection[str]) -> list[Confirmed]:
    """Registrations of these types that hold a place, as taking over reads them, in the order in which they came;
    nobody who is only kept."""
    person = Registration
    columns: tuple[Any, ...] = (
        person.id,
        person.organization_id,
        func.coalesce(Organization.name, person.organization_name),
        person.name,
        person.title,
        person.mobile,
        person.email,
        person.role,
        person.unit_code,
        person.province_code,
        person.sector_code,
        person.language,
    )
    query = select(*columns).outerjoin(Organization, Organization.id == person.organization_id)
    query = query.where(person.event_id == event_id, person.role.in_(sorted(roles)), *_holding())
    return [Confirmed(*row) for row in db.session.execute(query.order_by(person.created_at, person.id))]


def list_holding(event_id: int) -> set[int]:
    """Numbers of the registrations of the event that hold a place, without those that are only kept."""
    query = select(Registration.id).where(Registration.event_id == event_id, *_holding())
    return set(db.session.scalars(query))


def count_roles(event_id: int) -> dict[str, int]:
    """Type of participant → how many of it hold a place."""
    query = select(Registration.role, func.count()).where(Registration.event_id == event_id, *_holding())
    return {row[0]: row[1] for row in db.session.execute(query.group_by(Registration.role))}


def list_unseated(event: Event, organization_id: int) -> list[Registration]:
    """Registrations of an organization that hold a place and represent nobody, by name."""
    seated = select(PartyRepresentative.registration_id).where(PartyRepresentative.registration_id == Registration.id)
    query = select(Registration).where(
        Registration.event_id == event.id,
        Registration.organization_id == organization_id,
        ~seated.exists(),
        *_holding(),
    )
    return list(db.session.scalars(query.order_by(Registration.pinyin_key, Registration.id).limit(_MOST_UNSEATED)))


def count_without_place(event_id: int) -> int:
    """How many representatives of active parties have a registration that holds no place any more."""
    query = select(func.count()).select_from(PartyRepresentative).join(PartyRepresentative.party)
    query = query.join(Registration, Registration.id == PartyRepresentative.registration_id)
    query = query.where(MeetingParty.event_id == event_id, MeetingParty.state == PartyState.ACTIVE)
    return db.session.scalar(query.where(~and_(*_holding()))) or 0


def list_absentees(event_id: int) -> list[tuple[int, int]]:
    """(party, representative) of everybody who represents a party of the event and is not expected there any more."""
    query = select(PartyRepresentative.party_id, PartyRepresentative.id).join(PartyRepresentative.party)
    query = query.join(Registration, Registration.id == PartyRepresentative.registration_id)
    rows = db.session.execute(query.where(MeetingParty.event_id == event_id, ~is_expected()))
    return [(party, seat) for party, seat in rows]


def list_representing(event_id: int) -> set[int]:
    """Numbers of the registrations that represent a party of the event."""
    query = select(PartyRepresentative.registration_id).join(PartyRepresentative.party)
    query = query.where(MeetingParty.event_id == event_id, PartyRepresentative.registration_id.is_not(None))
    return {number for number in db.session.scalars(query) if number is not None}


def is_expected() -> ColumnElement[bool]:
    """Whether the person of a registration comes."""
    return and_(Registration.status.in_(COMING), Registration.forgotten_at.is_(None))


def _holding() -> tuple[ColumnElement[bool], ...]:
    return (Registration.status.in_(HOLDING), Registration.restricted_at.is_(None), Registration.forgotten_at.is_(None))


_MOST_UNSEATED = 200


def list_strangers() -> list[tuple[int, int]]:
    """(representative, registration) where the registration is of another event than the party."""
    query = (
        select(PartyRepresentative.id, Registration.id)
        .join(PartyRepresentative.party)
        .join(Registration, Registration.id == PartyRepresentative.registration_id)
        .where(Registration.event_id != MeetingParty.event_id)
    )
    return [(seat, registration) for seat, registration in db.session.execute(query)]
