"""What stands between two parties at the desk."""

from __future__ import annotations

from sqlalchemy import func, or_, select, text

from eventmgr.db import db
from eventmgr.meetings.parties.models import MeetingParty, PartyExclusion, PartyRepresentative
from eventmgr.meetings.planning.queries import find_plan
from eventmgr.meetings.requests.models import STANDS, MeetingRequest, NoThanks
from eventmgr.meetings.timetables.models import Meeting, MeetingState


def find_party_of(event_id: int, organization_id: int) -> MeetingParty | None:
    """The party of that organization at the event, whether it takes part or has left."""
    query = select(MeetingParty).where(
        MeetingParty.event_id == event_id, MeetingParty.organization_id == organization_id
    )
    return db.session.scalar(query)


def find_standing(event_id: int, one: int, other: int) -> MeetingRequest | None:
    """The request that stands between two parties, whoever asked."""
    first, second = sorted((one, other))
    query = select(MeetingRequest).where(
        MeetingRequest.event_id == event_id,
        MeetingRequest.first_id == first,
        MeetingRequest.second_id == second,
        text(STANDS),
    )
    return db.session.scalar(query)


def is_kept_apart(event_id: int, one: MeetingParty, other: MeetingParty) -> bool:
    """Whether the two shall not meet: the organizers say so, one of them does, or they are of one group that the plan keeps apart."""
    first, second = sorted((one.id, other.id))
    excluded = select(PartyExclusion.id).where(PartyExclusion.party_id == first, PartyExclusion.other_id == second)
    declined = select(NoThanks.id).where(
        or_(
            (NoThanks.party_id == first) & (NoThanks.other_id == second),
            (NoThanks.party_id == second) & (NoThanks.other_id == first),
        )
    )
    if db.session.scalar(excluded) is not None or db.session.scalar(declined.limit(1)) is not None:
        return True
    plan = find_plan(event_id)
    is_one_group = bool(one.group_name) and one.group_name == other.group_name
    return is_one_group and plan is not None and plan.keeps_groups_apart


def count_requests_of(party_id: int) -> int:
    """Requests of all states to or from a party."""
    query = select(func.count()).select_from(MeetingRequest)
    query = query.where(or_(MeetingRequest.asker_id == party_id, MeetingRequest.asked_id == party_id))
    return db.session.scalar(query) or 0


def is_placed(request_id: int) -> bool:
    """Whether the request's meeting has a place."""
    query = select(Meeting.id).where(Meeting.request_id == request_id, Meeting.state != MeetingState.CANCELLED)
    return db.session.scalar(query) is not None


def list_people_of(party_id: int) -> list[PartyRepresentative]:
    """The representatives of a party, by position."""
    query = select(PartyRepresentative).where(PartyRepresentative.party_id == party_id)
    return list(db.session.scalars(query.order_by(PartyRepresentative.position, PartyRepresentative.id)))
