"""Set-based writes of calls for cases."""

from __future__ import annotations

from sqlalchemy import delete

from eventmgr.exchange.calls.models import CaseCall, CaseReviewer, CaseSubmission
from eventmgr.ground.db import change_rows


def delete_call(call: CaseCall) -> None:
    """It goes with its reviewers: a draft, to which nobody has submitted anything."""
    change_rows(delete(CaseReviewer).where(CaseReviewer.call_id == call.id))
    change_rows(delete(CaseCall).where(CaseCall.id == call.id))


def delete_submission(submission: CaseSubmission) -> None:
    """Delete the submission."""
    change_rows(delete(CaseSubmission).where(CaseSubmission.id == submission.id))


def delete_reviewer(reviewer: CaseReviewer) -> None:
    """Delete the reviewer."""
    change_rows(delete(CaseReviewer).where(CaseReviewer.id == reviewer.id))
