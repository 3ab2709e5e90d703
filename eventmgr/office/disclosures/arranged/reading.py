"""Reading rooms and rides as lists for recipients say them, in the language spoken."""

from __future__ import annotations

from collections import defaultdict
from zoneinfo import ZoneInfo

from eventmgr.event.events.models import Event
from eventmgr.ground.features import is_on
from eventmgr.ground.i18n import _, language, localized
from eventmgr.office.disclosures.arranged.columns import Arranged, Of, Room, Seat
from eventmgr.on_site.logistics.labels import place_name, vehicle_name, way_of
from eventmgr.on_site.logistics.lodging.queries import Lodging, list_hotels, load_lodging
from eventmgr.on_site.logistics.models import Direction
from eventmgr.on_site.logistics.switch import HOSPITALITY
from eventmgr.on_site.logistics.transport.queries import list_rides, list_seats_by_ride, list_vehicles


def read_arranged(event: Event) -> Arranged:
    """Rooms and rides of everybody as they stand now, published to participants or not; a fixed number of
    statements."""
    return Arranged(_rooms(load_lodging(event)), _seats(event))


def _rooms(now: Lodging) -> dict[int, Room]:
    lang, order = language(), {number: rank for rank, number in enumerate(now.rooms)}
    nights = {stay.person: stay.nights for stay in now.given}
    room_of = {}
    for room_id, people in now.inside.items():
        room = now.rooms[room_id]
        for person in people:
            beside = any(nights[person].common(nights[other]) for other in people if other != person)
            room_of[person] = Room(
                room.hotel_id,
                localized(room.hotel.name, lang),
                room.label,
                _("shared") if beside else _("alone"),
                nights[person].arrives,
                nights[person].leaves,
                order[room_id],
            )
    return room_of


def _seats(event: Event) -> dict[int, list[Seat]]:
    lang, zone = language(), ZoneInfo(event.timezone)
    inside = list_seats_by_ride(event.id)
    seats_of: dict[int, list[Seat]] = defaultdict(list)
    for ride in list_rides(event.id):
        seats = inside.get(ride.id, ())
        ride_seat = Seat(
            ride.id,
            ride.vehicle_id,
            ride.direction,
            vehicle_name(ride.vehicle, lang),
            way_of(ride, lang),
            place_name(ride.goal if ride.direction is Direction.DEPARTURE else ride.start, lang),
            ride.leaves_at.astimezone(zone).replace(tzinfo=None),
            _("%(people)s of %(seats)s", people=len(seats), seats=ride.vehicle.seats),
        )
        for seat in seats:
            seats_of[seat.registration_id].append(ride_seat)
    return dict(seats_of)


def scopes_of(event: Event) -> list[tuple[str, str]]:
    """(value, words) of what a list may be narrowed to: hotels, vehicles, and rides of each direction that there
    are."""
    if not is_on(HOSPITALITY, event):
        return []
    lang = language()
    hotels = [
        (f"{Of.HOTEL.value}:{hotel.id}", _("Hotel: %(name)s", name=localized(hotel.name, lang)))
        for hotel in list_hotels(event.id)
    ]
    vehicles = [
        (f"{Of.VEHICLE.value}:{one.id}", _("Vehicle: %(name)s", name=vehicle_name(one, lang)))
        for one in list_vehicles(event.id)
    ]
    there = {ride.direction for ride in list_rides(event.id)}
    rides = [
        (f"{Of.RIDES.value}:{way.value}", _("All rides: %(direction)s", direction=way.label))
        for way in Direction
        if way in there
    ]
    return [*hotels, *rides, *vehicles]
