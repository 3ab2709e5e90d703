"""Reading who sits at the tables of parties."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, joinedload

from eventmgr.event.events.models import Event, EventStatus
from eventmgr.ground.db import db
from eventmgr.matchmaking.meeting_parties.models import (
    MeetingParty,
    PartyRepresentative,
    PartyState,
)


def find_representative(representative_id: int) -> PartyRepresentative | None:
    """Somebody who speaks for a party, with party, organization and event. Only for addresses that were signed for
    them."""
    query = select(PartyRepresentative).where(PartyRepresentative.id == representative_id)
    party = joinedload(PartyRepresentative.party)
    return db.session.scalar(
        query.options(party.joinedload(MeetingParty.organization), party.joinedload(MeetingParty.event))
    )


def list_representatives(event_id: int) -> list[PartyRepresentative]:
    """Everybody who sits at a table for a party of the event, by party and position."""
    query = select(PartyRepresentative).join(PartyRepresentative.party).where(MeetingParty.event_id == event_id)
    query = query.order_by(PartyRepresentative.party_id, PartyRepresentative.position, PartyRepresentative.id)
    return list(db.session.scalars(query.options(contains_eager(PartyRepresentative.party))))


def list_representatives_of(party_id: int) -> list[PartyRepresentative]:
    """Who sits at the tables of a party, in their order."""
    query = select(PartyRepresentative).where(PartyRepresentative.party_id == party_id)
    query = query.order_by(PartyRepresentative.position, PartyRepresentative.id)
    return list(db.session.scalars(query.options(joinedload(PartyRepresentative.party))))


def list_seats_of(party_ids: Collection[int]) -> dict[int, list[PartyRepresentative]]:
    """Number of a party → who sits at its tables, in their order; one statement."""
    seats_of: dict[int, list[PartyRepresentative]] = {number: [] for number in party_ids}
    query = select(PartyRepresentative).where(PartyRepresentative.party_id.in_(sorted(party_ids)))
    for seat in db.session.scalars(query.order_by(PartyRepresentative.position, PartyRepresentative.id)):
        seats_of[seat.party_id].append(seat)
    return seats_of


def find_seat_of(registration_id: int) -> PartyRepresentative | None:
    """Whom a registration represents, with the party."""
    query = select(PartyRepresentative).where(PartyRepresentative.registration_id == registration_id)
    party = joinedload(PartyRepresentative.party).joinedload(MeetingParty.organization)
    return db.session.scalars(query.options(party).order_by(PartyRepresentative.id).limit(1)).first()


def list_seats_of_registrations(ids: Collection[int]) -> list[PartyRepresentative]:
    """Whom these registrations represent, wherever that is, with party, organization and event."""
    query = select(PartyRepresentative).where(PartyRepresentative.registration_id.in_(sorted(ids)))
    party = joinedload(PartyRepresentative.party)
    query = query.options(party.joinedload(MeetingParty.organization), party.joinedload(MeetingParty.event))
    return list(db.session.scalars(query.order_by(PartyRepresentative.id)))


def list_last_positions(event_id: int) -> dict[int, int]:
    """Number of a party → the last place of its representatives; -1: it has none."""
    last = func.coalesce(func.max(PartyRepresentative.position), -1)
    query = select(MeetingParty.id, last).outerjoin(
        PartyRepresentative, PartyRepresentative.party_id == MeetingParty.id
    )
    rows = db.session.execute(query.where(MeetingParty.event_id == event_id).group_by(MeetingParty.id))
    return {row[0]: row[1] for row in rows}


def list_uninvited(event_id: int) -> list[PartyRepresentative]:
    """Representatives of active parties with an e-mail address who were never sent their link, with party and
    organization."""
    query = select(PartyRepresentative).join(PartyRepresentative.party).join(MeetingParty.organization)
    query = query.where(
        MeetingParty.event_id == event_id,
        MeetingParty.state == PartyState.ACTIVE,
        PartyRepresentative.email != "",
        PartyRepresentative.invited_at.is_(None),
    )
    loaded = contains_eager(PartyRepresentative.party)
    query = query.options(loaded, loaded.contains_eager(MeetingParty.organization))
    return list(db.session.scalars(query.order_by(PartyRepresentative.party_id, PartyRepresentative.position)))


def find_link_version(representative_id: int) -> int | None:
    """The version of the links of whoever this person represents, while that takes part; None: they represent
    nobody."""
    query = select(MeetingParty.link_version).join(PartyRepresentative, PartyRepresentative.party_id == MeetingParty.id)
    active = (PartyRepresentative.id == representative_id, MeetingParty.state == PartyState.ACTIVE)
    return db.session.scalar(query.where(*active))


def list_seats_of_organization(organization_id: int) -> list[PartyRepresentative]:
    """Whoever represents an organization at events that are not over, with party and event, the next event first."""
    query = select(PartyRepresentative).join(PartyRepresentative.party).join(MeetingParty.event)
    query = query.where(
        MeetingParty.organization_id == organization_id,
        MeetingParty.state == PartyState.ACTIVE,
        Event.status.in_((EventStatus.PUBLISHED, EventStatus.FINISHED)),
    )
    party = contains_eager(PartyRepresentative.party)
    query = query.options(party.contains_eager(MeetingParty.event), party.joinedload(MeetingParty.organization))
    return list(
        db.session.scalars(query.order_by(Event.starts_at.desc(), PartyRepresentative.position, PartyRepresentative.id))
    )
