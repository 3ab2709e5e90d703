"""Lists of events: for visitors, for the month view, for the public feeds, for organizers.

Pages are keyset pages: of the past, `after` is `get_key(last event of the page before)`. Two statements more than one
per list, whatever its length: hosts, region sets and sectors come along.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, Text, and_, case, cast, func, literal, not_, or_, select
from sqlalchemy.orm import defer, joinedload, load_only, selectinload

from eventmgr.event.events.derived.reach import reach_of
from eventmgr.event.events.models import PUBLIC, Event, EventKind, EventSector, EventStatus, EventTopic, Series
from eventmgr.event.forms.models import Question
from eventmgr.ground import text
from eventmgr.ground.db import db
from eventmgr.ground.settings import home_zone
from eventmgr.identity.accounts.models import User
from eventmgr.identity.team.models import TeamMember
from eventmgr.identity.team.roles import TeamRole
from eventmgr.tools.taxonomy import get_theme, topic_ids_within
from eventmgr.tools.web.paging import Key, Page, get_page

Row = TypeVar("Row", bound=Any)
Edge = tuple[datetime, int]
"""Start and number of an event: where a page of a list ends."""

_COMING = (EventStatus.PUBLISHED, EventStatus.CANCELLED)
_MOST_IN_FEED, _MOST_IN_MONTH = 2000, 500
_PAST = (EventStatus.PUBLISHED, EventStatus.FINISHED, EventStatus.ARCHIVED)


@dataclass(frozen=True)
class EventFilter:
    """What a visitor asks for; empty values ask nothing, several are joined by “and”."""

    q: str = ""
    kind: EventKind | None = None
    province: str | None = None
    """Code of the province where it is held."""
    sector: str | None = None
    """GB/T 4754 code; a section (`C`) includes its divisions."""
    theme: str | None = None
    """Id of an everyday word for sectors; any of those it stands for."""
    topic: str | None = None
    """Topic id; a topic includes those below it."""
    series: str | None = None
    """Slug."""
    from_date: date | None = None
    """It ends on this day or later."""
    to_date: date | None = None
    """It begins on this day or earlier."""


@dataclass(frozen=True)
class MyFilter:
    """What an organizer asks for among the own events."""

    q: str = ""
    kind: EventKind | None = None
    status: EventStatus | None = None


def get_key(event: Event) -> Edge:
    """Where a page that ends with `event` ends."""
    return event.starts_at, event.id


def list_upcoming(
    filters: EventFilter,
    *,
    at: datetime,
    cursor: str | None = None,
    size: int = 50,
    is_shut: ColumnElement[bool] | None = None,
) -> Page[Event]:
    """Events that have not ended at `at`, and postponed ones; cancelled ones too, marked by their state.

    What one can still join comes first, what closes soonest before the others; then what opens later, by when it opens;
    then the rest, by when it begins (`derived.opening.gate` is the same rule for one event).

    Args:
        is_shut: which events take nobody more although they are open, as the room that counts places says.

    Raises:
        BadValue: `cursor` is none of this list.
    """
    query = _for_cards(filters).where(
        or_(and_(Event.status.in_(_COMING), Event.ends_at >= at), Event.status == EventStatus.POSTPONED)
    )
    opens, closes = Event.registration_opens_at, func.coalesce(Event.registration_closes_at, Event.starts_at)
    is_published = Event.status == EventStatus.PUBLISHED
    is_open = and_(is_published, or_(opens.is_(None), opens <= at), closes >= at)
    if is_shut is not None:
        is_open = and_(is_open, not_(is_shut))
    is_later = and_(is_published, opens > at)
    turn = case((is_open, 0), (is_later, 1), else_=2)
    due = case((is_open, closes), (is_later, opens), else_=Event.starts_at)
    return get_page(query, [Key(turn), Key(due), Key(Event.id)], cursor, size=size)


def list_past(filters: EventFilter, *, at: datetime, after: Edge | None = None, limit: int = 50) -> list[Event]:
    """Events that took place before `at`, latest first."""
    query = _for_cards(filters).where(
        Event.status.in_(_PAST), or_(Event.ends_at < at, Event.status == EventStatus.FINISHED)
    )
    if after is not None:
        query = query.where(_earlier_than(after))
    return _all(query.order_by(Event.starts_at.desc(), Event.id.desc()).limit(limit))


def list_months(year: int, month: int, filters: EventFilter | None = None) -> list[Event]:
    """Public events that touch that month (of China's clock), soonest first."""
    first = date(year, month, 1)
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    query = _for_cards(filters or EventFilter()).where(
        Event.status.in_(PUBLIC),
        Event.ends_at >= _midnight(first),
        Event.starts_at < _midnight(last + timedelta(days=1)),
    )
    return _all(query.order_by(Event.starts_at, Event.id).limit(_MOST_IN_MONTH))


@dataclass(frozen=True)
class MonthOfYear:
    """What begins in a month: the first events, and how many more there are."""

    number: int
    value: str
    """As an address says it, `2026-05`."""
    events: list[Event]
    more: int


def list_year(year: int, filters: EventFilter, *, most: int) -> list[MonthOfYear]:
    """Twelve months (of China's clock) with the first `most` public events that begin in each; what a line shows of
    them."""
    starts = [_midnight(date(year, number, 1)) for number in range(1, 13)]
    ends = _midnight(date(year + 1, 1, 1))
    month = case(*((Event.starts_at < end, number) for number, end in enumerate(starts[1:], 1)), else_=12)
    rank = func.row_number().over(partition_by=month, order_by=(Event.starts_at, Event.id))
    columns = (Event.id, month.label("month"), rank.label("rank"), func.count().over(partition_by=month).label("all"))
    ranked = (
        _filtered(_searched(select(*columns), filters.q), filters)
        .where(Event.status.in_(PUBLIC), Event.starts_at >= starts[0], Event.starts_at < ends)
        .subquery()
    )
    query = (
        select(Event, ranked.c.month, ranked.c["all"])
        .join(ranked, ranked.c.id == Event.id)
        .where(ranked.c["rank"] <= most)
        .options(load_only(Event.slug, Event.title, Event.status, Event.starts_at, Event.timezone))
        .order_by(Event.starts_at, Event.id)
    )
    events: dict[int, list[Event]] = {number: [] for number in range(1, 13)}
    numbers = dict.fromkeys(events, 0)
    for event, number, all_of_it in db.session.execute(query):
        events[number].append(event)
        numbers[number] = all_of_it
    return [
        MonthOfYear(number, f"{year}-{number:02}", events[number], numbers[number] - len(events[number]))
        for number in events
    ]


def list_years_beside(year: int) -> list[int]:
    """That year, and before and after it the nearest in which a public event begins."""
    public = Event.status.in_(PUBLIC)
    first, end = _midnight(date(year, 1, 1)), _midnight(date(year + 1, 1, 1))
    before = db.session.scalar(select(func.max(Event.starts_at)).where(public, Event.starts_at < first))
    after = db.session.scalar(select(func.min(Event.starts_at)).where(public, Event.starts_at >= end))
    home = ZoneInfo(home_zone())
    beside = {moment.astimezone(home).year for moment in (before, after) if moment is not None}
    return sorted({year, *beside})


def list_years() -> list[int]:
    """From the year in which the first public event begins to that of the last; empty without any."""
    ends = select(func.min(Event.starts_at), func.max(Event.starts_at)).where(Event.status.in_(PUBLIC))
    home = ZoneInfo(home_zone())
    years = [moment.astimezone(home).year for moment in db.session.execute(ends).one() if moment is not None]
    return list(range(years[0], years[-1] + 1)) if years else []


def list_public(filters: EventFilter, *, since: datetime | None = None) -> list[Event]:
    """Public events of every state (cancelled ones stay in a calendar), soonest first, the first `_MOST_IN_FEED` of
    them. With venues, sectors and topics, in four statements; long texts are left out.

    Args:
        since: those that ended before are left out.
    """
    query = _filtered(_searched(select(Event), filters.q), filters).where(Event.status.in_(PUBLIC))
    query = query.options(
        selectinload(Event.venues),
        selectinload(Event.sectors),
        selectinload(Event.topics),
        defer(Event.description),
        defer(Event.public_summary),
        defer(Event.search_text),
    )
    if since is not None:
        query = query.where(Event.ends_at >= since)
    return _all(query.order_by(Event.starts_at, Event.id).limit(_MOST_IN_FEED))


def list_unsettled(off: Collection[str]) -> list[Event]:
    """Events of which something may rest, or come back, since the site has switched off `off`: all of them while it has
    switched off anything, else those that have set something aside."""
    query = select(Event).options(selectinload(Event.units)).order_by(Event.id)
    return list(db.session.scalars(query if off else query.where(cast(Event.set_aside, Text) != "{}")))


def list_series() -> list[Series]:
    """All series, ordered by slug."""
    return list(db.session.scalars(select(Series).order_by(Series.slug)))


def list_with_questions(
    user: User, event: Event, *, roles: Collection[TeamRole], limit: int = 50
) -> list[tuple[str, dict[str, str]]]:
    """(slug, title) of other events that ask questions of their own, newest first: of an administrator all, of others
    those in whose team they have one of `roles`."""
    holds = (TeamMember.user_id == user.id, TeamMember.role.in_(roles))
    mine = Event.id.in_(select(TeamMember.event_id).where(*holds))
    query = (
        select(Event.slug, Event.title)
        .where(Event.id.in_(select(Question.event_id)), Event.id != event.id)
        .where(Event.id.is_not(None) if user.is_admin else mine)
        .order_by(Event.starts_at.desc(), Event.id.desc())
    )
    return [(slug, title) for slug, title in db.session.execute(query.limit(limit))]


_PUT_AWAY = (EventStatus.FINISHED, EventStatus.ARCHIVED)
_SAME = literal(datetime(2000, 1, 1, tzinfo=UTC), Event.starts_at.type)
_AHEAD = (EventStatus.DRAFT, EventStatus.PUBLISHED, EventStatus.POSTPONED)


def list_my_events(
    user: User, filters: MyFilter, *, at: datetime, cursor: str | None = None, size: int = 50
) -> Page[Event]:
    """Events that the account may look into: those that are not over at `at`, the nearest first; then the others, the
    last one first.

    Raises:
        BadValue: `cursor` is none of this list.
    """
    query = _searched(select(Event).where(is_seen_by(user)), filters.q).options(defer(Event.search_text))
    if filters.kind is not None:
        query = query.where(Event.kind == filters.kind)
    if filters.status is not None:
        query = query.where(Event.status == filters.status)
    over = or_(Event.status.in_(_PUT_AWAY), and_(Event.ends_at < at, Event.status != EventStatus.POSTPONED))
    keys = [
        Key(case((over, 1), else_=0)),
        Key(case((over, _SAME), else_=Event.starts_at)),
        Key(case((over, Event.starts_at), else_=_SAME), falling=True),
        Key(Event.id),
    ]
    return get_page(query, keys, cursor, size=size)


def find_nearest(user: User, *, at: datetime) -> Event | None:
    """Of the events that the account may look into the one that runs at `at` or begins next; those of its teams come
    before those that it only may see."""
    mine = Event.id.in_(select(TeamMember.event_id).where(TeamMember.user_id == user.id))
    query = (
        select(Event)
        .where(is_seen_by(user), Event.ends_at >= at, Event.status.in_(_AHEAD))
        .options(defer(Event.search_text))
    )
    return db.session.scalar(query.order_by(case((mine, 0), else_=1), Event.starts_at, Event.id).limit(1))


def find_last_own(user: User) -> Event | None:
    """The event that was made last of those that the account owns."""
    own = select(TeamMember.event_id).where(TeamMember.user_id == user.id, TeamMember.role == TeamRole.OWNER)
    query = select(Event).where(Event.id.in_(own)).options(defer(Event.search_text))
    return db.session.scalar(query.order_by(Event.created_at.desc(), Event.id.desc()).limit(1))


def count_my_events(user: User) -> dict[EventStatus, int]:
    """How many of them are in which state; states without any are left out."""
    query = select(Event.status, func.count().label("number")).where(is_seen_by(user)).group_by(Event.status)
    return {row.status: row.number for row in db.session.execute(query)}


def is_seen_by(user: User) -> ColumnElement[bool]:
    """The condition that an account may see an event: administrators see all, the others those of their teams and in
    their reach."""
    if user.is_admin:
        return Event.id.is_not(None)
    member = Event.id.in_(select(TeamMember.event_id).where(TeamMember.user_id == user.id))
    reach = reach_of(user)
    if reach.everywhere:
        return or_(member, Event.status.in_(PUBLIC))
    if reach.province is not None:
        return or_(member, and_(Event.province_code == reach.province, Event.status.in_(PUBLIC)))
    return member


def _for_cards(filters: EventFilter) -> Select[Event]:
    query = select(Event).options(
        joinedload(Event.series),
        selectinload(Event.hosts),
        selectinload(Event.region_sets),
        selectinload(Event.sectors),
        selectinload(Event.topics),
        defer(Event.search_text),
    )
    return _filtered(_searched(query, filters.q), filters)


def _filtered(query: Select[Row], filters: EventFilter) -> Select[Row]:
    if filters.kind is not None:
        query = query.where(Event.kind == filters.kind)
    if filters.province is not None:
        query = query.where(Event.province_code == filters.province)
    if filters.sector is not None:
        query = query.where(Event.sectors.any(_is_in_sector(filters.sector)))
    if filters.theme is not None:
        meant = [_is_in_sector(code) for code in get_theme(filters.theme).codes]
        query = query.where(Event.sectors.any(or_(*meant)))
    if filters.topic is not None:
        query = query.where(Event.topics.any(EventTopic.topic_id.in_(topic_ids_within(filters.topic))))
    if filters.series is not None:
        query = query.where(Event.series.has(Series.slug == filters.series))
    if filters.from_date is not None:
        query = query.where(Event.ends_at >= _midnight(filters.from_date))
    if filters.to_date is not None:
        query = query.where(Event.starts_at < _midnight(filters.to_date + timedelta(days=1)))
    return query


def _is_in_sector(code: str) -> ColumnElement[bool]:
    """A sector of an event is that one; a section includes its divisions."""
    own = EventSector.code == code
    return or_(own, EventSector.code.like(f"{code}__")) if len(code) == 1 else own


def _searched(query: Select[Row], typed: str) -> Select[Row]:
    """Every word, folded, stands in the event's search text."""
    for word in [text.folded(word) for word in typed.split()][:8]:
        if word:
            query = query.where(Event.search_text.contains(word, autoescape=True))
    return query


def _midnight(day: date) -> datetime:
    """When `day` begins at home: dates of a filter and of the month view are days of the home zone."""
    return datetime.combine(day, time(), ZoneInfo(home_zone())).astimezone(UTC)


def _earlier_than(key: Edge) -> ColumnElement[bool]:
    return or_(Event.starts_at < key[0], and_(Event.starts_at == key[0], Event.id < key[1]))


def _all(query: Select[Event]) -> list[Event]:
    return list(db.session.scalars(query).unique())


ADDRESSES = select(Event.id, Event.slug).where(Event.status.in_(PUBLIC))
"""Of the pages for search engines."""
