"""A deal from what the two sides of a meeting say came of it."""

from __future__ import annotations

from decimal import Decimal

from eventmgr.event.events.models import Event
from eventmgr.identity.directory.naming import organization_name
from eventmgr.matchmaking.listings.models import Listing, ListingKind
from eventmgr.matchmaking.meeting_day.models import MeetingOutcome, MeetingResult
from eventmgr.matchmaking.meeting_parties.models import MeetingParty, PartyRepresentative
from eventmgr.matchmaking.meeting_parties.queries import list_seats_of
from eventmgr.matchmaking.outcomes.deals.drafts import AmountDraft, DealDraft, SideDraft
from eventmgr.matchmaking.outcomes.deals.money import HOME
from eventmgr.matchmaking.outcomes.deals.services.advancing import advance
from eventmgr.matchmaking.outcomes.deals.services.recording import record_deal, set_amount, today
from eventmgr.matchmaking.outcomes.following import queries
from eventmgr.matchmaking.outcomes.models import AmountKind, Deal, DealType, KnownThrough, Stage
from eventmgr.tools.log.services import Act

STAGES = {MeetingOutcome.INTENTION: Stage.INTENTION, MeetingOutcome.AGREEMENT: Stage.AGREEMENT}
"""Results that make a deal → the stage that it has reached then."""
_TYPES = {
    **dict.fromkeys((ListingKind.INVESTMENT, ListingKind.FUND, ListingKind.PARK), DealType.INVESTMENT),
    **dict.fromkeys((ListingKind.TECHNOLOGY, ListingKind.RND), DealType.RESEARCH),
    **dict.fromkeys((ListingKind.SERVICE, ListingKind.TRAINING, ListingKind.PLATFORM), DealType.SERVICE),
    ListingKind.PRODUCT: DealType.PURCHASE,
}
_BY_AMOUNT = {AmountKind.PLANNED: DealType.INVESTMENT, AmountKind.CONTRACT: DealType.PURCHASE}


def follow_result(event: Event, result: MeetingResult, *, act: Act) -> Deal | None:
    """The deal of the meeting: recorded when the first side tells of an intention or an agreement, moved on when a side
    tells of an agreement. What contradicts it changes nothing: organizers see both sides on the page of the meeting.

    Returns:
        The deal; None: the result makes none, and there is none.
    """
    meeting, stage = queries.get_meeting(result.meeting_id), STAGES.get(result.outcome)
    deal = queries.find_deal_of_meeting(event.id, meeting.id)
    if stage is None:
        return deal
    amount = _amount(result)
    if deal is None:
        asker, asked = meeting.request.asker, meeting.request.asked
        listing = queries.find_listing(event.id, meeting.request.listing_ids)
        seats = list_seats_of([asker.id, asked.id])
        sides = (
            _side(asker, seats.get(asker.id, []), meeting.asker_seat_id),
            _side(asked, seats.get(asked.id, []), meeting.asked_seat_id),
        )
        draft = DealDraft(
            title=_title(listing, asker, asked),
            sides=sides,
            type=_type(listing, amount),
            amounts=(amount,) if amount is not None else (),
            note=_note(result),
            stage=stage,
        )
        return record_deal(event, draft, meeting_id=meeting.id, act=act)
    if deal.stage is Stage.INTENTION and stage is Stage.AGREEMENT:
        advance(event, deal, stage, today(event, act), told_by=KnownThrough.MEETING, act=act)
    if amount is not None and not any(known.kind is amount.kind for known in deal.amounts):
        set_amount(event, deal, amount, act=act)
    return deal


def _amount(result: MeetingResult) -> AmountDraft | None:
    """The amount in yuan; another currency needs a rate, which nobody states at a table."""
    if result.amount is None or not result.amount_kind or (result.currency or HOME) != HOME:
        return None
    return AmountDraft(AmountKind(result.amount_kind), int((result.amount * 100).to_integral_value()))


def _note(result: MeetingResult) -> str:
    """What the register has no field for: the next step, and an amount in another currency as it was told."""
    foreign = ""
    if result.amount is not None and (result.currency or HOME) != HOME:
        foreign = f"{result.currency} {Decimal(result.amount):,.2f}"
    return " · ".join(filter(None, (result.next_step, foreign)))


def _title(listing: Listing | None, asker: MeetingParty, asked: MeetingParty) -> dict[str, str]:
    if listing is not None:
        return dict(listing.title)
    names = [party.organization.name for party in (asker, asked)]
    english = [organization_name(party.organization, "en") for party in (asker, asked)]
    return {"zh": f"{names[0]}与{names[1]}合作"[:200], "en": f"{english[0]} with {english[1]}"[:200]}


def _type(listing: Listing | None, amount: AmountDraft | None) -> DealType:
    if listing is not None:
        return _TYPES.get(listing.kind, DealType.OTHER)
    return _BY_AMOUNT.get(amount.kind, DealType.OTHER) if amount is not None else DealType.OTHER


def _side(party: MeetingParty, seats: list[PartyRepresentative], seat_id: int | None) -> SideDraft:
    """The party with whoever sat there; else its first representative."""
    person = next((person for person in seats if person.id == seat_id), seats[0] if seats else None)
    return SideDraft(
        name=party.organization.name,
        province_code=party.province_code or None,
        sector_code=party.sector_code or None,
        contact_name=person.name if person else "",
        contact_email=person.email if person else "",
        contact_mobile=person.mobile if person else "",
        language=party.language,
    )
