"""Reading what the laws of timetables hold."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import and_, or_, select

from eventmgr.db import db
from eventmgr.meetings.parties import queries as parties
from eventmgr.meetings.parties.models import MeetingParty, PartyRepresentative, PartyState
from eventmgr.meetings.planning.models import MeetingPlan, Stage
from eventmgr.meetings.requests.models import MeetingRequest
from eventmgr.meetings.timetables.models import Meeting, MeetingState
from eventmgr.registration.models import Registration


def list_seat_faults(*, after: datetime) -> list[tuple[int, str]]:
    """(meeting, fault) of meetings that begin later at published timetables, where who is said to come does not."""
    faults = []
    for seat, side in (
        (Meeting.asker_seat_id, MeetingRequest.asker_id),
        (Meeting.asked_seat_id, MeetingRequest.asked_id),
    ):
        query = (
            select(Meeting.id, side, MeetingParty.state, PartyRepresentative.party_id)
            .join(MeetingRequest, MeetingRequest.id == Meeting.request_id)
            .join(MeetingPlan, MeetingPlan.event_id == Meeting.event_id)
            .join(MeetingParty, MeetingParty.id == side)
            .outerjoin(PartyRepresentative, PartyRepresentative.id == seat)
            .outerjoin(Registration, Registration.id == PartyRepresentative.registration_id)
            .where(
                Meeting.state == MeetingState.PLACED, Meeting.starts_at > after, MeetingPlan.stage != Stage.NONE,
                or_(
                    MeetingParty.state == PartyState.LEFT,
                    PartyRepresentative.party_id != side,
                    and_(Registration.id.is_not(None), ~parties.is_expected()),
                ),
            )
            .order_by(Meeting.id)
        )  # fmt: skip
        for number, party, state, of_party in db.session.execute(query):
            fault = (
                f"party {party} takes part no more"
                if state is PartyState.LEFT
                else f"a representative of another party sits for party {party}"
                if of_party != party
                else f"who sits for party {party} comes no more"
            )
            faults.append((number, fault))
    return faults
