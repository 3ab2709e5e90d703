"""What merged registrations said before is kept as long as the merge can be undone."""

from __future__ import annotations

from datetime import datetime

from eventmgr.ground.features import Due, Period
from eventmgr.ground.i18n import _l
from eventmgr.office.duplicates import queries, services


def _due(at: datetime) -> list[Due]:
    old = queries.list_old(before=at - services.UNDONE_FOR)
    return [Due(row.slug, row.since + services.UNDONE_FOR, len(row.ids)) for row in old]


def delete_before(at: datetime, limit: int) -> int:
    """Of at most `limit` merges."""
    ids = [number for row in queries.list_old(before=at - services.UNDONE_FOR) for number in row.ids]
    return services.delete_old(ids[:limit])


PERIODS = (Period("merges", _l("Former content of merged registrations"), _due, delete_before),)
