"""Reading investment offers: listings of five kinds that everybody may read."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from eventmgr.exchange.investment.filtering import KINDS, OfferFilter
from eventmgr.exchange.investment.models import EnquiryState, InvestmentEnquiry
from eventmgr.ground.db import db
from eventmgr.ground.errors import NotFound
from eventmgr.ground.i18n import _
from eventmgr.ground.text import LARGEST, folded
from eventmgr.matchmaking.listings.board.queries import is_coded
from eventmgr.matchmaking.listings.models import Listing, ListingKind, ListingState, Side
from eventmgr.matchmaking.listings.queries import is_of_public_event, is_public, is_serving
from eventmgr.tools.taxonomy import topic_ids_within
from eventmgr.tools.web.paging import Key, Page, count_rows, get_page

SIZE = 30
"""Offers on one page of the list."""
MOST_IN_FEED = 50
_MOST_DATED = 500
_IS_OFFER = or_(
    and_(Listing.side == Side.SUPPLY, Listing.kind.in_(KINDS)),
    and_(Listing.side == Side.DEMAND, Listing.kind == ListingKind.INVESTMENT),
)
"""A project both seeks and offers; of the other kinds what is offered."""
_CONFIRMED = InvestmentEnquiry.state != EnquiryState.UNCONFIRMED


def _narrowed(filters: OfferFilter) -> list[ColumnElement[bool]]:
    """Of listings joined with their organizations."""
    where: list[ColumnElement[bool]] = []
    kinds = {filters.kind, *_implied(filters)} - {None}
    where.extend(Listing.kind == kind for kind in kinds)
    if filters.province:
        where.append(is_serving(filters.province))
    if filters.sector:
        where.append(is_coded(Listing.sector_codes, [filters.sector]))
    if filters.topic:
        where.append(Listing.topic_id.in_(topic_ids_within(filters.topic)))
    if filters.stage:
        where.append(Listing.details["fund_stage"].as_string() == filters.stage)
    if filters.q:
        where.append(Listing.search_text.contains(folded(filters.q), autoescape=True))
    return [*where, *_measured(filters)]


def _implied(filters: OfferFilter) -> list[ListingKind]:
    """Kinds that alone have what is asked for: said to the database, so that it looks at no others."""
    is_of_park = filters.use or filters.land is not None or filters.plant is not None
    return [*([ListingKind.PARK] if is_of_park else []), *([ListingKind.FUND] if filters.stage else [])]


def _measured(filters: OfferFilter) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = []
    if filters.use:
        price = Listing.details[filters.use].as_integer()
        where.append(price >= (filters.price_from or 0))
        if filters.price_to is not None:
            where.append(price <= filters.price_to)
    for name, least in (("land_mu", filters.land), ("plant_m2", filters.plant)):
        if least is not None:
            where.append(Listing.details[name].as_integer() >= least)
    return where


def _offers(filters: OfferFilter, day: date) -> Select[Any]:
    query = select(Listing).join(Listing.organization)
    return query.where(*is_public(day), is_of_public_event(), _IS_OFFER, *_narrowed(filters))


def _with_organizations(filters: OfferFilter, day: date) -> Select[Any]:
    return _offers(filters, day).options(contains_eager(Listing.organization), joinedload(Listing.event))


def get_list_page(filters: OfferFilter, cursor: str | None = None, *, day: date) -> Page[Listing]:
    """One page of what everybody reads, with organizations and events, the latest first; one statement."""
    keys = [Key(Listing.published_at, falling=True), Key(Listing.id, falling=True)]
    return get_page(_with_organizations(filters, day), keys, cursor, size=SIZE)


def get_office_page(
    filters: OfferFilter, state: ListingState | None, cursor: str | None = None, *, own: str, is_asked: bool = False
) -> Page[Listing]:
    """One page of all offers but drafts and confidential ones that serve that province (empty: any), with organizations
    and events, the latest entered first; one statement.

    Args:
        is_asked: only those about which somebody has asked.
    """
    query = select(Listing).join(Listing.organization)
    query = query.options(contains_eager(Listing.organization), joinedload(Listing.event))
    query = query.where(_IS_OFFER, is_of_public_event(), Listing.confidential.is_(False), *_narrowed(filters))
    query = query.where(Listing.state == state if state is not None else Listing.state != ListingState.DRAFT)
    if own:
        query = query.where(is_serving(own))
    if is_asked:
        query = query.where(Listing.id.in_(select(InvestmentEnquiry.listing_id).where(_CONFIRMED)))
    return get_page(query, [Key(Listing.id, falling=True)], cursor, size=SIZE)


def get_kept(listing_id: int, *, own: str) -> Listing:
    """An offer of no event that serves that province (empty: any), with organization and files, as it stands.

    Raises:
        NotFound: there is none.
    """
    query = select(Listing).join(Listing.organization)
    query = query.options(contains_eager(Listing.organization), selectinload(Listing.files))
    query = query.where(_IS_OFFER, Listing.event_id.is_(None), Listing.id == listing_id)
    if own:
        query = query.where(is_serving(own))
    known = 0 < listing_id <= LARGEST
    offer = db.session.scalars(query.execution_options(populate_existing=True)).one_or_none() if known else None
    if offer is None:
        raise NotFound(_("There is no such offer."))
    return offer


def load_enquired(listing_ids: Collection[int]) -> dict[int, bool]:
    """Offer that was asked about → whether one of its enquiries awaits an answer; one statement."""
    waits = func.count().filter(InvestmentEnquiry.state == EnquiryState.ASKED)
    query = select(InvestmentEnquiry.listing_id, waits).group_by(InvestmentEnquiry.listing_id)
    rows = db.session.execute(query.where(InvestmentEnquiry.listing_id.in_(listing_ids), _CONFIRMED))
    return {listing_id: bool(waiting) for listing_id, waiting in rows}


def count_listed(filters: OfferFilter, *, day: date) -> int:
    """How many the filters leave, `MOST_COUNTED` + 1 where there are more; one statement."""
    return count_rows(_offers(filters, day).with_only_columns(Listing.id))


def list_latest(filters: OfferFilter, *, day: date) -> list[Listing]:
    """What was published last, as many as a feed holds; one statement."""
    query = _with_organizations(filters, day).order_by(Listing.published_at.desc(), Listing.id.desc())
    return list(db.session.scalars(query.limit(MOST_IN_FEED)))


def list_with_dates(filters: OfferFilter, *, changed: datetime, day: date) -> list[Listing]:
    """What everybody reads and may have a deadline, with organizations and events, and offers of no event that were
    withdrawn since `changed`, by number; one statement."""
    due = or_(Listing.valid_until.is_not(None), Listing.kind == ListingKind.SUBSIDY)
    is_read = and_(*is_public(day), due)
    is_out = and_(Listing.event_id.is_(None), Listing.state == ListingState.WITHDRAWN, Listing.updated_at >= changed)
    query = select(Listing).join(Listing.organization)
    query = query.options(contains_eager(Listing.organization), joinedload(Listing.event))
    query = query.where(_IS_OFFER, is_of_public_event(), or_(is_read, is_out), *_narrowed(filters))
    return list(db.session.scalars(query.order_by(Listing.id).limit(_MOST_DATED)))


def list_compared(ids: Collection[int], *, day: date) -> list[Listing]:
    """Those of these that everybody reads, in their order; one statement."""
    query = _with_organizations(OfferFilter(), day).where(Listing.id.in_(ids))
    return sorted(db.session.scalars(query), key=lambda listing: list(ids).index(listing.id))


def get_offer(listing_id: int, *, day: date) -> Listing:
    """An offer that everybody reads, with organization and event.

    Raises:
        NotFound: there is none.
    """
    query = _with_organizations(OfferFilter(), day).where(Listing.id == listing_id)
    offer: Listing | None = db.session.scalars(query).one_or_none() if 0 < listing_id <= LARGEST else None
    if offer is None:
        raise NotFound(_("This offer does not exist, or no longer exists. Look for it in the list."))
    return offer
