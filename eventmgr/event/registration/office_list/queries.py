"""The office's list: filtered, sorted, page by page, and whole for exports; who is to be phoned, files, and whom
answers name."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, NamedTuple, TypeVarTuple

from sqlalchemy import Select, and_, bindparam, false, func, or_, select, text
from sqlalchemy.orm import defer

from eventmgr.event.forms.attached import Attached, attached_in
from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.quotas.models import HOLDING, LIVE, Status, Tally
from eventmgr.event.quotas.tally import TallyRow
from eventmgr.event.registration.asking.queries import get_types
from eventmgr.event.registration.counting.figures import STATE_SETS
from eventmgr.event.registration.filters import ListFilter
from eventmgr.event.registration.in_order import official_order
from eventmgr.event.registration.models import (
    BOUNCED,
    FLAGGED,
    RESTRICTED,
    UNTOLD,
    WAITS_FOR_OFFICE,
    ColumnSet,
    Registration,
    Word,
)
from eventmgr.event.registration.notes import chosen_items, in_groups
from eventmgr.event.registration.queries.unit_words import is_awaited, is_said
from eventmgr.event.registration.waiting.queries import list_order
from eventmgr.ground.db import db
from eventmgr.ground.text import folded
from eventmgr.identity.directory.models import Organization, Person
from eventmgr.tools.web.paging import Key, Page, get_page

_R = Registration
_Columns = TypeVarTuple("_Columns")
_ORDERS = {"created": (_R.created_at, _R.id), "name": (_R.pinyin_key, _R.id)}
_MOST_NUMBERED = 2000
ListedRow = namedtuple(  # noqa: PYI024 -- their types are those of `Registration`
    "ListedRow",
    [
        "id",
        "status",
        "role",
        "source",
        "name",
        "organization_name",
        "unit_code",
        "province_code",
        "country_code",
        "name_latin",
        "sector_code",
        "size_class",
        "title",
        "mobile",
        "email",
        "leadership",
        "answers",
        "sensitive",
        "id_document",
        "looks_like_id",
        "reason",
        "consent_asked_at",
        "created_at",
        "changed_at",
        "changed_late_at",
        "change_requested_at",
        "restricted_at",
        "objected_at",
        "forgotten_at",
    ],
)
"""What the list, and what is handed over of it, shows of a registration, under the same names; whole rows took twice as
long to read."""
_LISTED = select(*(getattr(_R, name) for name in ListedRow._fields))
_FLAGGED_BY = {
    "twice": f"{WAITS_FOR_OFFICE} AND looks_like_id IS NOT NULL",
    "late": f"{WAITS_FOR_OFFICE} AND changed_late_at IS NOT NULL",
    "requested": f"{WAITS_FOR_OFFICE} AND change_requested_at IS NOT NULL",
    "untold": UNTOLD,
    "no_email": "email = ''",
    "bounced": BOUNCED,
    "restricted": RESTRICTED,
}
"""Value of the filter `flag` → its condition, in the words of the partial indexes where there is one."""


def list_registrations(
    event_id: int, filters: ListFilter, *, sort: str = "-created", cursor: str | None = None, size: int = 50
) -> Page[ListedRow]:
    """One page of the event's registrations; one statement of `size` + 1 rows, whatever the event's size.

    Args:
        sort: `created` or `name`, falling with a `-` before it.

    Raises:
        BadValue: `cursor` does not belong to this list.
    """
    query = _filtered(event_id, _LISTED.where(_R.event_id == event_id), filters)
    falling = sort.startswith("-")
    keys = [Key(column, falling) for column in _ORDERS[sort.removeprefix("-")]]
    page = get_page(query, keys, cursor, size=size)
    return replace(page, rows=[ListedRow(*row) for row in page.rows])


def list_fitting(event_id: int, filters: ListFilter, states: Collection[Status], *, limit: int) -> list[Registration]:
    """The first `limit` rows of the whole list that are in one of `states`, still belong to somebody and are not only
    kept, by when they were asked for."""
    query = select(_R).where(_R.event_id == event_id, _R.status.in_(states), _R.forgotten_at.is_(None))
    query = query.where(_R.restricted_at.is_(None))
    query = _filtered(event_id, query, filters).options(defer(_R.office_note))
    return list(db.session.scalars(query.order_by(_R.created_at, _R.id).limit(limit)))


def list_matching(event_id: int, filters: ListFilter, ids: Collection[int]) -> set[int]:
    """Those of `ids` that the whole list holds now, without those that are only kept; one statement for at most some
    hundreds."""
    query = select(_R.id).where(_R.event_id == event_id, _R.id.in_(sorted(ids)), _R.restricted_at.is_(None))
    return set(db.session.scalars(_filtered(event_id, query, filters)))


def iterate_rows(event_id: int, filters: ListFilter, columns: Sequence[str]) -> Iterator[Any]:
    """Rows with the attributes `columns` (names of `Registration`), a thousand at a time, in official order; without
    those that are only kept."""
    query = _filtered(
        event_id, select(*(getattr(_R, name) for name in columns)).where(_R.event_id == event_id), filters
    )
    query = query.where(_R.restricted_at.is_(None)).order_by(*official_order())
    yield from db.session.execute(query.execution_options(yield_per=1000))


def count_listed(event_id: int, filters: ListFilter, tallies: Sequence[TallyRow]) -> int | None:
    """How many the filter finds: from the tally, or from rows that an index finds; None where neither can tell (text,
    group, to-do, a common role).

    Args:
        tallies: what `list_unit_tallies` says; nothing is asked again that stands there.
    """
    if filters.is_narrow:
        return _count_rows(event_id, filters)
    if not filters.is_countable:
        return None
    if filters.province is None and filters.sector is None:
        return sum(row.n for row in tallies if filters.counts(row))
    return _count_in_tally(event_id, filters)


def _count_rows(event_id: int, filters: ListFilter) -> int:
    query = _filtered(event_id, select(func.count()).select_from(_R).where(_R.event_id == event_id), filters)
    return int(db.session.scalar(query) or 0)


def _count_in_tally(event_id: int, filters: ListFilter) -> int:
    query = select(func.sum(Tally.n)).where(Tally.event_id == event_id)
    if filters.status is not None:
        query = query.where(Tally.status == filters.status)
    if filters.states:
        query = query.where(Tally.status.in_(STATE_SETS[filters.states]))
    if filters.held:
        query = query.where(Tally.status.in_(HOLDING))
    if filters.participants:
        query = query.where(Tally.role != Role.STAFF)
    pairs = (
        (Tally.unit_code, filters.unit),
        (Tally.province_code, filters.province),
        (Tally.sector_code, filters.sector),
    )
    for column, code in pairs:
        if code is not None:
            query = query.where(column == code)
    return int(db.session.scalar(query) or 0)


def count_flagged(event_id: int) -> int:
    """How many registrations wait for the office although they are not pending: perhaps twice, changed after the
    deadline, or with a change that is asked for. How many are pending the tally says."""
    return db.session.scalar(_flagged(), {"event": event_id}) or 0


@cache
def _flagged() -> Select[int]:
    return select(func.count()).where(_R.event_id == bindparam("event"), text(FLAGGED))


def count_flags(event_id: int) -> tuple[int, int, int]:
    """(perhaps twice, changed after the deadline, asking for a change): how many registrations bear each hint, whatever
    their state."""
    query = select(func.count(_R.looks_like_id), func.count(_R.changed_late_at), func.count(_R.change_requested_at))
    row = db.session.execute(query.where(_R.event_id == event_id, text(WAITS_FOR_OFFICE))).one()
    return int(row[0]), int(row[1]), int(row[2])


def count_todo_of_events(event_ids: Collection[int]) -> dict[int, int]:
    """Event → registrations that wait for its organizers; one statement."""
    query = select(_R.event_id, func.count().label("number")).where(_R.event_id.in_(event_ids), text(WAITS_FOR_OFFICE))
    return {row.event_id: row.number for row in db.session.execute(query.group_by(_R.event_id))}


def list_queue_numbers(event_id: int) -> dict[int, int]:
    """Registration → place in the queue, for the first `_MOST_NUMBERED` of it."""
    return {number: position for position, number in enumerate(list_order(event_id)[:_MOST_NUMBERED], 1)}


def _filtered(event_id: int, query: Select[*_Columns], filters: ListFilter) -> Select[*_Columns]:
    if filters.status is not None:
        query = query.where(_R.status == filters.status)
    if filters.states:
        query = query.where(_R.status.in_(STATE_SETS[filters.states]))
    if filters.held:
        query = query.where(_R.status.in_(HOLDING))
    if filters.participants:
        query = query.where(_R.role != Role.STAFF)
    query = _dated(event_id, query, filters)
    if filters.unit is not None:
        query = query.where(_R.unit_code == filters.unit)
    if filters.province is not None:
        query = query.where(_R.province_code == filters.province)
    if filters.sector is not None:
        query = query.where(_R.sector_code == filters.sector)
    if filters.country is not None:
        query = query.where(_R.country_code == filters.country)
    if filters.role is not None:
        query = query.where(_R.role == filters.role)
    if filters.group is not None:
        query = query.where(func.coalesce(_R.answers["group"].as_string(), "") == filters.group)
    if filters.in_group:
        query = query.where(or_(false(), *in_groups(filters.in_group)))
    query = _of_size_or_item(event_id, query, filters)
    if filters.todo:
        query = query.where(text(WAITS_FOR_OFFICE))
    return _searched(query, filters.q) if filters.q else query


def _of_size_or_item(event_id: int, query: Select[*_Columns], filters: ListFilter) -> Select[*_Columns]:
    """By the size of their organization, and by topic and track of the group that they chose."""
    if filters.size is not None:
        size = Organization.size_class
        among = _R.organization_id.in_(
            select(Organization.id).where(size == filters.size if filters.size else size.is_not(None))
        )
        unsaid = _R.size_class == ""
        if filters.size:
            query = query.where(or_(_R.size_class == filters.size, and_(unsaid, among)))
        else:
            query = query.where(unsaid, or_(_R.organization_id.is_(None), ~among))
    for name, value in (("topic", filters.topic), ("track", filters.track)):
        if value is None:
            continue
        for item in chosen_items([event_id]):
            told = select(item.c.registration_id).where(item.c[name] == value if value else item.c[name] != "")
            query = query.where(_R.id.in_(told) if value else _R.id.not_in(told))
    return query


def _dated(event_id: int, query: Select[*_Columns], filters: ListFilter) -> Select[*_Columns]:
    """By when and with which hint."""
    if filters.since is not None:
        query = query.where(_R.created_at >= filters.since)
    if filters.before is not None:
        query = query.where(_R.created_at < filters.before)
    if filters.abroad:
        query = query.where(_R.province_code == "", _R.country_code != "")
    if filters.word:
        is_awaiting = filters.word == "awaited"
        query = query.where(is_awaited(get_types(event_id)) if is_awaiting else is_said(Word(filters.word)))
    if filters.flag:
        query = query.where(text(_FLAGGED_BY[filters.flag]))
    return query


def _searched(query: Select[*_Columns], q: str) -> Select[*_Columns]:
    if len(q) == 4 and q.isascii() and q.isdecimal():
        return query.where(_R.mobile_last4 == q)
    conditions = [_R.name.icontains(q, autoescape=True), _R.organization_name.icontains(q, autoescape=True)]
    if q.isascii():
        conditions.append(func.replace(_R.pinyin_key, " ", "").startswith(folded(q), autoescape=True))
    return query.where(or_(*conditions))


def list_column_sets(event_id: int) -> list[ColumnSet]:
    """The saved sets of an event, by name."""
    return list(db.session.scalars(_sets(), {"event": event_id}))


@cache
def _sets() -> Select[ColumnSet]:
    return select(ColumnSet).where(ColumnSet.event_id == bindparam("event")).order_by(ColumnSet.name)


@dataclass(frozen=True)
class Untold:
    """Some of an event's people who are to be phoned, and how many there are."""

    rows: tuple[Registration, ...]
    total: int


