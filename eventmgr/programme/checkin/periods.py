"""Who told what at check-in is kept as long as the record of attendance; that people came stays."""

from __future__ import annotations

from datetime import datetime

from eventmgr.ground.features import Due, Period
from eventmgr.ground.i18n import _l
from eventmgr.identity.privacy.periods import months_later
from eventmgr.programme.checkin.queries.keeping import Kept, list_described, list_kept, list_named
from eventmgr.programme.checkin.statements import blank_names, empty_walk_ins


def _over(at: datetime) -> list[Kept]:
    return [row for row in list_kept(ended_before=at) if months_later(row.ends_at, row.months) <= at]


def _due(at: datetime) -> list[Due]:
    return [Due(row.slug, months_later(row.ends_at, row.months), row.number) for row in _over(at)]


def delete_told(at: datetime, limit: int) -> int:
    """Names and remarks of acts, and what is kept of people who were never registered, go: at most `limit`."""
    done = 0
    for row in _over(at):
        for find, empty in ((list_named, blank_names), (list_described, empty_walk_ins)):
            if done < limit:
                ids = find(row.event_id, limit=limit - done)
                empty(ids)
                done += len(ids)
    return done


PERIODS = (
    Period("checkin_acts", _l("Check-in entries by person, remarks, people without registration"), _due, delete_told),
)
