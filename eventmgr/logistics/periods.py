"""Who slept where and rode in what is kept as long as what people said about accommodation and travel."""

from __future__ import annotations

from datetime import datetime

from eventmgr.features import Due, Period
from eventmgr.i18n import _l
from eventmgr.logistics.lodging.queries import Kept, list_kept, list_stay_ids
from eventmgr.logistics.statements import delete_stays
from eventmgr.privacy.periods import TRAVEL_MONTHS, months_later


def _over(at: datetime) -> list[Kept]:
    return [row for row in list_kept(ended_before=at) if months_later(row.ends_at, TRAVEL_MONTHS) <= at]


def _due(at: datetime) -> list[Due]:
    return [Due(row.slug, months_later(row.ends_at, TRAVEL_MONTHS), row.number) for row in _over(at)]


def delete_due_stays(at: datetime, limit: int) -> int:
    """At most `limit` stays of events whose time is over."""
    done = 0
    for row in _over(at):
        if done < limit:
            ids = list_stay_ids(row.event_id, limit=limit - done)
            delete_stays(ids)
            done += len(ids)
    return done


PERIODS = (Period("lodging", _l("Hotel rooms and who had them"), _due, delete_due_stays),)
