"""Reading suggestions, and what they are made from."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Integer, and_, cast, exists, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from eventmgr.event.events.models import Event, EventStatus
from eventmgr.ground.db import db
from eventmgr.ground.features import is_on
from eventmgr.identity.directory.models import Organization
from eventmgr.matchmaking.listings.models import Listing, ListingSettings, ListingState
from eventmgr.matchmaking.meeting_parties.models import MeetingParty, PartyExclusion, PartyState
from eventmgr.matchmaking.meeting_plans.models import MeetingPlan
from eventmgr.matchmaking.meeting_plans.switch import MEETINGS
from eventmgr.matchmaking.meeting_requests.models import MeetingRequest, NoThanks, RequestState
from eventmgr.matchmaking.suggestions.models import (
    ListingVerdict,
    PartnerOpinion,
    PartnerSuggestion,
    SuggestionChoice,
    SuggestionRun,
)
from eventmgr.tools.web.paging import Key, Page, get_page

MOST_SHOWN = 100
"""Suggestions of one party that are read at most; the shares keep them far below."""
_S, _P = PartnerSuggestion, MeetingParty
_STANDING = (RequestState.ASKED, RequestState.ACCEPTED)


def find_run(event_id: int) -> SuggestionRun | None:
    """When the event's listings were last compared; None: never."""
    return db.session.get(SuggestionRun, event_id)


def list_running_events() -> list[Event]:
    """Events with meetings that are not over, by number."""
    query = select(Event).join(MeetingPlan, MeetingPlan.event_id == Event.id)
    is_running = Event.status.in_((EventStatus.DRAFT, EventStatus.PUBLISHED))
    events = db.session.scalars(query.where(is_running).order_by(Event.id))
    return [event for event in events if is_on(MEETINGS, event)]


def get_stamps(event_id: int) -> tuple[str, str]:
    """What the suggestions depend on: (listings, parties, exclusions, opinions and settings; requests). Four
    statements."""
    listings = select(func.count(), func.max(Listing.updated_at), func.max(ListingSettings.version))
    listings = listings.join(ListingSettings, ListingSettings.event_id == Listing.event_id, isouter=True)
    listing_stamps = db.session.execute(
        listings.where(Listing.event_id == event_id, Listing.state == ListingState.PUBLISHED)
    ).one()
    excluded = select(func.count()).where(PartyExclusion.event_id == event_id).scalar_subquery()
    opinions = select(func.count(), func.max(PartnerOpinion.id)).where(PartnerOpinion.event_id == event_id)
    parties = select(func.count(), func.max(_P.changed_at), excluded).where(
        _P.event_id == event_id, _P.state == PartyState.ACTIVE
    )
    plan = select(MeetingPlan.pairs, MeetingPlan.keeps_groups_apart, MeetingPlan.suggestion_weights)
    rows = [listing_stamps, *(db.session.execute(query).one() for query in (parties, opinions))]
    rows += list(db.session.execute(plan.where(MeetingPlan.event_id == event_id)))
    requests = select(func.count(), func.max(MeetingRequest.changed_at)).where(MeetingRequest.event_id == event_id)
    return "|".join(str(tuple(row)) for row in rows), str(tuple(db.session.execute(requests).one()))


def list_pool(event_id: int, *, limit: int | None = None) -> list[tuple[Listing, MeetingParty]]:
    """Published listings of parties that take part, each with its party, the latest first."""
    party = and_(_P.event_id == Listing.event_id, _P.organization_id == Listing.organization_id)
    query = select(Listing, _P).join(_P, party).join(Listing.organization).options(contains_eager(Listing.organization))
    query = query.where(
        Listing.event_id == event_id, Listing.state == ListingState.PUBLISHED, _P.state == PartyState.ACTIVE
    )
    rows = db.session.execute(query.order_by(Listing.published_at.desc(), Listing.id.desc()).limit(limit))
    return [(listing, party) for listing, party in rows]


def list_barred(event_id: int) -> set[tuple[int, int]]:
    """Pairs that are not suggested, the smaller number first: kept apart, with a request, or one of them said no."""
    request, unwanted, opinion = MeetingRequest, NoThanks, PartnerOpinion
    queries: list[Any] = [
        select(PartyExclusion.party_id, PartyExclusion.other_id).where(PartyExclusion.event_id == event_id),
        select(request.first_id, request.second_id).where(request.event_id == event_id, request.state.in_(_STANDING)),
        select(unwanted.party_id, unwanted.other_id).where(unwanted.event_id == event_id),
        select(opinion.party_id, opinion.other_id).where(opinion.event_id == event_id),
    ]
    return {(min(pair), max(pair)) for query in queries for pair in (tuple(row) for row in db.session.execute(query))}


