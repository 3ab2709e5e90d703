"""Writes about accommodation and transport that are statements."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import delete

from eventmgr.db import db
from eventmgr.logistics.models import HotelStay, RideSeat, TravelEntry


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


def delete_seats_of(ride_ids: Collection[int]) -> None:
    """Nobody has a seat on these rides any more."""
    if ride_ids:
        db.session.execute(delete(RideSeat).where(RideSeat.ride_id.in_(sorted(ride_ids))))


def delete_entries(registration_ids: Collection[int]) -> None:
    """Nothing is kept any more of what these calendars were told."""
    db.session.execute(delete(TravelEntry).where(TravelEntry.registration_id.in_(sorted(registration_ids))))


def delete_cancelled_entries(registration_ids: Collection[int]) -> None:
    """Another person has these places: what the one before was told and is gone is not that one's."""
    db.session.execute(
        delete(TravelEntry).where(TravelEntry.registration_id.in_(sorted(registration_ids)), TravelEntry.is_cancelled)
    )


def delete_entries_of(event_ids: Collection[int]) -> None:
    """Nothing is kept any more of these events."""
    db.session.execute(delete(TravelEntry).where(TravelEntry.event_id.in_(sorted(event_ids))))
