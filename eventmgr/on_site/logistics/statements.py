"""Writes about accommodation and transport that are statements."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import delete, insert

from eventmgr.ground.db import db
from eventmgr.on_site.logistics.models import HotelStay, Ride, RideSeat, TravelEntry

_WRITTEN = ("event_id", "vehicle_id", "direction", "title", "leaves_at", "start", "goal")


def add_rides(rides: Sequence[Ride]) -> dict[tuple[int, datetime], int]:
    """Write these rides in one statement; (vehicle, when it leaves) → number. No vehicle leaves twice at once."""
    if not rides:
        return {}
    rows = [{name: getattr(ride, name) for name in _WRITTEN} for ride in rides]
    query = insert(Ride).values(rows).returning(Ride.vehicle_id, Ride.leaves_at, Ride.id)
    return {(vehicle, at): number for vehicle, at, number in db.session.execute(query)}


def delete_stays(registration_ids: Collection[int]) -> None:
    """Who slept where and when is kept no longer."""
    if registration_ids:
        db.session.execute(delete(HotelStay).where(HotelStay.registration_id.in_(sorted(registration_ids))))


def delete_seat(ride_id: int, registration_id: int) -> None:
    """Somebody has no seat on that ride any more; had none: nothing."""
    db.session.execute(delete(RideSeat).where(RideSeat.ride_id == ride_id, RideSeat.registration_id == registration_id))


def delete_seats(registration_ids: Collection[int]) -> None:
    """Who rode in what is kept no longer."""
    if registration_ids:
        db.session.execute(delete(RideSeat).where(RideSeat.registration_id.in_(sorted(registration_ids))))


def delete_entries(registration_ids: Collection[int]) -> None:
    """Nothing is kept any more of what these calendars were told."""
    db.session.execute(delete(TravelEntry).where(TravelEntry.registration_id.in_(sorted(registration_ids))))


def delete_cancelled_entries(registration_ids: Collection[int]) -> None:
    """Another person has these places: what the one before was told and is gone is not that one's."""
    db.session.execute(
        delete(TravelEntry).where(TravelEntry.registration_id.in_(sorted(registration_ids)), TravelEntry.is_cancelled)
    )
