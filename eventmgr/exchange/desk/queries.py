"""Reading requests, desks and answers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    SQLColumnExpression,
    String,
    case,
    func,
    literal,
    or_,
    select,
    true,
    type_coerce,
    union_all,
)
from sqlalchemy import cast as sql_cast
from sqlalchemy.orm import InstrumentedAttribute, joinedload, undefer

from eventmgr.exchange.desk.counting import Counted, Middle, Part
from eventmgr.exchange.desk.models import Desk, DeskAnswer, DeskFile, DeskRequest, RequestStage
from eventmgr.ground.db import db, is_sqlite
from eventmgr.ground.errors import NotFound
from eventmgr.ground.text import LARGEST, folded
from eventmgr.identity.accounts.models import Level, User
from eventmgr.tools.taxonomy import units
from eventmgr.tools.web.paging import Key, Page, get_page

MOST_IN_FEED = 50
_OPEN = DeskRequest.stage == RequestStage.OPEN
_ANSWERED = (DeskRequest.stage == RequestStage.ANSWERED) & DeskRequest.closed_at.is_not(None)
_UNTIL_SECONDS = len("2026-05-13 08:30:00")
_MILLION = 1_000_000
PARTS = ("open", "late", "mine", "asked_back", "closed", "all")
"""Parts of the office's list, by what its address says; nothing: the open ones."""


@dataclass(frozen=True)
class AnswerFilter:
    """What of the published answers is shown; empty: all."""

    q: str = ""
    province: str | None = None
    """Six digits; "" the office's own."""
    category: str = ""


def list_desks() -> list[Desk]:
    """All desks, the office's first, then by code."""
    return list(db.session.scalars(select(Desk).order_by(Desk.province_code)))


def find_desk(province_code: str) -> Desk | None:
    """The desk of that province; empty: the office's."""
    return db.session.scalars(select(Desk).where(Desk.province_code == province_code)).one_or_none()


def get_answer_page(filters: AnswerFilter, cursor: str | None) -> Page[DeskAnswer]:
    """Published answers, the latest first."""
    query = select(DeskAnswer).where(DeskAnswer.is_published, *_answers(filters))
    keys = [Key(DeskAnswer.published_at, falling=True), Key(DeskAnswer.id, falling=True)]
    return get_page(query, keys, cursor, size=20)


def count_answers(filters: AnswerFilter) -> int:
    """How many those are."""
    query = select(func.count()).select_from(DeskAnswer).where(DeskAnswer.is_published, *_answers(filters))
    return db.session.scalar(query) or 0


def list_latest_answers(filters: AnswerFilter) -> list[DeskAnswer]:
    """The latest of them, for a feed."""
    query = select(DeskAnswer).where(DeskAnswer.is_published, *_answers(filters))
    return list(
        db.session.scalars(query.order_by(DeskAnswer.published_at.desc(), DeskAnswer.id.desc()).limit(MOST_IN_FEED))
    )


def _answers(filters: AnswerFilter) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = [
        DeskAnswer.search_text.contains(word, autoescape=True) for word in _folded_words(filters.q)
    ]
    if filters.province is not None:
        where.append(DeskAnswer.province_code == filters.province)
    if filters.category:
        where.append(DeskAnswer.category == filters.category)
    return where


def _folded_words(text: str) -> list[str]:
    """The words of a search, each folded; all of them must be there."""
    return [word for word in (folded(part) for part in text.split()[:8]) if word]


def get_public_answer(answer_id: int) -> DeskAnswer:
    """That published answer.

    Raises:
        NotFound: there is none.
    """
    found = db.session.get(DeskAnswer, answer_id) if answer_id <= LARGEST else None
    if found is None or not found.is_published:
        raise NotFound(str(DeskAnswer.not_found))
    return found


def get_answer(answer_id: int, *, own: str) -> DeskAnswer:
    """That answer, published or not, of the province; `own` empty: of any.

    Raises:
        NotFound: there is none, or it is another province's.
    """
    found = db.session.get(DeskAnswer, answer_id) if answer_id <= LARGEST else None
    if found is None or (own and found.province_code != own):
        raise NotFound(str(DeskAnswer.not_found))
    return found


def get_kept_answers(*, own: str, cursor: str | None) -> Page[DeskAnswer]:
    """All answers that whoever keeps that province has made, withdrawn ones too."""
    query = select(DeskAnswer).where(DeskAnswer.province_code == own if own else true())
    keys = [Key(DeskAnswer.published_at, falling=True), Key(DeskAnswer.id, falling=True)]
    return get_page(query, keys, cursor)


