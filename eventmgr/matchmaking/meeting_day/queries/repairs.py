"""Reading repairs, offers and screens."""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from eventmgr.event.events.models import Event
from eventmgr.event.events.queries import get_of
from eventmgr.ground.db import db
from eventmgr.matchmaking.meeting_day.models import MeetingOffer, MeetingRepair, MeetingScreen, OfferState, RepairState
from eventmgr.matchmaking.meeting_parties.models import MeetingParty
from eventmgr.matchmaking.meeting_requests.models import MeetingRequest


def list_repairs(event_id: int, *, limit: int) -> list[MeetingRepair]:
    """Repairs that were applied, undone or not, the latest first."""
    query = select(MeetingRepair).where(
        MeetingRepair.event_id == event_id, MeetingRepair.state != RepairState.PREVIEWED
    )
    return list(db.session.scalars(query.order_by(MeetingRepair.id.desc()).limit(limit)))


def get_offer(event: Event, offer_id: int) -> MeetingOffer:
    """One offer of that event, with its request and both sides.

    Raises:
        NotFound: no such offer here.
    """
    return get_of(event, MeetingOffer, offer_id, joinedload(MeetingOffer.request))


def find_standing_offer(request_id: int) -> MeetingOffer | None:
    """The offer of a request that both sides may still answer."""
    query = select(MeetingOffer).where(MeetingOffer.request_id == request_id, MeetingOffer.state == OfferState.OFFERED)
    return db.session.scalar(query)


def list_offers(event_id: int, *, limit: int) -> list[MeetingOffer]:
    """Offers of free places with both sides, those that stand first, then the latest."""
    request = joinedload(MeetingOffer.request)
    query = (
        select(MeetingOffer)
        .where(MeetingOffer.event_id == event_id)
        .options(
            request.joinedload(MeetingRequest.asker).joinedload(MeetingParty.organization),
            request.joinedload(MeetingRequest.asked).joinedload(MeetingParty.organization),
        )
        .order_by(MeetingOffer.state != OfferState.OFFERED, MeetingOffer.id.desc())
    )
    return list(db.session.scalars(query.limit(limit)))


def list_offers_of(party: MeetingParty) -> list[MeetingOffer]:
    """Offers to that party that stand, with both sides, by time."""
    request = joinedload(MeetingOffer.request)
    query = (
        select(MeetingOffer)
        .join(MeetingOffer.request)
        .where(
            MeetingOffer.event_id == party.event_id,
            MeetingOffer.state == OfferState.OFFERED,
            or_(MeetingRequest.asker_id == party.id, MeetingRequest.asked_id == party.id),
        )
        .options(
            request.joinedload(MeetingRequest.asker).joinedload(MeetingParty.organization),
            request.joinedload(MeetingRequest.asked).joinedload(MeetingParty.organization),
        )
        .order_by(MeetingOffer.starts_at, MeetingOffer.id)
    )
    return list(db.session.scalars(query))


def find_screen(screen_id: int) -> MeetingScreen | None:
    """A screen by its number, revoked or not, with its hall. Only for addresses that were signed for it."""
    query = select(MeetingScreen).where(MeetingScreen.id == screen_id).options(joinedload(MeetingScreen.hall))
    return db.session.scalar(query)


def list_screens(event_id: int) -> list[MeetingScreen]:
    """Links for screens and hosts, those that work first, with their halls."""
    query = select(MeetingScreen).where(MeetingScreen.event_id == event_id).options(joinedload(MeetingScreen.hall))
    return list(db.session.scalars(query.order_by(MeetingScreen.revoked_at.is_not(None), MeetingScreen.id)))
