"""Set-based writes of calls for cases."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete

from eventmgr.exchange.calls.models import CaseCall, CaseReviewer, CaseSubmission
from eventmgr.ground.db import db


def delete_call(call: CaseCall) -> None:
    """It goes with its reviewers: a draft, to which nobody has submitted anything."""
    _delete(delete(CaseReviewer).where(CaseReviewer.call_id == call.id))
    _delete(delete(CaseCall).where(CaseCall.id == call.id))


def delete_submission(submission: CaseSubmission) -> None:
    """That submission goes."""
    _delete(delete(CaseSubmission).where(CaseSubmission.id == submission.id))


def delete_reviewer(reviewer: CaseReviewer) -> None:
    """That reviewer goes."""
    _delete(delete(CaseReviewer).where(CaseReviewer.id == reviewer.id))


def _delete(statement: Any) -> None:
    db.session.execute(statement.execution_options(synchronize_session="fetch"))
