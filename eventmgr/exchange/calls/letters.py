"""What is written about submissions: the link to confirm, that it is there, what was decided; and to reviewers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from eventmgr.exchange.calls import queries
from eventmgr.exchange.calls.models import CaseReviewer, CaseSubmission
from eventmgr.ground.features import LetterKind
from eventmgr.ground.i18n import _l, format_date, localized
from eventmgr.tools.messages.composing import GREETING, LINK_OF_LETTER, absolute_url, compose
from eventmgr.tools.messages.secrets import Secret
from eventmgr.tools.messages.services import enqueue_if_reachable, forget_about
from eventmgr.tools.messages.texts.services import wording_of_house
from eventmgr.tools.messages.texts.wording import Placeholder
from eventmgr.tools.web import tokens

CONFIRM, RECEIVED = "calls.confirm", "calls.received"
SELECTED, NOT_SELECTED, REVIEW = "calls.selected", "calls.not_selected", "calls.review"
OWN_LINK, REVIEW_LINK = "case_submission", "case_review"
"""Kinds of signed links: of who has submitted, of a reviewer."""
_CALL = Placeholder("call", "征集", _l("title of the call for cases"), is_needed=True)
_CASE = Placeholder("case", "案例", _l("title of the submitted case"), is_needed=True)
_DAY = Placeholder("day", "截止日期", _l("last day for submissions"))
_OF_SUBMISSION = (GREETING, _CALL, _CASE, _DAY, LINK_OF_LETTER)
_PLACEHOLDERS: dict[str, tuple[Placeholder, ...]] = {
    CONFIRM: _OF_SUBMISSION,
    RECEIVED: _OF_SUBMISSION,
    SELECTED: _OF_SUBMISSION,
    NOT_SELECTED: _OF_SUBMISSION,
    REVIEW: (GREETING, _CALL, _DAY, LINK_OF_LETTER),
}


def own_token(submission: CaseSubmission) -> str:
    """What opens it to who has submitted it."""
    return tokens.sign(OWN_LINK, submission.id, submission.link_version)


def review_token(reviewer: CaseReviewer) -> str:
    """What opens the submissions to a reviewer."""
    return tokens.sign(REVIEW_LINK, reviewer.id, reviewer.link_version)


def resolve(number: int, version: int) -> str | None:
    """The token of an e-mail about a submission that is about to leave; None once it would open nothing."""
    submission = queries.find_submission(number)
    return own_token(submission) if submission is not None and submission.link_version == version else None


def resolve_review(number: int, version: int) -> str | None:
    """The same of one to a reviewer."""
    reviewer = queries.find_reviewer(number)
    return review_token(reviewer) if reviewer is not None and reviewer.link_version == version else None


def write(kind: str, submission: CaseSubmission, *, at: datetime) -> None:
    """To who has submitted it, in their language."""
    secret = Secret(OWN_LINK, (submission.id, submission.link_version), instead=absolute_url("calls.index"))
    lang, call = submission.language, submission.call
    if submission.email:
        enqueue_if_reachable(
            lambda: compose(
                _template(kind), language=lang, to_name=submission.contact_name, to_address=submission.email, kind=kind,
                about=_about(submission.id), secrets=[secret], wording=wording_of_house(kind, lang),
                placeholders=_PLACEHOLDERS[kind], call=localized(call.title, lang), case=submission.title,
                day=format_date(call.closes_on, lang, weekday=False), link=absolute_url("calls.own", token=secret.mark),
            ),
            at=at,
        )  # fmt: skip


def write_to_reviewer(reviewer: CaseReviewer, *, at: datetime) -> None:
    """The link to the submissions."""
    secret = Secret(REVIEW_LINK, (reviewer.id, reviewer.link_version), instead=absolute_url("calls.index"))
    lang, call = reviewer.language, reviewer.call
    enqueue_if_reachable(
        lambda: compose(
            _template(REVIEW), language=lang, to_name=reviewer.name, to_address=reviewer.email, kind=REVIEW,
            about=_about_reviewer(reviewer.id), secrets=[secret], wording=wording_of_house(REVIEW, lang),
            placeholders=_PLACEHOLDERS[REVIEW], call=localized(call.title, lang),
            day=format_date(call.closes_on, lang, weekday=False), link=absolute_url("calls.review", token=secret.mark),
        ),
        at=at,
    )  # fmt: skip


def _about(number: int) -> str:
    return f"{CaseSubmission.__tablename__}:{number}"


def _about_reviewer(number: int) -> str:
    return f"{CaseReviewer.__tablename__}:{number}"


def forget(number: int) -> None:
    """What was written about a submission is forgotten."""
    forget_about([_about(number)])


def forget_reviewer(number: int) -> None:
    """What was written to a reviewer is forgotten."""
    forget_about([_about_reviewer(number)])


def _template(kind: str) -> str:
    return f"exchange/calls/mail/{kind.partition('.')[2]}.txt"


def _kind(kind: str, label: Any, purpose: Any) -> LetterKind:
    return LetterKind(kind, label, purpose, None, _template(kind), _PLACEHOLDERS[kind])


LETTERS = (
    _kind(CONFIRM, _l("Submitted case to confirm"), _l("To who submits a case, with a link to confirm.")),
    _kind(
        RECEIVED,
        _l("Case submitted by a province"),
        _l("To the contact of the organization, with the link to correct it."),
    ),
    _kind(SELECTED, _l("Submitted case selected"), _l("To who submitted it, once the call is decided.")),
    _kind(NOT_SELECTED, _l("Submitted case not selected"), _l("To who submitted it, once the call is decided.")),
    _kind(REVIEW, _l("Cases to review"), _l("To a reviewer of a call for cases, with the link to the submissions.")),
)
"""They are about no event: the house alone can change them."""
