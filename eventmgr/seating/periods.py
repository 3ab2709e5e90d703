"""Where people sat is kept as long as what they said of their travel and meals; plans without people stay."""

from __future__ import annotations

from datetime import datetime

from eventmgr.features import Due, Period
from eventmgr.i18n import _l
from eventmgr.privacy.periods import TRAVEL_MONTHS, months_later
from eventmgr.seating.queries import Kept, list_kept, list_placed_ids
from eventmgr.seating.statements import delete_places


def _over(at: datetime) -> list[Kept]:
    return [row for row in list_kept(ended_before=at) if months_later(row.ends_at, TRAVEL_MONTHS) <= at]


def _due(at: datetime) -> list[Due]:
    return [Due(row.slug, months_later(row.ends_at, TRAVEL_MONTHS), row.number) for row in _over(at)]


def delete_seats(at: datetime, limit: int) -> int:
    """Who sat where goes: at most `limit`."""
    done = 0
    for row in _over(at):
        keys = list_placed_ids(row.event_id, limit=limit - done) if done < limit else []
        if keys:
            delete_places(keys)
            done += len(keys)
    return done


PERIODS = (Period("seats", _l("Seats on rostrums, in halls and at tables"), _due, delete_seats),)