_SHOWN = 10
"""Names in the panel of those who are to be phoned; all stand on a page of their own."""


def list_untold(event_id: int, *, limit: int = _SHOWN) -> Untold:
    """The first `limit` people of the event who are to be phoned, those who wait longest first; one statement."""
    rows = db.session.execute(_untold(), {"event": event_id, "limit": limit}).all()
    return Untold(tuple(registration for registration, _total in rows), rows[0][1] if rows else 0)


@cache
def _untold() -> Select[Registration, int]:
    return (
        select(Registration, func.count().over())
        .where(Registration.event_id == bindparam("event"), text(UNTOLD))
        .order_by(Registration.untold_since, Registration.id)
        .limit(bindparam("limit"))
    )


def count_untold(ids: Collection[int]) -> int:
    """How many of these registrations are to be phoned."""
    query = select(func.count()).where(Registration.id.in_(ids), text(UNTOLD))
    return db.session.scalar(query) or 0


@dataclass(frozen=True)
class Uploaded:
    """A file, and whose it is."""

    registration_id: int
    name: str
    organization: str
    field: str
    attached: Attached


def list_uploaded(event_id: int, fields: Collection[str]) -> list[Uploaded]:
    """The files that answer these questions, of live registrations that are not only kept, in the order of arrival."""
    if not fields:
        return []
    held = or_(*(Registration.answers[name].as_string().is_not(None) for name in sorted(fields)))
    query = (
        select(Registration.id, Registration.name, Registration.organization_name, Registration.answers)
        .where(
            Registration.event_id == event_id, Registration.status.in_(LIVE), Registration.restricted_at.is_(None), held
        )
        .order_by(Registration.id)
    )
    return [
        Uploaded(number, name, organization, field, attached)
        for number, name, organization, answers in db.session.execute(query)
        for field, attached in attached_in(answers).items()
        if field in fields
    ]


_MOST = 200
"""So many registrations with the names of one page are looked at; who is not told apart among them is not found."""


class Bearer(NamedTuple):
    """A registration with one of the names."""

    id: int
    name: str
    organization_name: str
    status: Status
    person_key: str
    organization_key: str


def list_bearers(event_id: int, keys: Collection[str], numbers: Collection[int]) -> list[Bearer]:
    """Registrations of the event whose person has one of these keys (`likeness.person_key`), or with one of these
    numbers, by number; nobody whose information was deleted."""
    if not keys and not numbers:
        return []
    row, key = Registration, func.coalesce(Organization.likeness_key, "")
    query = (
        select(row.id, row.name, row.organization_name, row.status, func.coalesce(Person.likeness_key, ""), key)
        .outerjoin(Person, Person.id == row.person_id)
        .outerjoin(Organization, Organization.id == row.organization_id)
        .where(row.event_id == event_id, row.forgotten_at.is_(None))
        .where(or_(Person.likeness_key.in_(sorted(keys)), row.id.in_(sorted(numbers))))
    )
    return [Bearer(*values) for values in db.session.execute(query.order_by(row.id).limit(_MOST))]
