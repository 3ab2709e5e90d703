"""Writes about accommodation and transport that are statements."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import delete

from eventmgr.db import db
from eventmgr.logistics.models import HotelStay, RideSeat


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
