"""Files whose form was never sent go after an hour: those that a worker has not deleted by then, with the daily job."""

from __future__ import annotations

from sqlalchemy import select

from eventmgr.event.forms.answer_files.models import AnswerFile
from eventmgr.event.forms.answer_files.services import KEPT_FOR
from eventmgr.ground.i18n import _l
from eventmgr.identity.privacy.keeping import Rows, kept_by_age

PERIODS = (
    kept_by_age(
        "answer_files",
        _l("Files uploaded with forms that were not sent"),
        Rows(select(AnswerFile).where(AnswerFile.registration_id.is_(None))),
        since=AnswerFile.created_at,
        lasts=KEPT_FOR,
    ),
)
