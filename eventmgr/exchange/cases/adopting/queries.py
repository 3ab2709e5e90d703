"""Reading adoptions, and the pairs of provinces of which one learns from the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from eventmgr.exchange.cases.models import AdoptionState, Case, CaseAdoption, CaseMark
from eventmgr.exchange.cases.queries import PUBLIC
from eventmgr.ground.db import db
from eventmgr.ground.errors import NotFound
from eventmgr.ground.text import LARGEST
from eventmgr.identity.directory.models import Organization
from eventmgr.tools.web.paging import Key, Page, get_page

SIZE = 20
"""Adoptions on one page of a list."""
MOST_SHOWN = 20
"""So many stand on the page of a case and of an organization; all stand on the page of who learned from whom."""
_MOST_OWN = 200
_A = CaseAdoption


def _shown() -> list[ColumnElement[bool]]:
    """What everybody reads: published, of a published case of another organization, the later where two organizations
    became one."""
    later = aliased(CaseAdoption)
    same = (later.case_id == _A.case_id, later.organization_id == _A.organization_id, later.id > _A.id)
    is_later = select(later.id).where(*same, later.state == AdoptionState.PUBLISHED).exists()
    return [PUBLIC, _A.state == AdoptionState.PUBLISHED, _A.organization_id != Case.organization_id, ~is_later]


def _public(*where: ColumnElement[bool]) -> Select[Any]:
    query = select(_A).join(_A.case).join(Case.organization).options(contains_eager(_A.case, Case.organization))
    return query.options(joinedload(_A.organization)).where(*_shown(), *where)


def _between(source: str, learner: str) -> list[ColumnElement[bool]]:
    pairs = ((Case.province_code, source), (_A.province_code, learner))
    return [column == code for column, code in pairs if code]


def get_public_page(source: str, learner: str, cursor: str | None = None) -> Page[CaseAdoption]:
    """One page of what everybody reads, with cases and organizations, what was published last first; one statement.

    Args:
        source: province of the case; learner: of who adopted it; empty: of any.
    """
    keys = [Key(_A.decided_at, falling=True), Key(_A.id, falling=True)]
    return get_page(_public(*_between(source, learner)), keys, cursor, size=SIZE)


def count_public(source: str, learner: str) -> int:
    """How many those are on all pages."""
    query = select(func.count()).select_from(_A).join(_A.case).where(*_shown(), *_between(source, learner))
    return db.session.scalar(query) or 0


def list_of_case(case: Case) -> list[CaseAdoption]:
    """The first of those of a case, the latest published first."""
    return _list_latest(_A.case_id == case.id)


def list_of_organization(organization_id: int) -> list[CaseAdoption]:
    """The first of those of an organization, the latest published first."""
    return _list_latest(_A.organization_id == organization_id)


def _list_latest(*where: ColumnElement[bool]) -> list[CaseAdoption]:
    query = _public(*where).order_by(_A.decided_at.desc(), _A.id.desc()).limit(MOST_SHOWN)
    return list(db.session.scalars(query))


def count_of_case(case: Case) -> int:
    """How many organizations have adopted it, as everybody reads."""
    query = select(func.count()).select_from(_A).join(_A.case).where(*_shown(), _A.case_id == case.id)
    return db.session.scalar(query) or 0


def is_learned_from() -> bool:
    """Whether anybody has adopted a case or wants to learn from one, so that there is something to see."""
    wanted = select(CaseMark.id).join(Case, Case.id == CaseMark.case_id).where(PUBLIC).limit(1)
    adopted = select(_A.id).join(_A.case).where(*_shown()).limit(1)
    return any(db.session.scalar(query) is not None for query in (adopted, wanted))


def count_adopted_pairs() -> dict[tuple[str, str], int]:
    """(province of the case, province where it was adopted) → how many adoptions everybody reads."""
    query = select(Case.province_code, _A.province_code, func.count()).select_from(_A).join(_A.case).where(*_shown())
    rows = db.session.execute(query.group_by(Case.province_code, _A.province_code))
    return {(source, learner): number for source, learner, number in rows}


def count_wanted_pairs() -> dict[tuple[str, str], int]:
    """(province of the case, province of the organization) → how often one wants to learn from the other; organizations
    whose province is not known are left out."""
    learner = Organization.province_code
    marks = select(
        CaseMark.case_id, CaseMark.organization_id, Case.province_code.label("source"), learner.label("learner")
    )
    marks = marks.join(Case, Case.id == CaseMark.case_id).join(CaseMark.organization)
    known = (learner.is_not(None), learner != "", CaseMark.organization_id != Case.organization_id)
    each = marks.where(PUBLIC, *known).distinct().subquery()
    rows = db.session.execute(
        select(each.c.source, each.c.learner, func.count()).group_by(each.c.source, each.c.learner)
    )
    return {(source, learner): number for source, learner, number in rows}


def list_own(organization_id: int) -> list[CaseAdoption]:
    """What an organization has reported, in any state, with the cases, the latest first."""
    query = select(_A).options(joinedload(_A.case)).where(_A.organization_id == organization_id)
    return list(db.session.scalars(query.order_by(_A.id.desc()).limit(_MOST_OWN)))


def find_own(case_id: int, organization_id: int) -> CaseAdoption | None:
    """What that organization has reported of that case, as it stands."""
    query = (
        select(_A).where(_A.case_id == case_id, _A.organization_id == organization_id).order_by(_A.id.desc()).limit(1)
    )
    found: CaseAdoption | None = db.session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    return found


def get_case_for(slug: str, organization_id: int) -> Case:
    """A case that everybody reads, or of which the organization has reported something.

    Raises:
        NotFound: there is none.
    """
    own = select(_A.case_id).where(_A.organization_id == organization_id)
    query = select(Case).options(joinedload(Case.organization)).where(Case.slug == slug, or_(PUBLIC, Case.id.in_(own)))
    case: Case | None = db.session.scalars(query).one_or_none()
    if case is None:
        raise NotFound(str(Case.not_found))
    return case


def get_adoption(number: int, *, own: str) -> CaseAdoption:
    """The adoption of that number with case and organization, as it stands.

    Args:
        own: of the cases of that province alone.

    Raises:
        NotFound: there is none.
    """
    query = select(_A).join(_A.case).options(contains_eager(_A.case), joinedload(_A.organization))
    query = query.where(_A.id == number, *_reviewed_by(own)).execution_options(populate_existing=True)
    adoption: CaseAdoption | None = db.session.scalars(query).one_or_none() if 0 < number <= LARGEST else None
    if adoption is None:
        raise NotFound(str(_A.not_found))
    return adoption


def get_office_page(own: str, state: AdoptionState | None, cursor: str | None) -> Page[CaseAdoption]:
    """One page of what was reported of the cases of that province (empty: of all), the latest first; one statement."""
    query = (
        select(_A).join(_A.case).options(contains_eager(_A.case), joinedload(_A.organization)).where(*_reviewed_by(own))
    )
    if state is not None:
        query = query.where(_A.state == state)
    return get_page(query, [Key(_A.id, falling=True)], cursor)


def list_reports(case: Case) -> list[CaseAdoption]:
    """What was reported of a case, in any state, the latest first."""
    query = select(_A).options(joinedload(_A.organization)).where(_A.case_id == case.id)
    return list(db.session.scalars(query.order_by(_A.id.desc()).limit(_MOST_OWN)))


def count_waiting(own: str) -> int:
    """How many await a review by whoever keeps the cases of that province; empty: of all."""
    query = (
        select(func.count()).select_from(_A).join(_A.case).where(_A.state == AdoptionState.REPORTED, *_reviewed_by(own))
    )
    return db.session.scalar(query) or 0


def _reviewed_by(own: str) -> list[ColumnElement[bool]]:
    return [Case.province_code == own] if own else []


def list_faulty() -> Iterator[tuple[int, str]]:
    """(number, what is wrong) of adoptions that contradict themselves."""
    decided, waits = _A.state != AdoptionState.REPORTED, _A.state == AdoptionState.REPORTED
    wrong = or_(decided & _A.decided_at.is_(None), waits & _A.decided_at.is_not(None))
    for number in db.session.scalars(select(_A.id).where(wrong).order_by(_A.id)):
        yield number, "decided without a date, or a date without a decision"
    own = select(_A.id).join(_A.case).where(_A.organization_id == Case.organization_id).order_by(_A.id)
    for number in db.session.scalars(own):
        yield number, "an organization has adopted its own case"
