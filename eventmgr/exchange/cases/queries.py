"""Reading cases, their metrics and their files."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, func, or_, select, true
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from eventmgr.event.agenda.models import AgendaItem, ItemKind
from eventmgr.event.events.models import Event, EventStatus
from eventmgr.exchange.cases.filtering import CaseFilter
from eventmgr.exchange.cases.models import Case, CaseFile, CaseMark, CaseMetric, CaseState
from eventmgr.ground.db import db
from eventmgr.ground.errors import NotFound
from eventmgr.ground.text import LARGEST, folded
from eventmgr.identity.directory.models import Organization
from eventmgr.matchmaking.listings.board.queries import is_coded
from eventmgr.tools.metrics.models import MetricUnit
from eventmgr.tools.taxonomy import get_theme, topic_ids_within
from eventmgr.tools.uploads import queries as uploads
from eventmgr.tools.web.paging import Key, Page, count_rows, get_page

SIZE = 30
"""Cases on one page of the list."""
MOST_IN_FEED = 50
MOST_IN_BOOK = 200
MOST_NEAR = 2000
"""So many of the newest a case is compared with before it is published."""
_MOST_SESSIONS = 300
PUBLIC = Case.state == CaseState.PUBLISHED


class NamedSession(NamedTuple):
    """A session of a public event, as a case names it."""

    item_id: int
    item: dict[str, str]
    slug: str
    event: dict[str, str]


def _reports(filters: CaseFilter) -> ColumnElement[bool]:
    """As `filters.metric` and `least` have it. The cases are looked up once in the index of metrics: asked case by
    case, SQLite walks through that index for each."""
    where = [CaseMetric.kind == filters.metric]
    if filters.least is not None and filters.metric is not None:
        where += [
            CaseMetric.unit == MetricUnit.PERCENT,
            CaseMetric.direction == filters.metric.better,
            CaseMetric.amount >= filters.least * 100,
        ]
    return Case.id.in_(select(CaseMetric.case_id).where(*where))


def _narrowed(filters: CaseFilter) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = []
    if filters.province:
        where.append(Case.province_code == filters.province)
    if filters.sector:
        where.append(is_coded(Case.sector_codes, [filters.sector]))
    if filters.theme:
        where.append(is_coded(Case.sector_codes, get_theme(filters.theme).codes))
    if filters.topic:
        where.append(is_coded(Case.topic_ids, topic_ids_within(filters.topic)))
    if filters.track is not None:
        where.append(Case.track == filters.track)
    if filters.size is not None:
        of_size = select(Organization.id).where(Organization.size_class == filters.size)
        where.append(Case.organization_id.in_(of_size))
    if filters.metric is not None:
        where.append(_reports(filters))
    if filters.demonstration:
        where.append(Case.is_demonstration.is_(True))
    if filters.state is not None:
        where.append(Case.state == filters.state)
    if filters.q:
        where.append(Case.search_text.contains(folded(filters.q), autoescape=True))
    return where


def _seen(*, is_office: bool, own: str) -> Iterator[ColumnElement[bool]]:
    if not is_office:
        yield PUBLIC
    if own:
        yield Case.province_code == own


def _with_organizations(*where: ColumnElement[bool]) -> Select[Any]:
    query = select(Case).join(Case.organization).options(contains_eager(Case.organization))
    return query.options(selectinload(Case.metrics)).where(*where)


def get_list_page(filters: CaseFilter, cursor: str | None = None) -> Page[Case]:
    """One page of the published ones, the latest published first, with organizations and metrics; two statements."""
    query = _with_organizations(PUBLIC, *_narrowed(filters))
    keys = [Key(Case.published_at, falling=True), Key(Case.id, falling=True)]
    return get_page(query, keys, cursor, size=SIZE)


def get_office_page(filters: CaseFilter, cursor: str | None = None, *, own: str) -> Page[Case]:
    """One page in every state, the latest entered first; two statements.

    Args:
        own: of that province alone.
    """
    query = _with_organizations(*_narrowed(filters), *_seen(is_office=True, own=own))
    return get_page(query, [Key(Case.id, falling=True)], cursor, size=SIZE)


def count_listed(filters: CaseFilter, *, is_office: bool = False, own: str = "") -> int:
    """How many the filters leave, `MOST_COUNTED` + 1 where there are more; one statement."""
    return count_rows(select(Case.id).where(*_narrowed(filters), *_seen(is_office=is_office, own=own)))


def get_public(slug: str) -> Case:
    """A published case with all of it; three statements.

    Raises:
        NotFound: there is none.
    """
    return _get(Case.slug == slug, PUBLIC)


def get_case(case_id: int, *, own: str = "") -> Case:
    """A case in any state.

    Args:
        own: of that province alone.

    Raises:
        NotFound: there is none.
    """
    if not 0 < case_id <= LARGEST:
        raise NotFound(str(Case.not_found))
    return _get(Case.id == case_id, Case.province_code == own if own else true())


def _get(*where: ColumnElement[bool]) -> Case:
    query = _with_organizations(*where).options(selectinload(Case.files))
    case: Case | None = db.session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    if case is None:
        raise NotFound(str(Case.not_found))
    return case


def list_compared(slugs: Sequence[str]) -> list[Case]:
    """The published ones of these addresses, in their order."""
    query = _with_organizations(PUBLIC, Case.slug.in_(slugs))
    rows = {case.slug: case for case in db.session.scalars(query)}
    return [rows[slug] for slug in slugs if slug in rows]


def get_file(case: Case, key: str) -> CaseFile:
    """That file of it, with its content.

    Raises:
        NotFound: there is none.
    """
    return uploads.get_file(CaseFile, CaseFile.case_id == case.id, CaseFile.key == key)


def list_slugs(start: str) -> set[str]:
    """The slugs that begin with `start`."""
    return set(db.session.scalars(select(Case.slug).where(Case.slug.startswith(start, autoescape=True))))


def list_latest(filters: CaseFilter, *, limit: int = MOST_IN_FEED) -> list[Case]:
    """Published ones, what was published last first, as many as a feed holds or `limit` says; two statements."""
    query = _with_organizations(PUBLIC, *_narrowed(filters))
    return list(db.session.scalars(query.order_by(Case.published_at.desc(), Case.id.desc()).limit(limit)))


def list_others(case: Case, *, with_drafts: bool) -> list[Case]:
    """What a case is compared with: the newest of other organizations that are published, or in any state."""
    where = [Case.id != case.id, Case.organization_id != case.organization_id]
    where.append(Case.state != CaseState.WITHDRAWN if with_drafts else PUBLIC)
    query = select(Case).options(joinedload(Case.organization)).where(*where)
    return list(db.session.scalars(query.order_by(Case.id.desc()).limit(MOST_NEAR)))


def _sessions(*where: ColumnElement[bool]) -> Any:
    query = select(AgendaItem.id, AgendaItem.title, Event.slug, Event.title)
    query = query.join(Event, Event.id == AgendaItem.event_id).where(Event.status != EventStatus.DRAFT, *where)
    return query.order_by(Event.starts_at.desc(), AgendaItem.starts_at, AgendaItem.id).limit(_MOST_SESSIONS)


def list_sessions(*, is_stop: bool) -> list[NamedSession]:
    """Sessions of public events in which a case may have been told, or stops at which one may be visited; the latest
    event first."""
    kinds = (ItemKind.VISIT,) if is_stop else (ItemKind.TALK, ItemKind.PANEL, ItemKind.GROUP)
    return [NamedSession(*row) for row in db.session.execute(_sessions(AgendaItem.kind.in_(kinds)))]


def list_named_sessions(case: Case) -> dict[int, NamedSession]:
    """The session and the stop that a case names, as far as everybody may read of them."""
    numbers = [number for number in (case.session_id, case.stop_id) if number is not None]
    if not numbers:
        return {}
    rows = db.session.execute(_sessions(AgendaItem.id.in_(numbers)))
    return {row[0]: NamedSession(*row) for row in rows}


def count_wants(case: Case) -> int:
    """How many organizations want to learn from it."""
    query = select(func.count(CaseMark.organization_id.distinct())).where(CaseMark.case_id == case.id)
    return int(db.session.scalar(query) or 0)


def list_wanting(case: Case) -> list[Organization]:
    """Which they are, the first first: for those who keep the case."""
    first = select(func.min(CaseMark.id)).where(CaseMark.case_id == case.id).group_by(CaseMark.organization_id)
    query = select(Organization).join(CaseMark, CaseMark.organization_id == Organization.id)
    return list(db.session.scalars(query.where(CaseMark.id.in_(first)).order_by(CaseMark.id)))


def list_wanted(organization_id: int, registration_id: int | None = None) -> set[int]:
    """Numbers of the cases from which an organization wants to learn, or that the person of that registration has
    marked."""
    whose = CaseMark.organization_id == organization_id
    if registration_id is not None:
        whose = CaseMark.registration_id == registration_id
    return set(db.session.scalars(select(CaseMark.case_id).where(whose)))


def list_marks_of(registration_id: int) -> list[tuple[dict[str, str], datetime]]:
    """(title, when) of the cases that the person of a registration has marked, the first first."""
    query = select(Case.title, CaseMark.created_at).join(Case, Case.id == CaseMark.case_id)
    rows = db.session.execute(query.where(CaseMark.registration_id == registration_id).order_by(CaseMark.id))
    return [(title, at) for title, at in rows]


def is_marked_by(registration_ids: Collection[int]) -> bool:
    """Whether the person of one of these registrations has marked a case."""
    query = select(CaseMark.id).where(CaseMark.registration_id.in_(registration_ids)).limit(1)
    return db.session.scalar(query) is not None


def is_any_public() -> bool:
    """Whether a case is published."""
    return db.session.scalar(select(Case.id).where(PUBLIC).limit(1)) is not None


def list_faulty() -> list[int]:
    """Numbers of published cases that do not say since when, or without the consent of their organization."""
    lacks = or_(Case.published_at.is_(None), Case.consent_on.is_(None), Case.consent_by == "")
    return list(db.session.scalars(select(Case.id).where(PUBLIC, lacks).order_by(Case.id)))


def iterate_codes() -> Iterator[tuple[int, list[str], list[str]]]:
    """(number, sectors, topics) of each case."""
    query = select(Case.id, Case.sector_codes, Case.topic_ids).order_by(Case.id).execution_options(yield_per=500)
    for number, sectors, topic_ids in db.session.execute(query):
        yield number, list(sectors), list(topic_ids)


ADDRESSES = select(Case.id, Case.slug.label("case_slug")).where(PUBLIC)
"""Of the pages for search engines."""