def list_answers_of(request_id: int) -> list[DeskAnswer]:
    """What was made of a request for everybody."""
    return list(
        db.session.scalars(select(DeskAnswer).where(DeskAnswer.request_id == request_id).order_by(DeskAnswer.id))
    )


def find_request(request_id: int) -> DeskRequest | None:
    """That request with all that was said in it."""
    query = select(DeskRequest).where(DeskRequest.id == request_id).execution_options(populate_existing=True)
    return db.session.scalars(query.options(joinedload(DeskRequest.assigned))).one_or_none()


def find_locked(request_id: int) -> DeskRequest | None:
    """The same, locked until the transaction ends."""
    query = select(DeskRequest).where(DeskRequest.id == request_id).with_for_update(key_share=True)
    return db.session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def get_request(request_id: int, user: User, *, own: str) -> DeskRequest:
    """That request, for whoever answers for its province or was assigned to it; `own` empty: for any province.

    Raises:
        NotFound: there is none, or none of theirs.
    """
    found = find_request(request_id) if request_id <= LARGEST else None
    if found is None or (own and found.province_code != own and found.assigned_id != user.id):
        raise NotFound(str(DeskRequest.not_found))
    return found


def list_requests(
    user: User, *, own: str, part: str, category: str, province: str | None, q: str, at: datetime, cursor: str | None
) -> Page[DeskRequest]:
    """One page of the requests that the account may answer; of the open ones what is due first comes first, of others the newest."""
    query = (
        select(DeskRequest).where(*_seen(user, own), *_part(part, user, at)).options(joinedload(DeskRequest.assigned))
    )
    if category:
        query = query.where(DeskRequest.category == category)
    if province is not None:
        query = query.where(DeskRequest.province_code == province)
    if q:
        query = query.where(
            or_(DeskRequest.number == q.strip().upper(), DeskRequest.organization.contains(q, autoescape=True))
        )
    if part in ("all", "closed", "asked_back"):
        return get_page(query, [Key(DeskRequest.asked_at, falling=True), Key(DeskRequest.id, falling=True)], cursor)
    return get_page(query, [Key(DeskRequest.due_at), Key(DeskRequest.id)], cursor)


def _seen(user: User, own: str) -> list[ColumnElement[bool]]:
    return [or_(DeskRequest.province_code == own, DeskRequest.assigned_id == user.id)] if own else []


def _part(part: str, user: User, at: datetime) -> list[ColumnElement[bool]]:
    if part in ("", "open"):
        return [_OPEN]
    if part == "late":
        return [_OPEN, DeskRequest.due_at < at]
    if part == "mine":
        return [_OPEN, DeskRequest.assigned_id == user.id]
    if part == "asked_back":
        return [DeskRequest.stage == RequestStage.ASKED_BACK]
    if part == "closed":
        return [DeskRequest.stage.in_((RequestStage.ANSWERED, RequestStage.WITHDRAWN))]
    return []


def count_open(user: User, *, own: str, at: datetime) -> tuple[int, int]:
    """(open ones that are not late, late ones) that the account may answer; one statement."""
    late = _number_of(DeskRequest.due_at < at)
    every, overdue = db.session.execute(select(func.count(), late).where(_OPEN, *_seen(user, own))).one()
    return int(every) - int(overdue), int(overdue)


def list_accounts() -> list[User]:
    """Accounts to which a request can be handed, by name: those of an office or a province."""
    query = select(User).where(User.disabled_at.is_(None)).order_by(User.name, User.id)
    return [user for user in db.session.scalars(query) if user.edits_exchange]


def list_accounts_of(province_code: str) -> list[User]:
    """Accounts of that province, by number; none of the office's own desk."""
    codes = [unit.code for unit in units() if province_code and unit.province_code == province_code]
    query = select(User).where(User.disabled_at.is_(None), User.level == Level.PROVINCIAL, User.unit_code.in_(codes))
    return list(db.session.scalars(query.order_by(User.id)))


def get_file(request: DeskRequest, key: str) -> DeskFile:
    """That file of the request, with what is in it.

    Raises:
        NotFound: there is none.
    """
    query = select(DeskFile).where(DeskFile.request_id == request.id, DeskFile.key == key)
    found = db.session.scalars(query.options(undefer(DeskFile.content))).one_or_none()
    if found is None:
        raise NotFound(str(DeskRequest.not_found))
    return found