def list_opinions(event_id: int) -> list[tuple[PartnerOpinion, Listing | None]]:
    """What parties said, with the listing that was suggested."""
    query = select(PartnerOpinion, Listing).join(Listing, Listing.id == PartnerOpinion.listing_id, isouter=True)
    query = query.where(PartnerOpinion.event_id == event_id).order_by(PartnerOpinion.id)
    return [(opinion, listing) for opinion, listing in db.session.execute(query)]


def list_taken(event_id: int) -> list[tuple[int, int]]:
    """(asker, asked) of the requests that stand."""
    query = select(MeetingRequest.asker_id, MeetingRequest.asked_id)
    query = query.where(MeetingRequest.event_id == event_id, MeetingRequest.state.in_(_STANDING))
    return [(asker, asked) for asker, asked in db.session.execute(query.order_by(MeetingRequest.id))]


def _untouched(party_id: Any, other_id: Any) -> list[ColumnElement[bool]]:
    """Nothing stands between the two, and neither said no: what a suggestion needs at the moment it is read."""
    request, opinion, unwanted = MeetingRequest, PartnerOpinion, NoThanks
    ends = or_(
        and_(request.asker_id == party_id, request.asked_id == other_id),
        and_(request.asker_id == other_id, request.asked_id == party_id),
    )
    conditions = [
        or_(
            and_(table.party_id == party_id, table.other_id == other_id),
            and_(table.party_id == other_id, table.other_id == party_id),
        )
        for table in (opinion, unwanted)
    ]
    return [~exists().where(ends, request.state.in_(_STANDING)), *(~exists().where(one) for one in conditions)]


def _shown() -> list[ColumnElement[bool]]:
    return [_S.is_chosen.is_(True), *_untouched(_S.demander_id, _S.supplier_id)]


def _fitting() -> list[ColumnElement[bool]]:
    """Shown, and more than merely near: what is counted and written about."""
    return [*_shown(), _S.is_likely.is_(True)]


def list_suggestions(party_ids: Collection[int]) -> list[PartnerSuggestion]:
    """What is shown of these parties, good matches before those that are merely near, each best first, with listings,
    parties and organizations; one statement."""
    own = or_(_S.demander_id.in_(party_ids), _S.supplier_id.in_(party_ids))
    loaded = [
        joinedload(_S.demand).joinedload(Listing.organization),
        joinedload(_S.supply).joinedload(Listing.organization),
        joinedload(_S.demander),
        joinedload(_S.supplier),
    ]
    query = select(_S).where(own, *_shown()).options(*loaded)
    query = query.order_by(_S.is_likely.desc(), _S.score.desc(), _S.demand_id, _S.supply_id).limit(
        MOST_SHOWN * max(1, len(party_ids))
    )
    return list(db.session.scalars(query))


def get_best_score(party_id: int) -> ColumnElement[int]:
    """Thousandths of the best pair that is shown of the party and each `MeetingParty` of a statement; 0: none is."""
    pair = or_(
        and_(_S.demander_id == party_id, _S.supplier_id == _P.id),
        and_(_S.supplier_id == party_id, _S.demander_id == _P.id),
    )
    best = select(func.max(_S.score)).where(pair, _S.is_chosen.is_(True)).correlate(_P).scalar_subquery()
    return func.coalesce(cast(best * 1000, Integer), 0)


def list_verdicts(organization_id: int, event_id: int) -> list[tuple[Listing, ListingVerdict | None]]:
    """The published listings of an organization at the event, each with whether anything fits."""
    query = select(Listing, ListingVerdict).join(ListingVerdict, ListingVerdict.listing_id == Listing.id, isouter=True)
    query = query.where(Listing.event_id == event_id, Listing.organization_id == organization_id)
    query = query.where(Listing.state == ListingState.PUBLISHED).order_by(Listing.side, Listing.id)
    return [(listing, verdict) for listing, verdict in db.session.execute(query)]


def list_hidden(party_id: int) -> list[tuple[PartnerOpinion, str, str]]:
    """What a party said of others, with their names in both languages, the latest first."""
    query = select(PartnerOpinion, Organization.name, Organization.name_en)
    query = query.join(_P, _P.id == PartnerOpinion.other_id).join(Organization, Organization.id == _P.organization_id)
    query = query.where(PartnerOpinion.party_id == party_id).order_by(PartnerOpinion.id.desc())
    return [(opinion, name, name_en) for opinion, name, name_en in db.session.execute(query)]


