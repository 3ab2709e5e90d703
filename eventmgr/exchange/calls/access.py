"""Who opens a submission or a review by a link, and what the office alone may do."""

from __future__ import annotations

from eventmgr.exchange.calls import letters, queries
from eventmgr.exchange.calls.models import CaseCall, CaseReviewer, CaseSubmission
from eventmgr.ground.errors import NotAllowed, WrongLink
from eventmgr.ground.i18n import _
from eventmgr.identity.accounts.access import editor_required
from eventmgr.tools.web import tokens


def submission_of(token: str) -> CaseSubmission:
    """The submission that this link opens.

    Raises:
        WrongLink: it is no true link, or opens nothing any more.
    """
    read = tokens.read(letters.OWN_LINK, token)
    found = queries.find_submission(read[0]) if read else None
    if found is None or read is None or found.link_version != read[1]:
        raise WrongLink(_("This link is invalid or no longer works. The submission may have been deleted."))
    return found


def reviewer_of(token: str) -> CaseReviewer:
    """The reviewer whose link this is.

    Raises:
        WrongLink: it is no true link, or they do not review any more.
    """
    read = tokens.read(letters.REVIEW_LINK, token)
    found = queries.find_reviewer(read[0]) if read else None
    if found is None or read is None or found.link_version != read[1]:
        raise WrongLink(_("This link is invalid, or the review is over."))
    return found


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