def is_number_taken(number: str) -> bool:
    """Whether a request has that number already."""
    return db.session.scalar(select(DeskRequest.id).where(DeskRequest.number == number)) is not None


def list_counts(own: str, *, since: datetime, at: datetime) -> list[Counted]:
    """How many requests came since then to the desk of that province (`own` empty: to all), by category, desk and rating."""
    row = DeskRequest
    is_late = (_ANSWERED & (row.closed_at > row.due_at)) | (_OPEN & (row.due_at < at))
    stars = case((_ANSWERED, row.satisfaction))
    query = select(row.category, row.province_code, stars, func.count(), _number_of(_ANSWERED), _number_of(is_late))
    query = query.where(*_since(own, since)).group_by(row.category, row.province_code, stars)
    return [Counted(*one) for one in db.session.execute(query)]


def list_middles(own: str, *, since: datetime) -> list[Middle]:
    """Of the answers to the same requests those in the middle by how long they took: of all, of each category and of each desk."""
    row = DeskRequest
    keys: dict[Part, SQLColumnExpression[str]] = {
        Part.WHOLE: literal(""), Part.CATEGORY: row.category, Part.DESK: row.province_code,
    }  # fmt: skip
    parts = []
    for part, key in keys.items():
        turn = func.row_number().over(partition_by=key, order_by=_took())
        number = func.count().over(partition_by=key)
        ranked = select(key.label("key"), row.asked_at, row.closed_at, turn.label("turn"), number.label("number"))
        one = ranked.where(_ANSWERED, *_since(own, since)).subquery()
        is_middle = one.c.turn.in_(((one.c.number + 1) // 2, (one.c.number + 2) // 2))
        parts.append(select(literal(part.value), one.c.key, one.c.asked_at, one.c.closed_at).where(is_middle))
    found = db.session.execute(union_all(*parts))
    return [Middle(Part(part), key, asked_at, closed_at) for part, key, asked_at, closed_at in found]


def _since(own: str, since: datetime) -> list[ColumnElement[bool]]:
    return [DeskRequest.asked_at >= since, DeskRequest.province_code == own if own else true()]


def _number_of(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def _took() -> ColumnElement[Any]:
    """From question to answer, to the microsecond; SQLite keeps instants as text and counts milliseconds itself."""
    if not is_sqlite():
        return DeskRequest.closed_at - DeskRequest.asked_at
    return _microseconds(DeskRequest.closed_at) - _microseconds(DeskRequest.asked_at)


def _microseconds(column: InstrumentedAttribute[Any]) -> ColumnElement[int]:
    text = type_coerce(column, String)
    seconds = sql_cast(func.strftime("%s", func.substr(text, 1, _UNTIL_SECONDS)), Integer)
    return seconds * _MILLION + sql_cast(func.substr(text, _UNTIL_SECONDS + 2), Integer)


def list_old(before: datetime, *, limit: int) -> list[DeskRequest]:
    """Requests that were closed before then and still say who asked, by number."""
    query = select(DeskRequest).where(*_old(before)).order_by(DeskRequest.closed_at, DeskRequest.id).limit(limit)
    return list(db.session.scalars(query))


def count_old(before: datetime) -> tuple[int, datetime | None]:
    """(how many those are, when the first was closed)."""
    number, first = db.session.execute(select(func.count(), func.min(DeskRequest.closed_at)).where(*_old(before))).one()
    return int(number), first


def _old(before: datetime) -> Collection[ColumnElement[bool]]:
    return DeskRequest.closed_at <= before, DeskRequest.forgotten_at.is_(None)


def list_wrong_closings() -> list[int]:
    """Requests that are closed without an instant, or open with one."""
    is_closed = DeskRequest.stage.in_((RequestStage.ANSWERED, RequestStage.WITHDRAWN))
    query = select(DeskRequest.id).where(
        or_(is_closed & DeskRequest.closed_at.is_(None), ~is_closed & DeskRequest.closed_at.is_not(None))
    )
    return list(db.session.scalars(query.order_by(DeskRequest.id)))


ADDRESSES = select(DeskAnswer.id, DeskAnswer.id.label("desk_answer_id")).where(DeskAnswer.is_published.is_(True))
"""Of the pages for search engines."""