def list_shown_since(event_id: int) -> dict[tuple[int, int], datetime]:
    """(demand, supply) of what is shown → since when."""
    query = select(_S.demand_id, _S.supply_id, _S.found_at).where(_S.event_id == event_id, _S.is_chosen.is_(True))
    return {(demand, supply): found_at for demand, supply, found_at in db.session.execute(query)}


def find_opinion(party_id: int, other_id: int) -> PartnerOpinion | None:
    """What the one said of the other."""
    query = select(PartnerOpinion).where(PartnerOpinion.party_id == party_id, PartnerOpinion.other_id == other_id)
    return db.session.scalar(query)


def find_choice(party_id: int) -> SuggestionChoice | None:
    """How often a party is written to; None: it said nothing."""
    return db.session.get(SuggestionChoice, party_id)


@dataclass(frozen=True)
class Standing:
    """One party as the organizers see its suggestions."""

    party: MeetingParty
    listings: int
    suggestions: int


_NUMBERS = (
    select(func.count())
    .where(
        Listing.organization_id == _P.organization_id,
        Listing.event_id == _P.event_id,
        Listing.state == ListingState.PUBLISHED,
    )
    .correlate(_P)
    .scalar_subquery()
)
_SHOWN = (
    select(func.count())
    .where(_S.event_id == _P.event_id, or_(_S.demander_id == _P.id, _S.supplier_id == _P.id), *_fitting())
    .correlate(_P)
    .scalar_subquery()
)
NARROWED = ("none", "silent", "some")
"""Parties with listings but without suggestions; without listings; with suggestions."""


def _narrowed(only: str) -> list[ColumnElement[bool]]:
    if only == "none":
        return [_NUMBERS > 0, _SHOWN == 0]
    if only == "silent":
        return [_NUMBERS == 0]
    return [_SHOWN > 0] if only == "some" else []


def get_standings(
    event_id: int, only: str, cursor: str | None, *, unit_code: str = "", size: int = 50
) -> Page[Standing]:
    """Parties that take part by name, with their numbers, narrowed by `only` (of `NARROWED`, or empty) and by a
    delegation."""
    query = select(_P).join(_P.organization).options(contains_eager(_P.organization))
    query = query.where(_P.event_id == event_id, _P.state == PartyState.ACTIVE, *_narrowed(only))
    if unit_code:
        query = query.where(_P.unit_code == unit_code)
    page = get_page(query, [Key(Organization.pinyin_key), Key(_P.id)], cursor, size=size)
    ids = [party.id for party in page.rows]
    numbers = select(_P.id, _NUMBERS, _SHOWN).where(_P.id.in_(ids))
    found = {number: (listings, shown) for number, listings, shown in db.session.execute(numbers)}
    return Page([Standing(party, *found[party.id]) for party in page.rows], page.next, page.previous)


def count_standings(event_id: int) -> dict[str, int]:
    """Each of `NARROWED` → how many parties; one statement."""
    query = select(*(func.count().filter(and_(*_narrowed(only))) for only in NARROWED))
    row = db.session.execute(query.select_from(_P).where(_P.event_id == event_id, _P.state == PartyState.ACTIVE)).one()
    return dict(zip(NARROWED, row, strict=True))


def list_to_tell(
    event_id: int, *, told_before: datetime, often: Any, is_default: bool
) -> list[tuple[MeetingParty, int]]:
    """Parties with good suggestions that they were not told of, and how many; those that want e-mails `often` and were
    not written to since `told_before`.

    Args:
        is_default: also those that said nothing.
    """
    choice = SuggestionChoice
    wants = or_(choice.often == often, choice.party_id.is_(None)) if is_default else choice.often == often
    due = or_(choice.told_at.is_(None), choice.told_at <= told_before)
    is_own = or_(_S.demander_id == _P.id, _S.supplier_id == _P.id)
    query = select(_P, func.count()).join(_S, is_own).join(choice, choice.party_id == _P.id, isouter=True)
    is_new = or_(choice.told_at.is_(None), _S.found_at > choice.told_at)
    query = query.where(_P.event_id == event_id, _P.state == PartyState.ACTIVE, wants, due, is_new, *_fitting())
    return [(party, number) for party, number in db.session.execute(query.group_by(_P.id).order_by(_P.id))]


def list_of_parties(event_id: int, party_ids: Collection[int]) -> list[tuple[int, Listing]]:
    """(party, published listing at the event) of these parties, supplies and demands in the order of their coming."""
    party = and_(_P.event_id == Listing.event_id, _P.organization_id == Listing.organization_id)
    query = select(_P.id, Listing).join(_P, party)
    query = query.where(_P.event_id == event_id, _P.id.in_(party_ids), Listing.state == ListingState.PUBLISHED)
    return [(number, listing) for number, listing in db.session.execute(query.order_by(_P.id, Listing.id))]
