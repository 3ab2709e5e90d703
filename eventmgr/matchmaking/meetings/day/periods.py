"""Who told what on the day is kept as long as the record of attendance; what was told stays."""

from __future__ import annotations

from datetime import datetime

from eventmgr.ground.features import Due, Period
from eventmgr.ground.i18n import _l
from eventmgr.identity.privacy.periods import months_later
from eventmgr.matchmaking.meetings.day.queries.keeping import Kept, list_kept, list_named
from eventmgr.matchmaking.meetings.day.statements import blank_names


def _over(at: datetime) -> list[Kept]:
    return [row for row in list_kept(ended_before=at) if months_later(row.ends_at, row.months) <= at]


def _due(at: datetime) -> list[Due]:
    return [Due(row.slug, months_later(row.ends_at, row.months), row.number) for row in _over(at)]


def delete_named(at: datetime, limit: int) -> int:
    """Names of at most `limit` acts go."""
    done = 0
    for row in _over(at):
        if done < limit:
            acts = list_named(row.event_id, limit=limit - done)
            blank_names(acts)
            done += len(acts)
    return done


PERIODS = (Period("meeting_acts", _l("People who made reports on the day of meetings"), _due, delete_named),)
