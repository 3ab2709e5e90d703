"""Where people sat is kept as long as what they said of their travel and meals; plans without people stay."""

from __future__ import annotations

from datetime import datetime

from eventmgr.ground.features import Due, Period
from eventmgr.ground.i18n import _l
from eventmgr.identity.privacy.periods import TRAVEL_MONTHS, months_later
from eventmgr.on_site.seating.queries import Kept, list_guest_ids, list_kept, list_kept_guests, list_placed_ids
from eventmgr.on_site.seating.statements import delete_guests, delete_places


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


def _guests_over(at: datetime) -> list[Kept]:
    return [row for row in list_kept_guests(ended_before=at) if months_later(row.ends_at, TRAVEL_MONTHS) <= at]


def _guests_due(at: datetime) -> list[Due]:
    return [Due(row.slug, months_later(row.ends_at, TRAVEL_MONTHS), row.number) for row in _guests_over(at)]


def delete_named(at: datetime, limit: int) -> int:
    """People who were named by hand go: at most `limit`."""
    done = 0
    for row in _guests_over(at):
        ids = list_guest_ids(row.event_id, limit=limit - done) if done < limit else []
        if ids:
            delete_guests(ids)
            done += len(ids)
    return done


PERIODS = (
    Period("seats", _l("Seats on rostrums, in halls and at tables"), _due, delete_seats),
    Period("rostrum_guests", _l("People on rostrums who are not registered"), _guests_due, delete_named),
)
