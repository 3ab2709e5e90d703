"""Reading policies and their files."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, String, and_, case, cast, func, or_, select, true
from sqlalchemy.orm import joinedload, selectinload

from eventmgr.exchange.policies.filtering import PolicyFilter
from eventmgr.exchange.policies.models import Policy, PolicyFile, PolicyState
from eventmgr.exchange.policies.validity import Validity, Window
from eventmgr.ground.db import db
from eventmgr.ground.errors import NotFound
from eventmgr.ground.text import LARGEST, folded
from eventmgr.tools.taxonomy import get_sector
from eventmgr.tools.uploads import queries as uploads
from eventmgr.tools.web.paging import MOST_COUNTED, Key, Page, count_rows, get_page

SIZE = 30
"""Policies on one page of the list."""
MOST_IN_BOOK = 300
"""Of a compendium."""
MOST_IN_SHEET = 5000
MOST_IN_FEED = 50
MOST_CHECKED = 500
"""So many policies are held against five answers, those whose applications end first."""
_MOST_DATES = 500
_MOST_CHOICES = 500
PUBLIC = Policy.state == PolicyState.PUBLISHED


def _ended(day: date) -> ColumnElement[bool]:
    is_repealed = and_(Policy.repealed_on.is_not(None), Policy.repealed_on <= day)
    return or_(is_repealed, and_(Policy.valid_until.is_not(None), Policy.valid_until < day))


def _holds(validity: Validity, day: date) -> ColumnElement[bool]:
    """As `validity.validity_of` has it."""
    if validity is Validity.ENDED:
        return _ended(day)
    has_begun = Policy.effective_on <= day if validity is Validity.IN_FORCE else Policy.effective_on > day
    return and_(~_ended(day), has_begun)


def _takes(window: Window, day: date) -> ColumnElement[bool]:
    """As `validity.window_of` has it."""
    has_days = or_(Policy.window_from.is_not(None), Policy.window_to.is_not(None))
    is_over = or_(and_(Policy.window_to.is_not(None), Policy.window_to < day), _ended(day))
    if window is Window.CLOSED:
        return and_(has_days, is_over)
    is_coming = and_(Policy.window_from.is_not(None), Policy.window_from > day)
    return and_(has_days, ~is_over, is_coming if window is Window.COMING else ~is_coming)


def _for_sector(code: str) -> ColumnElement[bool]:
    """For that sector, the section above it or the divisions below it, or for every sector."""
    held, sector = cast(Policy.sector_codes, String), get_sector(code)
    own = f'"{code}"' if sector.parent else f'"{code}'
    ways = [held == "[]", held.contains(own, autoescape=True)]
    if sector.parent:
        ways.append(held.contains(f'"{sector.parent}"', autoescape=True))
    return or_(*ways)


def is_within(filters: PolicyFilter, day: date) -> list[ColumnElement[bool]]:
    """What a policy has to be, as far as the filters say."""
    where: list[ColumnElement[bool]] = []
    if filters.validity is not None:
        where.append(_holds(filters.validity, day))
    if filters.level is not None:
        where.append(Policy.level == filters.level)
    if filters.province:
        where.append(Policy.province_code == filters.province)
    if filters.sector:
        where.append(_for_sector(filters.sector))
    if filters.support is not None:
        where.append(Policy.support == filters.support)
    if filters.window is not None:
        where.append(_takes(filters.window, day))
    if filters.state is not None:
        where.append(Policy.state == filters.state)
    if filters.q:
        where.append(Policy.search_text.contains(folded(filters.q), autoescape=True))
    return where


def get_list_page(
    filters: PolicyFilter, cursor: str | None = None, *, day: date, is_office: bool = False, own: str = ""
) -> Page[Policy]:
    """One page, the latest issued first; one statement.

    Args:
        is_office: in every state, not the published alone. own: of that province alone.
    """
    query = select(Policy).where(*is_within(filters, day), *_seen(is_office=is_office, own=own))
    keys = [Key(Policy.issued_on, falling=True), Key(Policy.id, falling=True)]
    return get_page(query, keys, cursor, size=SIZE)


def _seen(*, is_office: bool, own: str) -> Iterator[ColumnElement[bool]]:
    if not is_office:
        yield PUBLIC
    if own:
        yield Policy.province_code == own


def count_by_validity(filters: PolicyFilter, *, day: date) -> dict[Validity, int]:
    """How many published ones hold, whatever of that the filter asks for; none of them where there are more than
    `MOST_COUNTED`; one statement."""
    named = case(
        (_ended(day), Validity.ENDED.value),
        (Policy.effective_on <= day, Validity.IN_FORCE.value),
        else_=Validity.COMING.value,
    ).label("holds")
    within = PUBLIC, *is_within(filters.without_validity(), day)
    found = select(named).where(*within).limit(MOST_COUNTED + 1).subquery()
    query = select(found.c.holds, func.count()).group_by(found.c.holds)
    numbers = {Validity(value): int(number) for value, number in db.session.execute(query)}
    if sum(numbers.values()) > MOST_COUNTED:
        return {}
    return {validity: numbers.get(validity, 0) for validity in Validity}


def count_listed(filters: PolicyFilter, *, day: date) -> int:
    """How many published ones the filters leave, `MOST_COUNTED` + 1 where there are more; one statement."""
    return count_rows(select(Policy.id).where(PUBLIC, *is_within(filters, day)))


def count_by_state(filters: PolicyFilter, *, day: date, own: str) -> dict[PolicyState, int]:
    """How many there are in each state, for the office; one statement."""
    query = select(Policy.state, func.count()).where(*is_within(filters, day), *_seen(is_office=True, own=own))
    numbers = {state: int(number) for state, number in db.session.execute(query.group_by(Policy.state))}
    return {state: numbers.get(state, 0) for state in PolicyState}


def get_public(policy_id: int) -> Policy:
    """A published policy with its files and what it supersedes; two statements.

    Raises:
        NotFound: there is none.
    """
    return _get(policy_id, PUBLIC)


def get_policy(policy_id: int, *, own: str = "") -> Policy:
    """A policy in any state.

    Args:
        own: of that province alone.

    Raises:
        NotFound: there is none.
    """
    return _get(policy_id, Policy.province_code == own if own else true())


def _get(policy_id: int, *where: ColumnElement[bool]) -> Policy:
    query = select(Policy).where(Policy.id == policy_id, *where)
    query = query.options(joinedload(Policy.supersedes), selectinload(Policy.files))
    known = 0 < policy_id <= LARGEST
    policy = db.session.scalars(query.execution_options(populate_existing=True)).one_or_none() if known else None
    if policy is None:
        raise NotFound(str(Policy.not_found))
    return policy


def list_superseding(policy_id: int, *, is_office: bool = False) -> list[Policy]:
    """What supersedes it, the latest first."""
    query = select(Policy).where(Policy.supersedes_id == policy_id, *_seen(is_office=is_office, own=""))
    return list(db.session.scalars(query.order_by(Policy.issued_on.desc(), Policy.id.desc()).limit(SIZE)))


def find_superseded(policy_id: int) -> int | None:
    """The number of what that policy supersedes."""
    return db.session.scalar(select(Policy.supersedes_id).where(Policy.id == policy_id))


def list_choosable(province: str, *, day: date) -> list[Policy]:
    """Published ones that have not ended, those of the country first, then by province, the latest issued first; of
    that province and of the country alone where one is named. One statement."""
    query = select(Policy).where(PUBLIC, ~_ended(day))
    if province:
        query = query.where(or_(Policy.province_code.is_(None), Policy.province_code == province))
    order = (Policy.province_code.is_not(None), Policy.province_code, Policy.issued_on.desc(), Policy.id.desc())
    return list(db.session.scalars(query.order_by(*order).limit(_MOST_CHOICES)))


def list_named(numbers: Collection[int]) -> list[Policy]:
    """Those of these that are published, by number; one statement."""
    query = select(Policy).where(PUBLIC, Policy.id.in_(sorted(numbers)))
    return list(db.session.scalars(query.order_by(Policy.id)))


def list_supersedable(*, own: str) -> list[Policy]:
    """What a new policy may supersede, the latest first."""
    query = select(Policy).where(*_seen(is_office=True, own=own))
    return list(db.session.scalars(query.order_by(Policy.issued_on.desc(), Policy.id.desc()).limit(_MOST_CHOICES)))


def get_file(policy: Policy, key: str) -> PolicyFile:
    """That file of it, with its content.

    Raises:
        NotFound: there is none.
    """
    return uploads.get_file(PolicyFile, PolicyFile.policy_id == policy.id, PolicyFile.key == key)


def list_for_files(filters: PolicyFilter, *, day: date, limit: int, ids: Sequence[int] = ()) -> list[Policy]:
    """Published ones in the order of the list: what the filters leave, or of these numbers; one statement."""
    where = [Policy.id.in_(sorted(ids))] if ids else is_within(filters, day)
    query = select(Policy).where(PUBLIC, *where)
    return list(db.session.scalars(query.order_by(Policy.issued_on.desc(), Policy.id.desc()).limit(limit)))


def list_for_office(filters: PolicyFilter, *, day: date, own: str) -> list[Policy]:
    """In every state, in the order of the list; one statement."""
    query = select(Policy).where(*is_within(filters, day), *_seen(is_office=True, own=own))
    return list(db.session.scalars(query.order_by(Policy.issued_on.desc(), Policy.id.desc()).limit(MOST_IN_SHEET)))


def list_checked(province: str, *, day: date) -> list[Policy]:
    """Published ones of the country and of that province that hold or will: those whose applications end first, then
    those without an end, then those whose applications are over; at most six statements, each of which an index
    serves."""
    policies: list[Policy] = []
    for when in (Policy.window_to >= day, Policy.window_to.is_(None), Policy.window_to < day):
        of_step: list[Policy] = []
        for where in (Policy.province_code.is_(None), Policy.province_code == province):
            query = select(Policy).where(PUBLIC, where, when, ~_ended(day)).order_by(Policy.window_to, Policy.id)
            of_step += db.session.scalars(query.limit(MOST_CHECKED))
        policies += sorted(of_step, key=lambda policy: (policy.window_to or date.max, policy.id))
        if len(policies) >= MOST_CHECKED:
            break
    return policies[:MOST_CHECKED]


def list_latest(filters: PolicyFilter, *, day: date) -> list[Policy]:
    """Published ones, what was changed last first, as many as a feed holds; one statement."""
    query = select(Policy).where(PUBLIC, *is_within(filters, day))
    return list(db.session.scalars(query.order_by(Policy.updated_at.desc(), Policy.id.desc()).limit(MOST_IN_FEED)))


def list_with_dates(filters: PolicyFilter, *, first: date, changed: datetime, day: date) -> list[Policy]:
    """What has been published, withdrawn ones too: calendars were told of them. With a date from `first` on, or
    `changed` since then; one statement."""
    columns = (Policy.window_from, Policy.window_to, Policy.valid_until)
    dated = or_(*(column >= first for column in columns), Policy.updated_at >= changed)
    query = select(Policy).where(Policy.published_at.is_not(None), dated, *is_within(filters, day))
    return list(db.session.scalars(query.order_by(Policy.id).limit(_MOST_DATES)))


def list_faulty_dates() -> list[int]:
    """Numbers of published policies that do not say since when."""
    query = select(Policy.id).where(PUBLIC, Policy.published_at.is_(None))
    return list(db.session.scalars(query.order_by(Policy.id)))


def iterate_sectors() -> Iterator[tuple[int, list[str]]]:
    """(number, sectors) of each policy."""
    query = select(Policy.id, Policy.sector_codes).order_by(Policy.id).execution_options(yield_per=500)
    for number, codes in db.session.execute(query):
        yield number, list(codes)


def list_supersessions() -> list[tuple[int, int]]:
    """(number, number of what it supersedes)."""
    query = select(Policy.id, Policy.supersedes_id).where(Policy.supersedes_id.is_not(None)).order_by(Policy.id)
    return [(number, former) for number, former in db.session.execute(query) if former is not None]


ADDRESSES = select(Policy.id, Policy.id.label("policy_id")).where(PUBLIC)
"""Of the pages for search engines."""
