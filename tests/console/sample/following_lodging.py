"""The rows behind numbers about rooms, counted one by one."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from eventmgr.event.quotas.models import HOLDING
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.on_site.logistics.arranging.legs import read_leg
from eventmgr.on_site.logistics.models import Direction, Hotel, HotelRoom, HotelStay, Ride, RideSeat


def needing(seen: Any) -> set[int]:
    """People with a place who ask for a room."""
    rows = db.session.query(Registration).filter(
        Registration.event_id == seen.event.id, Registration.status.in_(HOLDING)
    )
    return {row.id for row in rows if (row.sensitive or {}).get("lodging") in ("single", "shared")}


def placed(seen: Any) -> set[int]:
    """Those of them who have one."""
    rows = db.session.query(HotelStay).filter(HotelStay.event_id == seen.event.id, HotelStay.room_id.is_not(None))
    return {row.registration_id for row in rows} & needing(seen)


def used(seen: Any) -> str:
    """Rooms that somebody has, of all."""
    rooms = db.session.query(HotelRoom).join(Hotel).filter(Hotel.event_id == seen.event.id)
    taken = {row.room_id for row in db.session.query(HotelStay).filter(HotelStay.event_id == seen.event.id)} - {None}
    return f"{len(taken)}/{rooms.count()}"


def in_night(seen: Any) -> set[tuple[int, int]]:
    """(room, person) of the hotel and the night beside the number."""
    hotel, day = int(seen.mark.of["hotel"]), date.fromisoformat(seen.mark.of["day"])
    rows = (
        db.session.query(HotelStay)
        .join(HotelRoom, HotelRoom.id == HotelStay.room_id)
        .filter(HotelRoom.hotel_id == hotel)
    )
    nights = [(row.room_id, row.registration_id, row.nights["arrives"], row.nights["leaves"]) for row in rows]
    return {(room, person) for room, person, first, last in nights if first <= day.isoformat() < last}


def beds_of(seen: Any) -> list[int]:
    """Beds of each room of the hotel beside the number."""
    return [row.beds for row in db.session.query(HotelRoom).filter(HotelRoom.hotel_id == int(seen.mark.of["hotel"]))]


def of_slot(seen: Any) -> tuple[int, int]:
    """(people, those with a seat) of the half hour beside the number, from what each registration says."""
    of = seen.mark.of
    direction = Direction(of["direction"])
    seated = {row.registration_id for row in db.session.query(RideSeat).join(Ride).filter(Ride.direction == direction)}
    people = set()
    for row in holding(seen):
        leg = read_leg((row.sensitive or {}).get(direction.value), seen.event.starts_at.date(), "Asia/Shanghai")
        if leg and leg.station == of["station"] and leg.slot.isoformat() == of["at"]:
            people.add(row.id)
    return len(people), len(people & seated)


def holding(seen: Any) -> list[Registration]:
    """People with a place."""
    query = db.session.query(Registration).filter(
        Registration.event_id == seen.event.id, Registration.status.in_(HOLDING)
    )
    return query.all()


def without_seat(seen: Any) -> int:
    """People who need a ride and have no seat."""
    direction = Direction(seen.mark.of["direction"])
    query = db.session.query(RideSeat).join(Ride).filter(Ride.event_id == seen.event.id, Ride.direction == direction)
    wanting = holding(seen)
    if direction is not Direction.OUTING:
        near = seen.event.starts_at.date()
        wanting = [
            row for row in wanting if read_leg((row.sensitive or {}).get(direction.value), near, "Asia/Shanghai")
        ]
    return len({row.id for row in wanting} - {row.registration_id for row in query})


def on_ride(seen: Any) -> int:
    """Passengers of the ride beside the number, or of the page."""
    found = re.search(r"/rides/(\d+)", seen.address)
    number = int(seen.mark.of.get("ride") or (found[1] if found else 0))
    return db.session.query(RideSeat).filter(RideSeat.ride_id == number).count()


LODGING_NUMBERS = {
    "transfer_people": lambda seen: of_slot(seen)[0],
    "transfer_seated": lambda seen: of_slot(seen)[1],
    "transfer_missing": without_seat,
    "ride_people": on_ride,
    "ride_on_board": lambda _seen: 0,
    "ride_missing": on_ride,
    "rooms_needed": lambda seen: len(needing(seen)),
    "rooms_placed": lambda seen: len(placed(seen)),
    "rooms_unplaced": lambda seen: len(needing(seen) - placed(seen)),
    "rooms_used": lambda seen: int(used(seen).split("/")[0]),
    "rooms_to_settle": lambda seen: len(needing(seen) - placed(seen)),
    "room_nights": lambda seen: len({room for room, _person in in_night(seen)}),
    "room_sleepers": lambda seen: len(in_night(seen)),
    "hotel_rooms": lambda seen: len(beds_of(seen)),
    "hotel_beds": lambda seen: sum(beds_of(seen)),
    "rooms_moved": lambda _seen: 0,
}
