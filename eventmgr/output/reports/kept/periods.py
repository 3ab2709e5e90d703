"""Printings are kept as long as the record of attendance."""

from __future__ import annotations

from datetime import datetime

from eventmgr.ground.features import Due, Period
from eventmgr.ground.i18n import _l
from eventmgr.identity.privacy.periods import months_later
from eventmgr.output.reports.kept import queries, statements


def _over(at: datetime) -> list[queries.Kept]:
    return [row for row in queries.list_kept(ended_before=at) if months_later(row.ends_at, row.months) <= at]


def _due(at: datetime) -> list[Due]:
    return [Due(row.slug, months_later(row.ends_at, row.months), row.number) for row in _over(at)]


def delete_prints(at: datetime, limit: int) -> int:
    """At most `limit` printings go, with what they said of people."""
    done = 0
    for row in _over(at):
        if done < limit:
            ids = queries.list_oldest(row.event_id, limit=limit - done)
            statements.delete_prints(ids)
            done += len(ids)
    return done


PERIODS = (Period("prints", _l("Printing record"), _due, delete_prints),)
