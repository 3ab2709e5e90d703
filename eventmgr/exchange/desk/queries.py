"""Reading requests, desks and answers."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    SQLColumnExpression,
    String,
    Text,
    case,
    false,
    func,
    literal,
    or_,
    select,
    true,
    type_coerce,
    union_all,
)
from sqlalchemy import cast as sql_cast
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from eventmgr.event.events.models import PUBLIC, Event, EventStatus
from eventmgr.exchange.desk.counting import Counted, Middle, Part
from eventmgr.exchange.desk.models import Desk, DeskAnswer, DeskFile, DeskRequest, RequestStage
from eventmgr.exchange.desk.switch import EVENT_DESK
from eventmgr.exchange.desk.whose import ANSWERERS, Own, Whose
from eventmgr.ground.db import db, is_sqlite
from eventmgr.ground.errors import NotFound
from eventmgr.ground.features import held_events, is_on
from eventmgr.ground.text import LARGEST, folded
from eventmgr.identity.accounts import queries as accounts
from eventmgr.identity.accounts.models import User
from eventmgr.identity.team.models import TeamMember
from eventmgr.tools.uploads import queries as uploads
from eventmgr.tools.web.paging import Key, Page, count_rows, get_page

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
    whose: Whose | None = None
    category: str = ""


def list_desks(rows: Iterable[Desk | DeskRequest | DeskAnswer | Whose] = ()) -> list[Desk]:
    """The office's desk, then those of provinces by code, then those of the events that these rows belong to."""
    events = {row.event_id for row in rows if row.event_id is not None}
    query = select(Desk).where(or_(Desk.event_id.is_(None), Desk.event_id.in_(events)))
    return list(
        db.session.scalars(
            query.options(joinedload(Desk.event)).order_by(Desk.event_id.is_not(None), Desk.province_code, Desk.id)
        )
    )


def find_desk(whose: Whose) -> Desk | None:
    """That desk, once it has said anything of itself."""
    return db.session.scalars(select(Desk).where(*_of(Desk, whose)).options(joinedload(Desk.event))).one_or_none()


def _of(model: type[Desk | DeskRequest | DeskAnswer], own: Own) -> list[ColumnElement[bool]]:
    if own is not None and own.event_id is not None:
        return [model.event_id == own.event_id]
    return [model.event_id.is_(None), *([model.province_code == own.province_code] if own is not None else [])]


_MOST_EVENTS = 200
"""To so many events, the next, a request can be handed."""


def _has_desk() -> ColumnElement[bool]:
    """Of events that everybody may see: its desk is on."""
    named = sql_cast(Event.features, Text).contains(f'"{EVENT_DESK.name}"', autoescape=True)
    return Event.status.in_(PUBLIC) & named


def list_events_with_desk(*, at: datetime) -> list[Event]:
    """Events that are not over at `at` and have a desk of their own, the next first; none where no event may have
    one."""
    if not is_on(EVENT_DESK, None):
        return []
    query = select(Event).where(_has_desk(), Event.ends_at >= at, Event.status != EventStatus.CANCELLED)
    return list(db.session.scalars(query.order_by(Event.starts_at, Event.id).limit(_MOST_EVENTS)))


def _is_shown() -> ColumnElement[bool]:
    """Published, and of no event whose desk is off or which nobody may see yet."""
    is_open = DeskAnswer.event_id.in_(select(Event.id).where(_has_desk())) if is_on(EVENT_DESK, None) else false()
    return DeskAnswer.is_published & or_(DeskAnswer.event_id.is_(None), is_open)


def get_answer_page(filters: AnswerFilter, cursor: str | None) -> Page[DeskAnswer]:
    """Published answers, the latest first."""
    query = select(DeskAnswer).where(_is_shown(), *_answers(filters)).options(joinedload(DeskAnswer.event))
    keys = [Key(DeskAnswer.published_at, falling=True), Key(DeskAnswer.id, falling=True)]
    return get_page(query, keys, cursor, size=20)


def count_answers(filters: AnswerFilter) -> int:
    """How many those are, `MOST_COUNTED` + 1 where there are more."""
    return count_rows(select(DeskAnswer.id).where(_is_shown(), *_answers(filters)))


