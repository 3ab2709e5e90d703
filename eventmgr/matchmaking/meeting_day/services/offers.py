"""A free place is offered to both sides of a request that has none; both say yes, or nothing happens."""

from __future__ import annotations

from dataclasses import replace

from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.matchmaking.meeting_day.models import ActKind, DayAct, MeetingOffer, OfferState
from eventmgr.matchmaking.meeting_day.queries import find_standing_offer, get_offer
from eventmgr.matchmaking.meeting_day.repair.proposing import fits, seats_of, standing
from eventmgr.matchmaking.meeting_day.services.repairs import place_one
from eventmgr.matchmaking.meeting_day.services.telling import About, Sent, tell
from eventmgr.matchmaking.meeting_parties.models import MeetingParty
from eventmgr.matchmaking.meeting_plans.models import MeetingPlan
from eventmgr.matchmaking.meeting_plans.queries import get_locked_plan, list_blocks
from eventmgr.matchmaking.meeting_plans.slots import slots_of
from eventmgr.matchmaking.meeting_requests.models import MeetingRequest, RequestState
from eventmgr.matchmaking.meeting_requests.services.answering import Answer, accept_held
from eventmgr.matchmaking.meeting_requests.services.holding import Held
from eventmgr.matchmaking.timetables.task.places import Place
from eventmgr.tools.log.services import Act, record


class NoLongerFree(Refusal):
    """The place has been taken, or somebody is busy then."""


def offer(event: Event, request: MeetingRequest, place: Place, *, act: Act) -> MeetingOffer:
    """Offer the place to both sides.

    Raises:
        NoLongerFree: the meeting cannot be held there by now.
        Refusal: the request stands no more, or has an offer already.
    """
    plan = get_locked_plan(event.id)
    db.session.refresh(request)
    if request.state not in (RequestState.ACCEPTED, RequestState.ASKED):
        raise Refusal(_("This request is no longer open."))
    if find_standing_offer(request.id) is not None:
        raise Refusal(_("Both sides have been asked already; wait for their answers."))
    if not _is_free(event, plan, request, place, act=act):
        raise NoLongerFree(_("This place is no longer free. Select another one."))
    ends = {slot.starts_at: slot.ends_at for slot in slots_of(list_blocks(event.id), event.timezone)}
    made = MeetingOffer(
        event_id=event.id,
        request_id=request.id,
        starts_at=place.starts_at,
        ends_at=ends[place.starts_at],
        table_id=place.table,
        offered_at=act.at,
        offered_by=act.by.name[:100],
    )
    db.session.add(made)
    db.session.flush()
    record(act, "offered", made, event_id=event.id, object_name=_names(request))
    return made


def answer_offer(event: Event, offer_id: int, party: MeetingParty, *, says_yes: bool, sent: Sent, act: Act) -> DayAct:
    """One side says yes or no. The second yes gives the meeting its place; an open request is accepted by the yes of
    the asked.

    Raises:
        NotFound: no such offer here.
        NoLongerFree: the place is gone; the offer ends with it.
        Refusal: the party is no side of it, or the offer has ended.
    """
    plan = get_locked_plan(event.id)
    offer = get_offer(event, offer_id)
    request = offer.request
    if party.id not in (request.asker_id, request.asked_id):
        raise Refusal(_("This offer is for two other organizations."))

    def answer(_told: DayAct) -> None:
        if offer.state is not OfferState.OFFERED or offer.starts_at <= act.at:
            raise NoLongerFree(_("This offer has ended."))
        if not says_yes:
            offer.state, offer.ended_at = OfferState.DECLINED, act.at
        elif party.id == request.asker_id:
            offer.asker_yes_at = act.at
        else:
            offer.asked_yes_at = act.at
        record(act, "offer_answered", offer, event_id=event.id, object_name=party.organization.name)
        if offer.asker_yes_at and offer.asked_yes_at and offer.state is OfferState.OFFERED:
            _take(event, plan, offer, act=act)

    payload = {"offer": offer_id, "yes": says_yes, "name": party.organization.name}
    return tell(event, ActKind.OFFER, sent, About(party_id=party.id, payload=payload), answer, act=act)


def withdraw_offer(event: Event, offer_id: int, *, act: Act) -> None:
    """The office takes an offer back; one that has ended stays as it is."""
    get_locked_plan(event.id)
    found = get_offer(event, offer_id)
    if found.state is OfferState.OFFERED:
        found.state, found.ended_at = OfferState.WITHDRAWN, act.at
        record(act, "offer_withdrawn", found, event_id=event.id, object_name=_names(found.request))


def _take(event: Event, plan: MeetingPlan, offer: MeetingOffer, *, act: Act) -> None:
    request = offer.request
    if request.state is RequestState.ASKED:
        accept_held(event, Held(plan, None), request, Answer(), act=act)
    place = Place(request.id, offer.starts_at, offer.table_id)
    stands = standing(event, plan, at=act.at)
    if request.state is not RequestState.ACCEPTED or not fits(stands, place):
        raise NoLongerFree(_("This place has been taken in the meantime. The organizers will look for another one."))
    offer.state, offer.ended_at = OfferState.TAKEN, act.at
    place_one(event, plan, replace(place, seats=seats_of(stands, place)), act=act)


def _is_free(event: Event, plan: MeetingPlan, request: MeetingRequest, place: Place, *, act: Act) -> bool:
    """Whether it fits; a request that nobody has accepted yet is looked at as if it were."""
    stands = standing(event, plan, at=act.at, also=[request])
    return fits(stands, place)


def _names(request: MeetingRequest) -> str:
    return f"{request.asker.organization.name} · {request.asked.organization.name}"
