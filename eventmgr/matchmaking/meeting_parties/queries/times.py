"""Reading what takes up the time of parties."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from eventmgr.event.agenda.models import AgendaItem, Speaker
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.identity.directory.models import Organization
from eventmgr.matchmaking.meeting_parties.models import (
    MeetingParty,
    PartyAbsence,
    PartyRepresentative,
    PartyState,
)
from eventmgr.on_site.signup.models import Signup, SignupState


def list_absences(event_id: int) -> list[PartyAbsence]:
    """When parties and representatives of the event cannot, by party and time."""
    query = select(PartyAbsence).join(MeetingParty, MeetingParty.id == PartyAbsence.party_id)
    query = query.where(MeetingParty.event_id == event_id)
    return list(db.session.scalars(query.order_by(PartyAbsence.party_id, PartyAbsence.starts_at, PartyAbsence.id)))


def list_absences_of(party_id: int) -> list[PartyAbsence]:
    """When a party or its people cannot, by time."""
    query = select(PartyAbsence).where(PartyAbsence.party_id == party_id)
    return list(db.session.scalars(query.order_by(PartyAbsence.starts_at, PartyAbsence.id)))


def list_item_times(event_id: int) -> list[tuple[int, dict[str, str], datetime, datetime]]:
    """(number, title, start, end) of the agenda items that take place, by start."""
    query = select(AgendaItem.id, AgendaItem.title, AgendaItem.starts_at, AgendaItem.ends_at).where(
        AgendaItem.event_id == event_id, AgendaItem.is_cancelled.is_(False)
    )
    rows = db.session.execute(query.order_by(AgendaItem.starts_at, AgendaItem.id))
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def list_speakers(event_id: int) -> list[tuple[int, dict[str, str], dict[str, str]]]:
    """(item, name, organization) of everybody who is named in the agenda of the event."""
    query = select(Speaker.item_id, Speaker.name, Speaker.organization).where(Speaker.event_id == event_id)
    return [(row[0], row[1], row[2]) for row in db.session.execute(query.order_by(Speaker.id))]


def list_group_places(event_id: int) -> dict[int, int]:
    """Number of a registration → the item of the group in which it holds a place."""
    query = select(Signup.registration_id, Signup.item_id).join(Signup.item)
    held = query.where(AgendaItem.event_id == event_id, Signup.state == SignupState.HELD)
    return {row[0]: row[1] for row in db.session.execute(held)}


def list_seats(event_id: int) -> list[tuple[int, int, str, tuple[str, ...], int | None]]:
    """(number, party, name, names of the organization, registration) of everybody who sits at a table for an active
    party."""
    own = Registration.organization_name
    query = (
        select(
            PartyRepresentative.id,
            PartyRepresentative.party_id,
            PartyRepresentative.name,
            Organization.name,
            Organization.name_en,
            own,
            PartyRepresentative.registration_id,
        )
        .join(PartyRepresentative.party)
        .join(MeetingParty.organization)
        .outerjoin(Registration, Registration.id == PartyRepresentative.registration_id)
        .where(MeetingParty.event_id == event_id, MeetingParty.state == PartyState.ACTIVE)
    )
    return [
        (number, party_id, name, tuple(dict.fromkeys(filter(None, names))), registration_id)
        for number, party_id, name, *names, registration_id in db.session.execute(
            query.order_by(PartyRepresentative.id)
        )
    ]