def list_latest_answers(filters: AnswerFilter) -> list[DeskAnswer]:
    """The latest of them, for a feed."""
    query = select(DeskAnswer).where(_is_shown(), *_answers(filters))
    return list(
        db.session.scalars(query.order_by(DeskAnswer.published_at.desc(), DeskAnswer.id.desc()).limit(MOST_IN_FEED))
    )


def _answers(filters: AnswerFilter) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = [
        DeskAnswer.search_text.contains(word, autoescape=True) for word in _folded_words(filters.q)
    ]
    if filters.whose is not None:
        where += _of(DeskAnswer, filters.whose)
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
    query = select(DeskAnswer).where(DeskAnswer.id == min(answer_id, LARGEST), _is_shown())
    found = db.session.scalars(query.options(joinedload(DeskAnswer.event))).one_or_none()
    if found is None:
        raise NotFound(str(DeskAnswer.not_found))
    return found


def get_answer(answer_id: int, *, own: Own) -> DeskAnswer:
    """That answer, published or not.

    Raises:
        NotFound: there is none, or it is another desk's.
    """
    query = select(DeskAnswer).where(DeskAnswer.id == min(answer_id, LARGEST), *_of(DeskAnswer, own))
    found = db.session.scalars(query).one_or_none()
    if found is None:
        raise NotFound(str(DeskAnswer.not_found))
    return found


def get_kept_answers(*, own: Own, cursor: str | None) -> Page[DeskAnswer]:
    """All answers that these desks have made, withdrawn ones too."""
    query = select(DeskAnswer).where(*_of(DeskAnswer, own)).options(joinedload(DeskAnswer.event))
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
    both = joinedload(DeskRequest.assigned), joinedload(DeskRequest.event)
    return db.session.scalars(query.options(*both)).one_or_none()


def find_locked(request_id: int) -> DeskRequest | None:
    """The request of that number, locked until the transaction ends."""
    query = select(DeskRequest).where(DeskRequest.id == request_id).with_for_update(key_share=True)
    return db.session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def get_request(request_id: int, user: User, *, own: Own) -> DeskRequest:
    """That request, for whoever answers for its desk or, among the provinces, was assigned to it.

    Raises:
        NotFound: there is none, or none of theirs.
    """
    theirs = select(DeskRequest.id).where(DeskRequest.id == min(request_id, LARGEST), *_seen(user, own))
    found = find_request(request_id) if db.session.scalar(theirs) is not None else None
    if found is None:
        raise NotFound(str(DeskRequest.not_found))
    return found


def list_requests(
    user: User, *, own: Own, part: str, category: str, whose: Own, q: str, at: datetime, cursor: str | None
) -> Page[DeskRequest]:
    """One page of the requests that the account may answer; of the open ones what is due first comes first, of others
    the newest."""
    both = joinedload(DeskRequest.assigned), joinedload(DeskRequest.event)
    query = select(DeskRequest).where(*_seen(user, own), *_part(part, user, at)).options(*both)
    if category:
        query = query.where(DeskRequest.category == category)
    if whose is not None:
        query = query.where(*_of(DeskRequest, whose))
    if q:
        query = query.where(
            or_(DeskRequest.number == q.strip().upper(), DeskRequest.organization.contains(q, autoescape=True))
        )
    if part in ("all", "closed", "asked_back"):
        return get_page(query, [Key(DeskRequest.asked_at, falling=True), Key(DeskRequest.id, falling=True)], cursor)
    return get_page(query, [Key(DeskRequest.due_at), Key(DeskRequest.id)], cursor)


def _seen(user: User, own: Own) -> list[ColumnElement[bool]]:
    if own is None or own.event_id is not None:
        return _of(DeskRequest, own)
    is_theirs = or_(DeskRequest.province_code == own.province_code, DeskRequest.assigned_id == user.id)
    return [DeskRequest.event_id.is_(None), is_theirs]


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


def count_open(user: User, *, own: Own, at: datetime) -> tuple[int, int]:
    """(open ones that are not late, late ones) that the account may answer; one statement."""
    late = _number_of(DeskRequest.due_at < at)
    every, overdue = db.session.execute(select(func.count(), late).where(_OPEN, *_seen(user, own))).one()
    return int(every) - int(overdue), int(overdue)


def count_late_of_events(event_ids: Collection[int], *, at: datetime) -> dict[int, int]:
    """Event → open requests to its desk that are late, where there are any."""
    query = select(DeskRequest.event_id, func.count()).where(
        DeskRequest.event_id.in_(event_ids), _OPEN, DeskRequest.due_at < at
    )
    return {int(event): number for event, number in db.session.execute(query.group_by(DeskRequest.event_id)) if event}


