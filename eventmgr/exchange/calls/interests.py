"""Who may not review a submission: whoever has submitted it, and their organization. Pure."""

from __future__ import annotations

from eventmgr.exchange.calls.models import CaseReviewer, CaseSubmission
from eventmgr.ground.text import folded
from eventmgr.identity.directory import likeness

_LONGEST = 200


def key_of(organization: str) -> str:
    """What two names of one organization have in common, so that 有限公司 and 股份有限公司 are no way around the rule."""
    return (likeness.organization_key(organization) or folded(organization))[:_LONGEST]


def is_barred(reviewer: CaseReviewer, submission: CaseSubmission) -> bool:
    """Whether that reviewer has submitted it, in person or for its province, or is of the organization whose case it
    is."""
    senders = {submission.email, submission.entered_by.email if submission.entered_by else ""} - {""}
    return reviewer.email in senders or reviewer.organization_key == submission.organization_key
