"""What is written about submissions: the link to confirm, that it is there, what was decided; and to reviewers."""

from __future__ import annotations

from datetime import datetime

from eventmgr.exchange.calls import queries
from eventmgr.exchange.calls.models import CaseCall, CaseReviewer, CaseSubmission
from eventmgr.ground.features import LetterKind
from eventmgr.ground.i18n import _l, format_date, localized
from eventmgr.tools.messages.composing import GREETING, LINK_OF_LETTER, absolute_url
from eventmgr.tools.messages.house_letters import Addressee, house_kind, write_of_house
from eventmgr.tools.messages.secrets import Secret
from eventmgr.tools.messages.texts.wording import Placeholder
from eventmgr.tools.web.tokens import RowLink

OWN_LINK = RowLink("case_submission", queries.find_submission, "link_version")
"""Of who has submitted."""
REVIEW_LINK = RowLink("case_review", queries.find_reviewer, "link_version")
"""Of a reviewer, to the submissions."""
_FOLDER = "exchange/calls"
_CALL = Placeholder("call", "征集", _l("title of the call for cases"), is_needed=True)
_CASE = Placeholder("case", "案例", _l("title of the submitted case"), is_needed=True)
_DAY = Placeholder("day", "截止日期", _l("last day for submissions"))
_OF_SUBMISSION = (GREETING, _CALL, _CASE, _DAY, LINK_OF_LETTER)
CONFIRM = house_kind(
    _FOLDER,
    "calls.confirm",
    _l("Submitted case to confirm"),
    _l("To who submits a case, with a link to confirm."),
    *_OF_SUBMISSION,
)
RECEIVED = house_kind(
    _FOLDER,
    "calls.received",
    _l("Case submitted by a province"),
    _l("To the contact of the organization, with the link to correct it."),
    *_OF_SUBMISSION,
)
SELECTED = house_kind(
    _FOLDER,
    "calls.selected",
    _l("Submitted case selected"),
    _l("To who submitted it, once the call is decided."),
    *_OF_SUBMISSION,
)
NOT_SELECTED = house_kind(
    _FOLDER,
    "calls.not_selected",
    _l("Submitted case not selected"),
    _l("To who submitted it, once the call is decided."),
    *_OF_SUBMISSION,
)
REVIEW = house_kind(
    _FOLDER,
    "calls.review",
    _l("Cases to review"),
    _l("To a reviewer of a call for cases, with the link to the submissions."),
    GREETING,
    _CALL,
    _DAY,
    LINK_OF_LETTER,
)
LETTERS = (CONFIRM, RECEIVED, SELECTED, NOT_SELECTED, REVIEW)
"""They are about no event: the house alone can change them."""


def write(kind: LetterKind, submission: CaseSubmission, *, at: datetime) -> None:
    """To who has submitted it, in their language."""
    secret = Secret(OWN_LINK.kind, OWN_LINK.numbers(submission), instead=absolute_url("calls.index"))
    to = Addressee(submission.contact_name, submission.email, submission.language)
    write_of_house(
        kind,
        to,
        submission,
        at=at,
        secrets=[secret],
        case=submission.title,
        link=absolute_url("calls.own", token=secret.mark),
        **_words_of(submission.call, to.language),
    )


def write_to_reviewer(reviewer: CaseReviewer, *, at: datetime) -> None:
    """The link to the submissions."""
    secret = Secret(REVIEW_LINK.kind, REVIEW_LINK.numbers(reviewer), instead=absolute_url("calls.index"))
    to = Addressee(reviewer.name, reviewer.email, reviewer.language)
    write_of_house(
        REVIEW,
        to,
        reviewer,
        at=at,
        secrets=[secret],
        link=absolute_url("calls.review", token=secret.mark),
        **_words_of(reviewer.call, to.language),
    )


def _words_of(call: CaseCall, lang: str) -> dict[str, str]:
    return {"call": localized(call.title, lang), "day": format_date(call.closes_on, lang, weekday=False)}
