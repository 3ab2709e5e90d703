"""What carries sectors, topics and tracks beside people and deals: sessions, listings, cases and their adoptions."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from eventmgr.event.agenda.models import AgendaItem, ItemKind
from eventmgr.exchange.cases.models import AdoptionState, Case, CaseAdoption, CaseTrack
from eventmgr.exchange.cases.queries import PUBLIC
from eventmgr.exchange.investment.models import InvestmentEnquiry
from eventmgr.ground.db import db
from eventmgr.identity.directory.models import Organization
from eventmgr.matchmaking.listings.models import Listing, ListingState, Side
from eventmgr.matchmaking.meeting_requests.models import MeetingRequest
from eventmgr.matchmaking.outcomes.models import Deal
from eventmgr.matchmaking.timetables.models import Meeting
from eventmgr.tools.taxonomy.sizes import SizeClass

_SESSIONS = (ItemKind.TALK, ItemKind.PANEL, ItemKind.GROUP, ItemKind.VISIT)
_SIDES: Mapping[str, Side] = {"supply": Side.SUPPLY, "demand": Side.DEMAND}


class Carrier(NamedTuple):
    """One thing with what it says of itself; codes may be empty, lists too."""

    id: int
    event_id: int | None
    """None: it is of no event."""
    at: datetime | None
    """When it was published or accepted; None: its event says when."""
    province: str = ""
    size: str = ""
    sectors: Collection[str] = ()
    topics: Collection[str] = ()
    track: str = ""
    """Number of a track of the event, or value of `CaseTrack`."""


def list_sessions(event_ids: Collection[int]) -> list[Carrier]:
    """Talks, panels, groups and visits of these events; one statement."""
    item = AgendaItem
    query = select(item.id, item.event_id, item.sector_code, item.topic_id, item.track_id)
    query = query.where(item.event_id.in_(sorted(event_ids)), item.kind.in_(_SESSIONS)).order_by(item.id)
    rows = db.session.execute(query) if event_ids else ()
    return [
        Carrier(number, event_id, None, "", "", [sector] if sector else [], [topic] if topic else [], str(track or ""))
        for number, event_id, sector, topic, track in rows
    ]


def list_listings(event_ids: Collection[int], side: str) -> list[Carrier]:
    """Listings of these events that everybody may read or could, of that side (`supply` or `demand`); one statement.
    Confidential ones are in no figure: even a number says that somebody seeks something."""
    columns = (Listing.id, Listing.event_id, Organization.province_code, Organization.size_class)
    query = (
        select(*columns, Listing.sector_codes, Listing.topic_id)
        .join(Organization, Organization.id == Listing.organization_id)
        .where(Listing.event_id.in_(sorted(event_ids)), Listing.side == _SIDES[side])
        .where(Listing.state.in_((ListingState.PUBLISHED, ListingState.EXPIRED)), Listing.confidential.is_(False))
        .order_by(Listing.id)
    )
    rows = db.session.execute(query) if event_ids else ()
    return [
        Carrier(number, event_id, None, province or "", _size(size), sectors, [topic] if topic else [])
        for number, event_id, province, size, sectors, topic in rows
    ]


def list_cases() -> list[Carrier]:
    """Published cases, where they were done; one statement."""
    columns = (Case.id, Case.published_at, Case.province_code, Organization.size_class)
    query = select(*columns, Case.sector_codes, Case.topic_ids, Case.track)
    query = query.join(Organization, Organization.id == Case.organization_id).where(PUBLIC).order_by(Case.id)
    return [
        Carrier(number, None, at, province, _size(size), sectors, topics, _track(track))
        for number, at, province, size, sectors, topics, track in db.session.execute(query)
    ]


def list_adoptions() -> list[Carrier]:
    """Accepted adoptions of published cases, where the case was adopted, by an organization of which size; one
    statement."""
    columns = (CaseAdoption.id, CaseAdoption.decided_at, CaseAdoption.province_code, Organization.size_class)
    query = (
        select(*columns, Case.sector_codes, Case.topic_ids, Case.track)
        .join(Case, Case.id == CaseAdoption.case_id)
        .join(Organization, Organization.id == CaseAdoption.organization_id)
        .where(PUBLIC, CaseAdoption.state == AdoptionState.PUBLISHED)
        .order_by(CaseAdoption.id)
    )
    return [
        Carrier(number, None, at, province, _size(size), sectors, topics, _track(track))
        for number, at, province, size, sectors, topics, track in db.session.execute(query)
    ]


def load_topics_of_deals(event_ids: Collection[int]) -> dict[int, str]:
    """Deal of these events → the topic of the listings that led to it: those its meeting was about, or the offer that
    was asked about. None where they name no topic or several, for a deal stands in one row. Confidential listings say
    nothing; two or three statements."""
    asked = sorted(event_ids)
    if not asked:
        return {}
    met = select(Deal.id, MeetingRequest.listing_ids).join(Meeting, Meeting.id == Deal.meeting_id)
    met = met.join(MeetingRequest, MeetingRequest.id == Meeting.request_id).where(Deal.event_id.in_(asked))
    enquired = select(Deal.id, InvestmentEnquiry.listing_id).select_from(InvestmentEnquiry)
    enquired = enquired.join(Deal, Deal.id == InvestmentEnquiry.deal_id).where(Deal.event_id.in_(asked))
    about: dict[int, set[int]] = {}
    for deal_id, listing_ids in db.session.execute(met):
        about.setdefault(deal_id, set()).update(map(int, listing_ids or ()))
    for deal_id, listing_id in db.session.execute(enquired):
        about.setdefault(deal_id, set()).add(listing_id)
    numbers = sorted({number for ids in about.values() for number in ids})
    stated = select(Listing.id, Listing.topic_id).where(Listing.id.in_(numbers), Listing.confidential.is_(False))
    topic_of = {number: topic for number, topic in db.session.execute(stated) if topic} if numbers else {}
    named = {deal_id: {topic_of[number] for number in ids if number in topic_of} for deal_id, ids in about.items()}
    return {deal_id: next(iter(topics)) for deal_id, topics in named.items() if len(topics) == 1}


def list_rows(measure: str, ids: Collection[int]) -> list[Any]:
    """The agenda items (`sessions`), listings (`supply`, `demand`), cases (`cases`) or adoptions (`adopted`) of these
    numbers, by number, with what a list of them names; at most two statements."""
    models: Mapping[str, tuple[type[Any], Any]] = {
        "sessions": (AgendaItem, joinedload(AgendaItem.track)),
        "cases": (Case, joinedload(Case.organization)),
        "adopted": (CaseAdoption, joinedload(CaseAdoption.organization)),
    }
    model, more = models.get(measure, (Listing, joinedload(Listing.organization)))
    options = (more, joinedload(CaseAdoption.case)) if model is CaseAdoption else (more,)
    query = select(model).where(model.id.in_(sorted(ids))).order_by(model.id)
    return list(db.session.scalars(query.options(*options)))


def _size(size: SizeClass | None) -> str:
    return size.value if size is not None else ""


def _track(track: CaseTrack | None) -> str:
    return track.value if track is not None else ""
