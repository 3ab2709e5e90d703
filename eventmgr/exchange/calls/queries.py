"""Reading calls for cases, what is submitted to them, and the scores."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from eventmgr.event.events.models import Event, EventStatus
from eventmgr.exchange.calls.models import (
    CallStage,
    CallState,
    CaseCall,
    CaseReviewer,
    CaseScore,
    CaseSubmission,
    SubmissionState,
)
from eventmgr.exchange.calls.scoring import averaged
from eventmgr.exchange.cases.models import Case, CaseState
from eventmgr.ground.db import db
from eventmgr.ground.errors import NotFound
from eventmgr.ground.text import LARGEST
from eventmgr.identity.accounts.models import User
from eventmgr.tools.web.paging import Key, Page, get_page

SIZE = 30
"""Calls on one page of a list."""
MOST_IN_FEED = 50
_MOST_EVENTS = 300
_S = CaseSubmission
_PUBLIC = CaseCall.state != CallState.DRAFT
_CONFIRMED = _S.state != SubmissionState.UNCONFIRMED
UNDER_REVIEW = (SubmissionState.SUBMITTED, SubmissionState.SELECTED)
"""What reviewers score, and what the office decides on."""
ADDRESSES = select(CaseCall.id, CaseCall.slug.label("case_call_slug")).where(_PUBLIC)
"""Of the pages for search engines."""


def _at(stage: CallStage, day: date) -> ColumnElement[bool]:
    """As `stages.stage_of` has it."""
    if stage in (CallStage.DRAFT, CallStage.DECIDED):
        return CaseCall.state == CallState(stage.value)
    days = {
        CallStage.COMING: CaseCall.opens_on > day,
        CallStage.OPEN: and_(CaseCall.opens_on <= day, CaseCall.closes_on >= day),
        CallStage.CLOSED: CaseCall.closes_on < day,
    }
    return and_(CaseCall.state == CallState.PUBLISHED, days[stage])


def _with_event(*where: ColumnElement[bool]) -> Select[Any]:
    return select(CaseCall).options(joinedload(CaseCall.event)).where(*where)


def get_list_page(cursor: str | None) -> Page[CaseCall]:
    """One page of what everybody reads, the latest last day first; one statement."""
    keys = [Key(CaseCall.closes_on, falling=True), Key(CaseCall.id, falling=True)]
    return get_page(_with_event(_PUBLIC), keys, cursor, size=SIZE)


def get_office_page(stage: CallStage | None, cursor: str | None, *, day: date, is_office: bool) -> Page[CaseCall]:
    """One page of all of them for the office, of the published ones for a province; the latest last day first."""
    where = [] if is_office else [_PUBLIC]
    if stage is not None:
        where.append(_at(stage, day))
    keys = [Key(CaseCall.closes_on, falling=True), Key(CaseCall.id, falling=True)]
    return get_page(_with_event(*where), keys, cursor, size=SIZE)


def count_calls(stage: CallStage | None, *, day: date, is_office: bool) -> int:
    """How many those are on all pages."""
    where = [] if is_office else [_PUBLIC]
    if stage is not None:
        where.append(_at(stage, day))
    return db.session.scalar(select(func.count()).select_from(CaseCall).where(*where)) or 0


def get_public(slug: str) -> CaseCall:
    """A call that everybody may read, with its event.

    Raises:
        NotFound: there is none.
    """
    return _get(_PUBLIC, CaseCall.slug == slug)


def get_call(number: int, *, is_office: bool) -> CaseCall:
    """A call with its event and its reviewers; for a province a published one.

    Raises:
        NotFound: there is none.
    """
    if not 0 < number <= LARGEST:
        raise NotFound(str(CaseCall.not_found))
    return _get(CaseCall.id == number, *([] if is_office else [_PUBLIC]))


def _get(*where: ColumnElement[bool]) -> CaseCall:
    query = _with_event(*where).options(selectinload(CaseCall.reviewers))
    call: CaseCall | None = db.session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    if call is None:
        raise NotFound(str(CaseCall.not_found))
    return call


def get_locked(number: int) -> CaseCall:
    """The call as it stands; nobody else changes it, or submits to it, until the transaction ends.

    Raises:
        NotFound: it is gone.
    """
    query = select(CaseCall).where(CaseCall.id == number).with_for_update()
    call = db.session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    if call is None:
        raise NotFound(str(CaseCall.not_found))
    return call


def list_slugs(start: str) -> set[str]:
    """The slugs that begin with `start`."""
    return set(db.session.scalars(select(CaseCall.slug).where(CaseCall.slug.startswith(start, autoescape=True))))


def list_for_feed() -> list[CaseCall]:
    """What was published last, as many as a feed holds."""
    query = _with_event(_PUBLIC).order_by(CaseCall.published_at.desc(), CaseCall.id.desc())
    return list(db.session.scalars(query.limit(MOST_IN_FEED)))


def list_with_days(first: date) -> list[CaseCall]:
    """Published calls whose last day is not before `first`, by it: for the calendar."""
    query = _with_event(_PUBLIC, CaseCall.closes_on >= first).order_by(CaseCall.closes_on, CaseCall.id)
    return list(db.session.scalars(query.limit(MOST_IN_FEED)))


def list_open(*, day: date) -> list[CaseCall]:
    """What takes submissions on that day, what closes first before; as many as a page tells beside other things."""
    query = select(CaseCall).where(_at(CallStage.OPEN, day)).order_by(CaseCall.closes_on, CaseCall.id)
    return list(db.session.scalars(query.limit(3)))


def list_events() -> list[Event]:
    """Events whose call it may be, the latest first."""
    query = select(Event).where(Event.status != EventStatus.DRAFT).order_by(Event.starts_at.desc(), Event.id)
    return list(db.session.scalars(query.limit(_MOST_EVENTS)))


def _submissions(*where: ColumnElement[bool]) -> Select[Any]:
    options = (joinedload(_S.call), joinedload(_S.case), joinedload(_S.entered_by))
    return select(_S).options(*options).where(*where)


def find_submission(number: int) -> CaseSubmission | None:
    """The submission of that number, with its call and the case it became."""
    if not 0 < number <= LARGEST:
        return None
    found: CaseSubmission | None = db.session.scalars(_submissions(_S.id == number)).one_or_none()
    return found


def get_submission(call: CaseCall, number: int, *, own: str = "", is_scored: bool = False) -> CaseSubmission:
    """A confirmed submission to that call.

    Args:
        own: of that province alone. is_scored: one that is under review alone.

    Raises:
        NotFound: there is none.
    """
    where = [_S.id == number, _S.call_id == call.id, _CONFIRMED]
    if own:
        where.append(_S.province_code == own)
    if is_scored:
        where.append(_S.state.in_(UNDER_REVIEW))
    submission: CaseSubmission | None = None
    if 0 < number <= LARGEST:
        submission = db.session.scalars(_submissions(*where)).one_or_none()
    if submission is None:
        raise NotFound(str(_S.not_found))
    return submission


def get_submissions_page(
    call: CaseCall, state: SubmissionState | None, cursor: str | None, *, own: str
) -> Page[CaseSubmission]:
    """One page of what is confirmed, the best scored first; of a province its own alone."""
    keys = [Key(_S.average, falling=True), Key(_S.id)]
    return get_page(_submissions(*_of_office(call, state, own)), keys, cursor)


def count_submissions(call: CaseCall, state: SubmissionState | None, *, own: str) -> int:
    """How many those are on all pages."""
    query = select(func.count()).select_from(_S).where(*_of_office(call, state, own))
    return db.session.scalar(query) or 0


def _of_office(call: CaseCall, state: SubmissionState | None, own: str) -> list[ColumnElement[bool]]:
    where = [_S.call_id == call.id, _CONFIRMED]
    if own:
        where.append(_S.province_code == own)
    if state is not None:
        where.append(_S.state == state)
    return where


def list_submissions(call: CaseCall) -> list[CaseSubmission]:
    """What is under review, by number."""
    query = _submissions(_S.call_id == call.id, _S.state.in_(UNDER_REVIEW)).order_by(_S.number)
    return list(db.session.scalars(query))


def is_submitted(call: CaseCall, organization_key: str, title: str) -> bool:
    """Whether that organization has submitted a case of that title to it."""
    same = (_S.call_id == call.id, _S.organization_key == organization_key, _S.title == title)
    gone = (SubmissionState.UNCONFIRMED, SubmissionState.WITHDRAWN)
    return db.session.scalar(select(_S.id).where(*same, _S.state.not_in(gone)).limit(1)) is not None


def list_selected(call: CaseCall) -> list[Case]:
    """Published cases that came of the call, by the number of their submission."""
    query = select(Case).join(_S, _S.case_id == Case.id).where(_S.call_id == call.id)
    query = query.where(Case.state == CaseState.PUBLISHED).order_by(_S.number)
    return list(db.session.scalars(query.options(joinedload(Case.organization), selectinload(Case.metrics))))


def list_selected_of_event(event_id: int) -> list[Case]:
    """The same of all calls of an event that are decided."""
    query = select(Case).join(_S, _S.case_id == Case.id).join(CaseCall, CaseCall.id == _S.call_id)
    query = query.where(
        CaseCall.event_id == event_id, CaseCall.state == CallState.DECIDED, Case.state == CaseState.PUBLISHED
    ).order_by(CaseCall.id, _S.number)
    return list(db.session.scalars(query.options(joinedload(Case.organization), selectinload(Case.metrics))))


def find_reviewer(number: int) -> CaseReviewer | None:
    """The reviewer of that number, with the call."""
    query = select(CaseReviewer).options(joinedload(CaseReviewer.call)).where(CaseReviewer.id == number)
    return db.session.scalars(query).one_or_none() if 0 < number <= LARGEST else None


def get_reviewer(call: CaseCall, number: int) -> CaseReviewer:
    """That reviewer of the call.

    Raises:
        NotFound: there is none.
    """
    found = next((one for one in call.reviewers if one.id == number), None)
    if found is None:
        raise NotFound(str(CaseReviewer.not_found))
    return found


def is_reviewer(call: CaseCall, email: str) -> bool:
    """Whether somebody of that address reviews for it already."""
    query = select(CaseReviewer.id).where(CaseReviewer.call_id == call.id, CaseReviewer.email == email)
    return db.session.scalar(query.limit(1)) is not None


def is_busy(reviewer: CaseReviewer) -> bool:
    """Whether that reviewer has said anything of a submission."""
    return db.session.scalar(select(CaseScore.id).where(CaseScore.reviewer_id == reviewer.id).limit(1)) is not None


def list_scores(submission: CaseSubmission) -> list[CaseScore]:
    """What reviewers have said of it, with them, in turn."""
    query = select(CaseScore).options(joinedload(CaseScore.reviewer)).where(CaseScore.submission_id == submission.id)
    return list(db.session.scalars(query.order_by(CaseScore.id)))


def find_score(reviewer: CaseReviewer, submission: CaseSubmission) -> CaseScore | None:
    """What that reviewer has said of it."""
    query = select(CaseScore).where(CaseScore.reviewer_id == reviewer.id, CaseScore.submission_id == submission.id)
    return db.session.scalars(query).one_or_none()


def list_scores_by(reviewer: CaseReviewer) -> dict[int, CaseScore]:
    """Number of a submission → what that reviewer has said of it."""
    query = select(CaseScore).where(CaseScore.reviewer_id == reviewer.id)
    return {score.submission_id: score for score in db.session.scalars(query)}


def count_scored(call: CaseCall) -> dict[int, int]:
    """Number of a reviewer of the call → of how many submissions they have said something."""
    query = select(CaseScore.reviewer_id, func.count()).join(_S, _S.id == CaseScore.submission_id)
    query = query.where(_S.call_id == call.id, _S.state.in_(UNDER_REVIEW)).group_by(CaseScore.reviewer_id)
    return {reviewer: int(number) for reviewer, number in db.session.execute(query)}


def count_awaited(*, day: date, call: CaseCall | None = None) -> int:
    """How many scores are awaited, in calls that are closed and not decided: of each reviewer and submission that go
    together (`interests.is_barred`), where nothing was said."""
    query = select(func.count()).select_from(CaseReviewer).join(_S, _S.call_id == CaseReviewer.call_id)
    query = query.join(CaseCall, CaseCall.id == _S.call_id).outerjoin(User, User.id == _S.entered_by_id)
    said = and_(CaseScore.submission_id == _S.id, CaseScore.reviewer_id == CaseReviewer.id)
    query = query.outerjoin(CaseScore, said).where(
        _at(CallStage.CLOSED, day),
        _S.state.in_(UNDER_REVIEW),
        CaseScore.id.is_(None),
        CaseReviewer.email != _S.email,
        CaseReviewer.organization_key != _S.organization_key,
        CaseReviewer.email != func.coalesce(User.email, ""),
    )
    if call is not None:
        query = query.where(CaseCall.id == call.id)
    return db.session.scalar(query) or 0


def list_misjudged() -> list[int]:
    """Numbers of submissions whose average or number of scores is not that of their scores."""
    query = select(_S.id, _S.average, _S.scored, CaseScore).outerjoin(CaseScore, CaseScore.submission_id == _S.id)
    rows: dict[int, tuple[int, int, list[CaseScore]]] = {}
    for number, average, scored, score in db.session.execute(query.order_by(_S.id, CaseScore.id)):
        rows.setdefault(number, (average, scored, []))
        if score is not None:
            rows[number][2].append(score)
    return [number for number, (average, scored, scores) in rows.items() if (average, scored) != averaged(scores)]


def _is_old(unconfirmed: datetime, settled: datetime, given_up: date) -> ColumnElement[bool]:
    never = and_(_S.state == SubmissionState.UNCONFIRMED, _S.created_at < unconfirmed)
    over = or_(
        and_(_S.state == SubmissionState.WITHDRAWN, _S.updated_at < settled),
        _S.call_id.in_(select(CaseCall.id).where(_is_over(settled, given_up))),
    )
    return or_(never, and_(over, _S.email != ""))


def _is_over(settled: datetime, given_up: date) -> ColumnElement[bool]:
    return or_(CaseCall.decided_at < settled, CaseCall.closes_on < given_up)


def count_old(unconfirmed: datetime, settled: datetime, given_up: date) -> tuple[int, datetime | None]:
    """How many submissions hold personal data longer than they should, and when the first of them was made.

    Args:
        unconfirmed, settled: made, decided or withdrawn before. given_up: of calls that nobody has decided, the last
        day before.
    """
    query = select(func.count(), func.min(_S.created_at)).where(_is_old(unconfirmed, settled, given_up))
    number, first = db.session.execute(query).one()
    return int(number), first


def list_old(unconfirmed: datetime, settled: datetime, given_up: date, limit: int) -> Sequence[CaseSubmission]:
    """Those, by number, locked; what another is at is left out."""
    query = select(_S).where(_is_old(unconfirmed, settled, given_up)).order_by(_S.id).limit(limit)
    return db.session.scalars(query.with_for_update(skip_locked=True)).all()


def _reviews_old(settled: datetime, given_up: date) -> tuple[ColumnElement[bool], ...]:
    of_old = CaseReviewer.call_id.in_(select(CaseCall.id).where(_is_over(settled, given_up)))
    return of_old, CaseReviewer.name != ""


def count_old_reviewers(settled: datetime, given_up: date) -> tuple[int, datetime | None]:
    """How many reviewers are known longer than they should be, and when the first of them was named."""
    query = select(func.count(), func.min(CaseReviewer.created_at)).where(*_reviews_old(settled, given_up))
    number, first = db.session.execute(query).one()
    return int(number), first


def list_old_reviewers(settled: datetime, given_up: date, limit: int) -> Sequence[CaseReviewer]:
    """Reviewers whose details are due for deletion, in the order of their numbers, locked."""
    query = select(CaseReviewer).where(*_reviews_old(settled, given_up)).order_by(CaseReviewer.id).limit(limit)
    return db.session.scalars(query.with_for_update(skip_locked=True)).all()
