"""Reading the organizations that everybody finds, and what they have published."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from eventmgr.event.events.models import Event
from eventmgr.exchange.entries.filtering import DirectoryFilter
from eventmgr.exchange.entries.models import EntryState, OrganizationEntry
from eventmgr.ground.db import db
from eventmgr.ground.errors import NotFound
from eventmgr.ground.i18n import _
from eventmgr.ground.text import LARGEST, folded
from eventmgr.identity.directory import likeness
from eventmgr.identity.directory.models import Organization
from eventmgr.matchmaking.listings.board.queries import is_coded
from eventmgr.matchmaking.listings.models import Listing, OrganizationProfile
from eventmgr.matchmaking.listings.queries import is_of_public_event, is_public
from eventmgr.tools.taxonomy import topic_ids_within
from eventmgr.tools.web.paging import Key, Page, count_rows, get_page

SIZE = 30
"""Organizations on one page of the directory."""
MOST_IN_FEED = 50
_MOST_LISTINGS = 50


def _agreed() -> tuple[ColumnElement[bool], ...]:
    return (OrganizationProfile.in_directory.is_(True), Organization.stands_for_id.is_(None))


def _narrowed(filters: DirectoryFilter) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = []
    if filters.province:
        where.append(Organization.province_code == filters.province)
    if filters.sector:
        held = is_coded(OrganizationProfile.sector_codes, [filters.sector])
        where.append(or_(held, Organization.sector_code.startswith(filters.sector)))
    if filters.size is not None:
        where.append(Organization.size_class == filters.size)
    if filters.stage is not None:
        where.append(OrganizationProfile.chain_stage == filters.stage)
    if filters.topic:
        where.append(is_coded(OrganizationProfile.topic_ids, topic_ids_within(filters.topic)))
    if filters.q:
        name = func.lower(Organization.name_en).contains(filters.q.lower(), autoescape=True)
        where.append(or_(Organization.name_key.contains(folded(filters.q), autoescape=True), name))
    return where


def _profiles(*where: ColumnElement[bool]) -> Select[Any]:
    query = select(OrganizationProfile).join(OrganizationProfile.organization)
    return query.options(contains_eager(OrganizationProfile.organization)).where(*_agreed(), *where)


def get_directory_page(filters: DirectoryFilter, cursor: str | None = None) -> Page[OrganizationProfile]:
    """One page of the profiles that everybody finds, with their organizations, by the sound of the name; one
    statement."""
    return get_page(
        _profiles(*_narrowed(filters)), [Key(Organization.pinyin_key), Key(Organization.id)], cursor, size=SIZE
    )


def count_directory(filters: DirectoryFilter) -> int:
    """How many those are on all pages, `MOST_COUNTED` + 1 where there are more."""
    query = select(OrganizationProfile.id).join(OrganizationProfile.organization)
    return count_rows(query.where(*_agreed(), *_narrowed(filters)))


def list_changed(filters: DirectoryFilter) -> list[OrganizationProfile]:
    """Those whose profile changed last, with their organizations, as many as a feed holds; one statement."""
    query = _profiles(*_narrowed(filters)).order_by(
        OrganizationProfile.updated_at.desc(), OrganizationProfile.id.desc()
    )
    return list(db.session.scalars(query.limit(MOST_IN_FEED)))


def get_listed(organization_id: int) -> OrganizationProfile:
    """The profile of that organization, with it, if everybody finds it.

    Raises:
        NotFound: there is none, or it did not agree; which of them is not told.
    """
    profile: OrganizationProfile | None = None
    if 0 < organization_id <= LARGEST:
        profile = db.session.scalars(_profiles(Organization.id == organization_id)).one_or_none()
    if profile is None:
        raise NotFound(_("This organization is not in the directory. Look for it in the list."))
    return profile


def list_listings_of(organization_id: int, *, day: date) -> list[Listing]:
    """What everybody reads of its supply and demand, with the events, the latest first; one statement."""
    query = select(Listing).where(is_of_public_event(), *is_public(day), Listing.organization_id == organization_id)
    query = query.options(joinedload(Listing.event).load_only(Event.slug, Event.title))
    return list(
        db.session.scalars(query.order_by(Listing.published_at.desc(), Listing.id.desc()).limit(_MOST_LISTINGS))
    )


_E = OrganizationEntry
_MOST_ALIKE = 10


def find_entry(number: int) -> OrganizationEntry | None:
    """The entry of that number."""
    return db.session.get(_E, number) if 0 < number <= LARGEST else None


def get_entry(number: int, *, own: str, lock: bool = False) -> OrganizationEntry:
    """The entry of that number with what it became, if whoever keeps that province (empty: every one) may decide.

    Raises:
        NotFound: there is none, or it is another province's, or its address is not confirmed.
    """
    query = select(_E).where(_E.id == number, _E.state != EntryState.UNCONFIRMED)
    if own:
        query = query.where(_E.province_code == own)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    entry = db.session.scalars(query).one_or_none() if 0 < number <= LARGEST else None
    if entry is None:
        raise NotFound(str(_E.not_found))
    return entry


def is_waiting(credit_code: str) -> bool:
    """Whether an organization of that code awaits a review already."""
    query = select(_E.id).where(_E.credit_code == credit_code, _E.state == EntryState.WAITING)
    return db.session.scalar(query.limit(1)) is not None


def list_entries_page(own: str, state: EntryState | None, cursor: str | None) -> Page[OrganizationEntry]:
    """Entries of that province (empty: of all) whose address is confirmed, the latest first."""
    query = select(_E).where(_E.confirmed_at.is_not(None), *_of(own))
    if state is not None:
        query = query.where(_E.state == state)
    return get_page(query, [Key(_E.confirmed_at, falling=True), Key(_E.id, falling=True)], cursor)


def count_waiting(own: str) -> int:
    """How many await a review by whoever keeps that province; empty: all."""
    query = select(func.count()).select_from(_E).where(_E.state == EntryState.WAITING, *_of(own))
    return db.session.scalar(query) or 0


def _of(own: str) -> list[ColumnElement[bool]]:
    return [_E.province_code == own] if own else []


def list_alike(entry: OrganizationEntry) -> Sequence[Organization]:
    """Organizations of the directory that may be the same: by name, likeness of the name, or code; the same code
    first."""
    same = [Organization.name_key == folded(entry.name)[:200], Organization.credit_code == entry.credit_code]
    if key := likeness.organization_key(entry.name):
        same.append(Organization.likeness_key == key)
    query = select(Organization).where(Organization.stands_for_id.is_(None), or_(*same))
    by_code = func.coalesce(Organization.credit_code, "") == entry.credit_code
    return db.session.scalars(query.order_by(by_code.desc(), Organization.id).limit(_MOST_ALIKE)).all()


def count_old(unconfirmed_before: datetime, decided_before: datetime) -> tuple[int, datetime | None]:
    """How many hold personal data longer than they should, and when the first of them was entered."""
    query = select(func.count(), func.min(_E.created_at)).where(_is_old(unconfirmed_before, decided_before))
    number, first = db.session.execute(query).one()
    return int(number), first


def list_old(unconfirmed_before: datetime, decided_before: datetime, limit: int) -> Sequence[OrganizationEntry]:
    """Those, by number, locked; what another is at is left out."""
    query = select(_E).where(_is_old(unconfirmed_before, decided_before)).order_by(_E.id).limit(limit)
    return db.session.scalars(query.with_for_update(skip_locked=True)).all()


def _is_old(unconfirmed_before: datetime, decided_before: datetime) -> ColumnElement[bool]:
    never = (_E.state == EntryState.UNCONFIRMED) & (_E.created_at < unconfirmed_before)
    return or_(never, (_E.decided_at < decided_before) & (_E.email != ""))


ADDRESSES = (
    select(Organization.id, Organization.id.label("organization_id"))
    .join(OrganizationProfile, OrganizationProfile.organization_id == Organization.id)
    .where(*_agreed())
)
"""Of the pages for search engines."""
