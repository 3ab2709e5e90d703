"""Reading experts: those who agreed for everybody, the others for those who keep them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import joinedload

from eventmgr.exchange.experts.filtering import ExpertFilter
from eventmgr.exchange.experts.models import Expert, ExpertState
from eventmgr.ground.db import db
from eventmgr.ground.errors import NotFound
from eventmgr.ground.text import LARGEST, folded
from eventmgr.matchmaking.listings.board.queries import is_coded
from eventmgr.tools.taxonomy import get_theme, topic_ids_within
from eventmgr.tools.web.paging import Key, Page, count_rows, get_page

SIZE = 20
"""Experts on one page of the list."""
MOST_IN_FEED = 50
_MOST_OF_ORGANIZATION, _MOST_ASKED = 50, 500
_AGREED = Expert.state == ExpertState.AGREED


def _shows(part: str) -> ColumnElement[bool]:
    return is_coded(Expert.shown, [part])


def _narrowed(filters: ExpertFilter) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = [_AGREED]
    if filters.province:
        where += [Expert.province_code == filters.province, _shows("province_code")]
    if filters.sector:
        where.append(is_coded(Expert.sector_codes, [filters.sector]))
    if filters.theme:
        where.append(is_coded(Expert.sector_codes, get_theme(filters.theme).codes))
    if filters.topic:
        where.append(is_coded(Expert.topic_ids, topic_ids_within(filters.topic)))
    if filters.q:
        where.append(Expert.search_text.contains(folded(filters.q), autoescape=True))
    return where


def _experts(*where: ColumnElement[bool]) -> Select[Any]:
    return select(Expert).options(joinedload(Expert.known_organization)).where(*where)


def get_list_page(filters: ExpertFilter, cursor: str | None = None) -> Page[Expert]:
    """One page of those who agreed, with their organizations, by the sound of the name; one statement."""
    return get_page(_experts(*_narrowed(filters)), [Key(Expert.pinyin_key), Key(Expert.id)], cursor, size=SIZE)


def count_listed(filters: ExpertFilter) -> int:
    """How many those are on all pages, `MOST_COUNTED` + 1 where there are more."""
    return count_rows(select(Expert.id).where(*_narrowed(filters)))


def list_changed(filters: ExpertFilter) -> list[Expert]:
    """Those who agreed or changed something last, as many as a feed holds; one statement."""
    query = _experts(*_narrowed(filters)).order_by(Expert.updated_at.desc(), Expert.id.desc())
    return list(db.session.scalars(query.limit(MOST_IN_FEED)))


def list_of_organization(organization_id: int) -> list[Expert]:
    """Those who agreed and show that they are of that organization, by the sound of the name."""
    query = _experts(_AGREED, Expert.organization_id == organization_id, _shows("organization"))
    return list(db.session.scalars(query.order_by(Expert.pinyin_key, Expert.id).limit(_MOST_OF_ORGANIZATION)))


def list_agreed() -> list[Expert]:
    """All who agreed, as far as a request to the desk is held against them, by the sound of the name."""
    return list(db.session.scalars(_experts(_AGREED).order_by(Expert.pinyin_key, Expert.id).limit(_MOST_ASKED)))


def get_office_page(own: str, state: ExpertState | None, cursor: str | None) -> Page[Expert]:
    """Those of that province (empty: of all), whatever they have said, the latest entered first."""
    query = _experts(*([Expert.province_code == own] if own else []))
    if state is not None:
        query = query.where(Expert.state == state)
    return get_page(query, [Key(Expert.id, falling=True)], cursor)


def get_expert(number: int, *, own: str) -> Expert:
    """The expert of that number, for whoever keeps that province (empty: every one).

    Raises:
        NotFound: there is none, or it is another province's.
    """
    expert = find_expert(number)
    if expert is None or own not in ("", expert.province_code):
        raise NotFound(str(Expert.not_found))
    return expert


def find_expert(number: int) -> Expert | None:
    """The expert of that number."""
    if not 0 < number <= LARGEST:
        return None
    expert: Expert | None = db.session.scalars(_experts(Expert.id == number)).one_or_none()
    return expert


def find_locked(number: int) -> Expert | None:
    """The same as it stands, locked until the transaction ends."""
    query = select(Expert).where(Expert.id == number).with_for_update().execution_options(populate_existing=True)
    return db.session.scalars(query).one_or_none()


def find_by_email(email: str) -> Expert | None:
    """The expert with that e-mail address, or None."""
    return db.session.scalars(select(Expert).where(Expert.email == email)).one_or_none()


def iterate_codes() -> Iterator[tuple[int, Sequence[str], Sequence[str], Sequence[str]]]:
    """(number, sectors, topics, parts shown) of each expert."""
    query = select(Expert.id, Expert.sector_codes, Expert.topic_ids, Expert.shown).order_by(Expert.id)
    for number, sectors, topic_ids, shown in db.session.execute(query.execution_options(yield_per=500)):
        yield number, list(sectors), list(topic_ids), list(shown)
