"""Reading the parties of an event's meetings."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from eventmgr.db import db
from eventmgr.errors import NotFound
from eventmgr.events.models import Event
from eventmgr.i18n import _
from eventmgr.meetings.parties.models import MeetingParty, PartyAbsence, PartyExclusion, PartyRepresentative


def get_party(event: Event, party_id: int) -> MeetingParty:
    """One party of that event, with its organization.

    Raises:
        NotFound: no such party here.
    """
    query = select(MeetingParty).where(MeetingParty.event_id == event.id, MeetingParty.id == party_id)
    party = db.session.scalar(query.options(joinedload(MeetingParty.organization)))
    if party is None:
        raise NotFound(_("This event has no such party."))
    return party


def find_party(party_id: int) -> MeetingParty | None:
    """A party with organization and event. Only for addresses that were signed for it."""
    query = select(MeetingParty).where(MeetingParty.id == party_id)
    return db.session.scalar(query.options(joinedload(MeetingParty.organization), joinedload(MeetingParty.event)))


def list_parties(event_id: int) -> list[MeetingParty]:
    """All parties of the event with their organizations, by number: their place in this list is their number in the scheduler."""
    query = select(MeetingParty).where(MeetingParty.event_id == event_id).order_by(MeetingParty.id)
    return list(db.session.scalars(query.options(joinedload(MeetingParty.organization))))


def find_representative(representative_id: int) -> PartyRepresentative | None:
    """Somebody who speaks for a party, with party, organization and event. Only for addresses that were signed for them."""
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


def list_absences(event_id: int) -> list[PartyAbsence]:
    """When parties and representatives of the event cannot, by party and time."""
    query = select(PartyAbsence).join(MeetingParty, MeetingParty.id == PartyAbsence.party_id)
    query = query.where(MeetingParty.event_id == event_id)
    return list(db.session.scalars(query.order_by(PartyAbsence.party_id, PartyAbsence.starts_at, PartyAbsence.id)))


def list_exclusions(event_id: int) -> list[PartyExclusion]:
    """Pairs that shall not meet."""
    query = select(PartyExclusion).where(PartyExclusion.event_id == event_id)
    return list(db.session.scalars(query.order_by(PartyExclusion.party_id, PartyExclusion.other_id)))