def list_accounts() -> list[User]:
    """Accounts to which a request can be handed, by name: those of an office or a province."""
    query = select(User).where(User.disabled_at.is_(None)).order_by(User.name, User.id)
    return [user for user in db.session.scalars(query) if user.edits_exchange]


def list_accounts_of(whose: Whose) -> list[User]:
    """Accounts of that province, or of those in the event's team who answer, by number; none of the office's own
    desk."""
    if whose.event_id is None:
        return accounts.list_accounts_of(whose.province_code)
    members = select(TeamMember.user_id).where(TeamMember.event_id == whose.event_id, TeamMember.role.in_(ANSWERERS))
    query = select(User).where(User.disabled_at.is_(None), User.id.in_(members))
    return list(db.session.scalars(query.order_by(User.id)))


def get_file(request: DeskRequest, key: str) -> DeskFile:
    """That file of the request, with what is in it.

    Raises:
        NotFound: there is none.
    """
    return uploads.get_file(DeskFile, DeskFile.request_id == request.id, DeskFile.key == key)


def is_number_taken(number: str) -> bool:
    """Whether a request has that number already."""
    return db.session.scalar(select(DeskRequest.id).where(DeskRequest.number == number)) is not None


def list_counts(own: Own, *, since: datetime, at: datetime) -> list[Counted]:
    """How many requests came since then to these desks, by category, desk and rating."""
    row = DeskRequest
    is_late = (_ANSWERED & (row.closed_at > row.due_at)) | (_OPEN & (row.due_at < at))
    stars = case((_ANSWERED, row.satisfaction))
    query = select(row.category, row.province_code, stars, func.count(), _number_of(_ANSWERED), _number_of(is_late))
    query = query.where(*_since(own, since)).group_by(row.category, row.province_code, stars)
    return [Counted(*one) for one in db.session.execute(query)]


def list_middles(own: Own, *, since: datetime) -> list[Middle]:
    """Of the answers to the same requests those in the middle by how long they took: of all, of each category and of
    each desk."""
    row = DeskRequest
    columns = row.category, row.province_code, row.asked_at, row.closed_at, _took().label("took")
    answers = select(*columns).where(_ANSWERED, *_since(own, since)).cte("answers")
    keys: dict[Part, SQLColumnExpression[str]] = {
        Part.WHOLE: literal(""),
        Part.CATEGORY: answers.c.category,
        Part.DESK: answers.c.province_code,
    }
    parts = []
    for part, key in keys.items():
        turn = func.row_number().over(partition_by=key, order_by=answers.c.took)
        number = func.count().over(partition_by=key)
        instants = answers.c.asked_at, answers.c.closed_at
        one = select(*instants, key.label("key"), turn.label("turn"), number.label("number")).subquery()
        is_middle = one.c.turn.in_(((one.c.number + 1) // 2, (one.c.number + 2) // 2))
        parts.append(select(literal(part.value), one.c.key, one.c.asked_at, one.c.closed_at).where(is_middle))
    found = db.session.execute(union_all(*parts))
    return [Middle(Part(part), key, asked_at, closed_at) for part, key, asked_at, closed_at in found]


def _since(own: Own, since: datetime) -> list[ColumnElement[bool]]:
    return [DeskRequest.asked_at >= since, *_of(DeskRequest, own)]


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
    is_held = DeskRequest.event_id.in_(held_events())
    return DeskRequest.closed_at <= before, DeskRequest.forgotten_at.is_(None), is_held.is_not(true())


def list_wrong_closings() -> list[int]:
    """Requests that are closed without an instant, or open with one."""
    is_closed = DeskRequest.stage.in_((RequestStage.ANSWERED, RequestStage.WITHDRAWN))
    query = select(DeskRequest.id).where(
        or_(is_closed & DeskRequest.closed_at.is_(None), ~is_closed & DeskRequest.closed_at.is_not(None))
    )
    return list(db.session.scalars(query.order_by(DeskRequest.id)))


def list_addresses() -> Select[int, int]:
    """The statement of the pages for search engines: every answer that everybody may read, those of events too."""
    return select(DeskAnswer.id, DeskAnswer.id.label("desk_answer_id")).where(_is_shown())
