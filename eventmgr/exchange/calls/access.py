"""Who opens a submission or a review by a link, and what the office alone may do."""

from __future__ import annotations

from eventmgr.exchange.calls import letters, queries
from eventmgr.exchange.calls.models import CaseCall, CaseReviewer, CaseSubmission
from eventmgr.ground.errors import NotAllowed
from eventmgr.ground.i18n import _
from eventmgr.identity.accounts.access import editor_required


def submission_of(token: str) -> CaseSubmission:
    """The submission that this link opens.

    Raises:
        WrongLink: it is no true link, or opens nothing any more.
    """
    words = _("This link is invalid or no longer works. The submission may have been deleted.")
    return letters.OWN_LINK.open(token, words)


def reviewer_of(token: str) -> CaseReviewer:
    """The reviewer whose link this is.

    Raises:
        WrongLink: it is no true link, or they do not review any more.
    """
    return letters.REVIEW_LINK.open(token, _("This link is invalid, or the review is over."))


def call_of_office(number: int) -> CaseCall:
    """The call, for an office's account.

    Raises:
        NotAllowed: it is a province's account, which submits and reads what it has submitted.
        NotFound: there is none.
    """
    office_required()
    return queries.get_call(number, is_office=True)


def office_required() -> None:
    """An office's account is signed in.

    Raises:
        NotAllowed: it is a province's.
    """
    if editor_required()[1]:
        raise NotAllowed(_("Calls for cases are kept by the office. Your account submits cases of your province."))
