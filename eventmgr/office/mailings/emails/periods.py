"""What is in the files of bulk e-mails goes when the retention period of their e-mails has ended."""

from __future__ import annotations

from datetime import datetime

from eventmgr.ground.features import Due, Period
from eventmgr.ground.i18n import _l
from eventmgr.office.mailings.emails import letters, queries, statements
from eventmgr.tools.messages.periods import letters_before

_KINDS = (letters.KIND, letters.KIND_WITH_ENTRY)


def _due(at: datetime) -> list[Due]:
    number = queries.count_over(_KINDS, until=letters_before(at))
    return [Due("", letters_before(at), number)] if number else []


def delete_over(at: datetime, limit: int) -> int:
    """At most `limit` of them go."""
    ids = queries.list_over(_KINDS, until=letters_before(at), limit=limit)
    statements.drop_contents(ids, at=at)
    return len(ids)


PERIODS = (Period("bulk_mail_files", _l("Files of bulk e-mails past their retention period"), _due, delete_over),)
