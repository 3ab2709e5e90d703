"""Reading the meeting of a result, its deal, and what it was about."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from eventmgr.ground.db import db
from eventmgr.matchmaking.listings.models import Listing, ListingState
from eventmgr.matchmaking.meeting_parties.models import MeetingParty
from eventmgr.matchmaking.meeting_requests.models import MeetingRequest
from eventmgr.matchmaking.outcomes.models import Deal
from eventmgr.matchmaking.timetables.models import Meeting


def get_meeting(meeting_id: int) -> Meeting:
    """The meeting with its request, both parties and their organizations; it must be there."""
    request = joinedload(Meeting.request)
    sides = (request.joinedload(side) for side in (MeetingRequest.asker, MeetingRequest.asked))
    query = select(Meeting).where(Meeting.id == meeting_id)
    return db.session.execute(
        query.options(*(side.joinedload(MeetingParty.organization) for side in sides))
    ).scalar_one()


def find_deal_of_meeting(event_id: int, meeting_id: int) -> Deal | None:
    """The deal that came of a meeting, or the one into which that was merged; None: there is none."""
    query = select(Deal).where(Deal.event_id == event_id, Deal.meeting_id == meeting_id).order_by(Deal.id).limit(1)
    deal = db.session.scalar(query)
    while deal is not None and deal.merged_into_id is not None:
        deal = db.session.get(Deal, deal.merged_into_id)
    return deal


def find_listing(event_id: int, ids: Collection[int]) -> Listing | None:
    """The first of these listings of the event; one that is confidential, or not published, names nothing elsewhere."""
    was_published = Listing.state.in_((ListingState.PUBLISHED, ListingState.EXPIRED))
    query = select(Listing).where(Listing.event_id == event_id, Listing.id.in_(list(ids)), was_published)
    return db.session.scalar(query.where(Listing.confidential.is_(False)).order_by(Listing.id).limit(1))
