"""Files of large documents name people, and can be made again at any time: they are kept for days."""

from __future__ import annotations

from datetime import datetime, timedelta

from eventmgr.ground.features import Due, Period
from eventmgr.ground.i18n import _l
from eventmgr.output.reports.orders import queries, statements

KEPT_FOR = timedelta(days=3)
"""What is asked for before a weekend is there after it."""


def _due(at: datetime) -> list[Due]:
    return [Due(row.slug, row.since + KEPT_FOR, row.n) for row in queries.list_old(at - KEPT_FOR)]


def delete_old(at: datetime, limit: int) -> int:
    """At most `limit` of them go."""
    numbers = queries.list_old_numbers(at - KEPT_FOR, limit=limit)
    statements.delete_orders(numbers)
    return len(numbers)


PERIODS = (Period("paper_orders", _l("Files of large documents that were made in the background"), _due, delete_old),)
