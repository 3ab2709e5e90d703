"""Reading what everybody may read of listings: boards, single listings, lists, deadlines, numbers by topic and
province."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, bindparam, cast, exists, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from eventmgr.event.events.models import Event, EventStatus
from eventmgr.ground.db import db
from eventmgr.ground.errors import NotFound
from eventmgr.ground.i18n import _
from eventmgr.ground.text import LARGEST, folded
from eventmgr.identity.directory.models import Organization
from eventmgr.matchmaking.listings.board.filtering import BoardFilter
from eventmgr.matchmaking.listings.models import GoneDeadline, Listing, ListingKind, OrganizationProfile, Side
from eventmgr.matchmaking.listings.queries import AT_PUBLIC_EVENT, NAMED, is_of_public_event, is_public, is_serving
from eventmgr.tools.taxonomy import get_theme, topic_ids_within
from eventmgr.tools.web.paging import Key, Page, get_page

SIZE = 30
"""Listings on one page of a board."""
MOST_LISTED = 5000
"""Of a list on paper or as a file."""
MOST_TOLD = 50
"""Of an Atom feed."""
_MOST_DEADLINES = 500
_MOST_MORE = 10
_MOST_EVENTS = 200
_BY_DATE = (
    ListingKind.RND,
    ListingKind.SUBSIDY,
)
"""Kinds with a deadline of their own."""


def _narrowed(filters: BoardFilter) -> list[ColumnElement[bool]]:
    """Of listings joined with their organizations."""
    where = _narrowed_rows(filters, Listing, is_serving(filters.province))
    if filters.status:
        where.append(Listing.details["status"].as_string() == filters.status)
    if filters.wanted:
        where.append(func.coalesce(Listing.details["status"].as_string(), "") != "published")
        where.append(func.coalesce(Listing.details["role"].as_string(), "") != "")
    if filters.q:
        where.append(Listing.search_text.contains(folded(filters.q), autoescape=True))
    return where


def is_coded(column: Any, codes: Collection[str]) -> ColumnElement[bool]:
    """The list in that column has one of these codes; a letter stands for all that begin with it."""
    text = cast(column, String)
    marks = [f'"{code}' if len(code) == 1 else f'"{code}"' for code in codes]
    return or_(*(text.contains(mark, autoescape=True) for mark in marks))


def _narrowed_rows(
    filters: BoardFilter, rows: type[Listing | GoneDeadline], of_province: ColumnElement[bool]
) -> list[ColumnElement[bool]]:
    """All filters but words, of rows that are of the province where that is true."""
    where: list[ColumnElement[bool]] = []
    if filters.side is not None:
        where.append(rows.side == filters.side)
    if filters.kind is not None:
        where.append(rows.kind == filters.kind)
    if filters.province:
        where.append(of_province)
    if filters.sector:
        where.append(is_coded(rows.sector_codes, [filters.sector]))
    if filters.theme:
        where.append(is_coded(rows.sector_codes, get_theme(filters.theme).codes))
    if filters.topic:
        where.append(rows.topic_id.in_(topic_ids_within(filters.topic)))
    if filters.free:
        where.append(rows.free_of_charge.is_(True))
    if filters.replacement:
        where.append(rows.domestic_replacement.is_(True))
    return where


def _here(event_id: int | None, day: date) -> list[ColumnElement[bool]]:
    """What everybody reads of an event; without one of all."""
    return [is_of_public_event() if event_id is None else Listing.event_id == event_id, *is_public(day)]


def _with_organizations(*where: ColumnElement[bool]) -> Select[Any]:
    query = select(Listing).join(Listing.organization).options(contains_eager(Listing.organization))
    return query.where(*where)


def get_board_page(
    event_id: int | None, filters: BoardFilter, cursor: str | None = None, *, day: date, size: int = SIZE
) -> Page[Listing]:
    """One page of what everybody reads, with organizations, the latest first; without an event that of all, with their
    events. One statement."""
    query = _with_organizations(*_here(event_id, day), *_narrowed(filters))
    if event_id is None:
        query = query.options(joinedload(Listing.event))
    return get_page(query, [Key(Listing.published_at, falling=True), Key(Listing.id, falling=True)], cursor, size=size)


def count_sides(event_id: int | None, filters: BoardFilter, *, day: date) -> dict[Side, int]:
    """How many each side has, whatever side the filter asks for; one statement."""
    query = select(Listing.side, func.count())
    if filters.province:
        query = query.join(Listing.organization)
    query = query.where(*_here(event_id, day), *_narrowed(filters.without_side())).group_by(Listing.side)
    found = {side: int(number) for side, number in db.session.execute(query)}
    return {side: found.get(side, 0) for side in Side}


def is_any_standard_public(*, day: date) -> bool:
    """Whether everybody may read of any standard."""
    query = select(Listing.id).where(*_here(None, day), Listing.kind == ListingKind.STANDARD).limit(1)
    return db.session.scalar(query) is not None


def is_any_public(event_id: int, *, day: date, side: Side | None = None) -> bool:
    """Whether everybody may read any listing of the event, or any of that side."""
    query = select(Listing.id).where(*_here(event_id, day)).limit(1)
    if side is not None:
        query = query.where(Listing.side == side)
    return db.session.scalar(query) is not None


def get_public_listing(event_id: int, listing_id: int, *, day: date) -> Listing:
    """A listing of the event that everybody may read, with organization and files; two statements.

    Raises:
        NotFound: there is none, or not everybody may read it; which of them is not told.
    """
    query = _with_organizations(*_here(event_id, day), Listing.id == listing_id).options(selectinload(Listing.files))
    found: Listing | None = db.session.scalars(query).one_or_none() if 0 < listing_id <= LARGEST else None
    if found is None:
        raise NotFound(_("This listing does not exist, or no longer exists."))
    return found


def get_standing_listing(listing_id: int, *, day: date) -> Listing:
    """A listing of no event in particular that everybody may read, with organization and files.

    Raises:
        NotFound: there is none, or not everybody may read it.
    """
    query = _with_organizations(Listing.event_id.is_(None), *is_public(day), Listing.id == listing_id)
    query = query.options(selectinload(Listing.files))
    found: Listing | None = db.session.scalars(query).one_or_none() if 0 < listing_id <= LARGEST else None
    if found is None:
        raise NotFound(_("This listing does not exist, or no longer exists."))
    return found


def list_more(listing: Listing, *, day: date) -> list[Listing]:
    """Other listings of the same organization at the same event that everybody may read, the latest first."""
    here = Listing.event_id.is_(None) if listing.event_id is None else Listing.event_id == listing.event_id
    query = select(Listing).where(
        here, *is_public(day), Listing.organization_id == listing.organization_id, Listing.id != listing.id
    )
    return list(db.session.scalars(query.order_by(Listing.published_at.desc(), Listing.id.desc()).limit(_MOST_MORE)))


def find_public_profile(organization_id: int) -> OrganizationProfile | None:
    """What the organization says of itself, with the organization; None: nothing."""
    query = select(OrganizationProfile).options(joinedload(OrganizationProfile.organization))
    return db.session.scalar(query.where(OrganizationProfile.organization_id == organization_id))


def list_latest(event_id: int | None, filters: BoardFilter, *, day: date) -> list[Listing]:
    """What everybody reads, with organizations and, without an event, their events, the latest first, as many as a feed
    holds; one statement."""
    query = _with_organizations(*_here(event_id, day), *_narrowed(filters))
    if event_id is None:
        query = query.options(joinedload(Listing.event))
    return list(db.session.scalars(query.order_by(Listing.published_at.desc(), Listing.id.desc()).limit(MOST_TOLD)))


def list_with_deadlines(event_id: int, filters: BoardFilter, *, day: date) -> list[Listing]:
    """Of what everybody reads whatever may have a deadline, by number; one statement."""
    due = or_(Listing.valid_until.is_not(None), Listing.kind.in_(_BY_DATE))
    query = _with_organizations(*_here(event_id, day), *_narrowed(filters), due)
    return list(db.session.scalars(query.order_by(Listing.id).limit(_MOST_DEADLINES)))


def list_gone(event_id: int, filters: BoardFilter, *, first: date, since: datetime | None = None) -> list[GoneDeadline]:
    """Deadlines from that day on that calendars were told and that hold no longer, by day; one statement. A calendar
    narrowed by words has none: what a listing said is not kept for it.

    Args:
        since: what was gone before is left out.
    """
    if filters.q:
        return []
    narrowed = _narrowed_rows(filters, GoneDeadline, GoneDeadline.province_code == filters.province)
    query = select(GoneDeadline).where(GoneDeadline.event_id == event_id, GoneDeadline.day >= first, *narrowed)
    if since is not None:
        query = query.where(GoneDeadline.gone_at >= since)
    return list(db.session.scalars(query.order_by(GoneDeadline.day, GoneDeadline.uid).limit(_MOST_DEADLINES)))


def is_any_gone(event_id: int, *, first: date) -> bool:
    """Whether calendars are told of any deadline of the event that it holds no longer."""
    query = select(GoneDeadline.uid).where(GoneDeadline.event_id == event_id, GoneDeadline.day >= first).limit(1)
    return db.session.scalar(query) is not None


def list_for_files(event_id: int, filters: BoardFilter, *, day: date) -> list[Listing]:
    """What everybody reads, with organizations, in no order: for lists on paper and as files; one statement."""
    query = _with_organizations(*_here(event_id, day), *_narrowed(filters))
    return list(db.session.scalars(query.order_by(Listing.id).limit(MOST_LISTED)))


def count_by_topic(event_id: int, *, day: date) -> list[tuple[str | None, Side, str, int]]:
    """(topic, side, province, how many listings) of what everybody reads, of the province where the organization is at
    home and of each that the listing names; what has no topic or no province is left out. One statement."""
    named = NAMED.label("named_provinces")
    query = (
        select(Listing.topic_id, Listing.side, Organization.province_code, named, func.count())
        .join(Organization, Organization.id == Listing.organization_id)
        .where(*_here(event_id, day), Listing.topic_id.is_not(None))
        .group_by(Listing.topic_id, Listing.side, Organization.province_code, named)
    )
    return [
        (topic, side, province, int(number))
        for topic, side, home, codes, number in db.session.execute(query)
        for province in sorted({*([home] if home else []), *(json.loads(codes) or [])})
    ]


def count_without_topic(event_id: int, *, day: date) -> int:
    """How many of what everybody reads have no topic or no province."""
    query = select(func.count()).select_from(Listing).join(Organization, Organization.id == Listing.organization_id)
    nowhere = and_(Organization.province_code.is_(None), NAMED.in_(["null", "[]"]))
    return int(db.session.scalar(query.where(*_here(event_id, day), or_(Listing.topic_id.is_(None), nowhere))) or 0)


def list_events_with_listings(*, day: date) -> list[Event]:
    """Public events of which everybody may read a listing, the latest first."""
    held = exists().where(and_(Listing.event_id == Event.id, *is_public(day)))
    query = select(Event).where(Event.status != EventStatus.DRAFT, held)
    return list(db.session.scalars(query.order_by(Event.starts_at.desc(), Event.id.desc()).limit(_MOST_EVENTS)))


_DAY: Any = bindparam("day")
ADDRESSES = select(Listing.id, Listing.id.label("listing_id")).where(Listing.event_id.is_(None), *is_public(_DAY))
"""Of the pages for search engines: listings of no event in particular."""
ADDRESSES_AT_EVENTS = (
    select(Listing.id, Event.slug, Listing.id.label("listing_id"))
    .join(Event, Event.id == Listing.event_id)
    .where(*AT_PUBLIC_EVENT, *is_public(_DAY))
)
"""Those at events."""
