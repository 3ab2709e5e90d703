"""Who slept where and rode in what is kept as long as what people said about accommodation and travel."""

from __future__ import annotations

from datetime import datetime

from eventmgr.ground.features import Due, Period
from eventmgr.ground.i18n import _l
from eventmgr.identity.privacy.periods import TRAVEL_MONTHS, months_later
from eventmgr.on_site.logistics.lodging.queries import Kept, list_kept, list_stay_ids
from eventmgr.on_site.logistics.queries import KeptEntries, list_kept_entries
from eventmgr.on_site.logistics.statements import delete_entries_of, delete_seats_of, delete_stays
from eventmgr.on_site.logistics.transport.queries import KeptRides, list_kept_rides, list_seats_by_ride


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


def _rides_over(at: datetime) -> list[KeptRides]:
    return [row for row in list_kept_rides(ended_before=at) if months_later(row.ends_at, TRAVEL_MONTHS) <= at]


def _rides_due(at: datetime) -> list[Due]:
    return [Due(row.slug, months_later(row.ends_at, TRAVEL_MONTHS), row.number) for row in _rides_over(at)]


def delete_due_seats(at: datetime, limit: int) -> int:
    """Seats of rides of events whose time is over, ride by ride, until `limit` are gone."""
    done = 0
    for row in _rides_over(at):
        for seats in list_seats_by_ride(row.event_id).values():
            if done < limit:
                delete_seats_of([seats[0].ride_id])
                done += len(seats)
    return done


def _entries_over(at: datetime) -> list[KeptEntries]:
    return [row for row in list_kept_entries(ended_before=at) if months_later(row.ends_at, TRAVEL_MONTHS) <= at]


def _entries_due(at: datetime) -> list[Due]:
    return [Due(row.slug, months_later(row.ends_at, TRAVEL_MONTHS), row.number) for row in _entries_over(at)]


def delete_due_entries(at: datetime, limit: int) -> int:
    """What calendars were told, event by event, until `limit` are gone."""
    done = 0
    for row in _entries_over(at):
        if done < limit:
            delete_entries_of([row.event_id])
            done += row.number
    return done


PERIODS = (
    Period("lodging", _l("Hotel rooms and who had them"), _due, delete_due_stays),
    Period("transport", _l("Rides and who was on them"), _rides_due, delete_due_seats),
    Period("travel_entries", _l("Calendar entries of rooms and rides"), _entries_due, delete_due_entries),
)
