"""Files whose form was never sent go after an hour: those that a worker has not deleted by then, with the daily job."""

from __future__ import annotations

from datetime import datetime

from eventmgr.event.answer_files import queries, statements
from eventmgr.event.answer_files.services import KEPT_FOR
from eventmgr.ground.features import Due, Period
from eventmgr.ground.i18n import _l


def _due(at: datetime) -> list[Due]:
    n, first = queries.get_number_left(at - KEPT_FOR)
    return [Due("", first + KEPT_FOR, n)] if first is not None else []


def delete_left(at: datetime, limit: int) -> int:
    """At most `limit` of them go."""
    numbers = queries.list_left(at - KEPT_FOR, limit=limit)
    statements.drop(numbers)
    return len(numbers)


PERIODS = (Period("answer_files", _l("Files uploaded with forms that were not sent"), _due, delete_left),)
