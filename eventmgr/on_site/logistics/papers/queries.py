"""Collecting what papers of accommodation and transport say, in the language that is spoken."""

from __future__ import annotations

from collections.abc import Collection

from eventmgr.event.events.models import Event
from eventmgr.event.events.queries.occasion import get_occasion
from eventmgr.event.forms.fields import GENDERS
from eventmgr.event.forms.words import unit_name
from eventmgr.ground.errors import BadValue
from eventmgr.ground.i18n import _, _n, format_date, format_instant, format_time, localized
from eventmgr.ground.text import whole_number
from eventmgr.on_site.logistics.labels import room_kind, vehicle_name, way_of
from eventmgr.on_site.logistics.lodging.counting import Night, bed_nights
from eventmgr.on_site.logistics.lodging.queries import Lodging, load_lodging
from eventmgr.on_site.logistics.models import Direction, Hotel, Ride
from eventmgr.on_site.logistics.papers.contents import (
    Passenger,
    PickupList,
    PrintedHotel,
    PrintedNight,
    PrintedRide,
    PrintedRoom,
    PrintedSlot,
    PrintedStation,
    RideList,
    RoomList,
    Sleeper,
)
from eventmgr.on_site.logistics.papers.wording import latin_of, nights_in_words, number_of_nights
from eventmgr.on_site.logistics.queries import Guest
from eventmgr.on_site.logistics.transport.queries import Transport, load_transport
from eventmgr.tools.taxonomy import station_name


def get_room_list(event: Event, lang: str, hotel: str = "", people: Collection[int] | None = None) -> RoomList:
    """Who has which room as it stands now, of all hotels or of the one with that number.

    Args:
        people: only these.

    Raises:
        BadValue: the event has no such hotel.
    """
    now = load_lodging(event)
    number = whole_number(hotel) if hotel else None
    hotels = [item for item in now.hotels if number in (None, item.id)]
    if hotel and not hotels:
        raise BadValue(_("“%(value)s” is not a hotel of this event.", value=hotel[:40]))
    nights = bed_nights(now)
    printed = [_hotel(now, one, nights.get(one.id, []), lang, people) for one in hotels]
    return RoomList(get_occasion(event, lang), printed)


def _hotel(
    now: Lodging, hotel: Hotel, nights: Collection[Night], lang: str, people: Collection[int] | None
) -> PrintedHotel:
    usual = _("Usual nights: %(nights)s", nights=nights_in_words(now.facts.usual, lang))
    facts = " · ".join(part for part in (localized(hotel.address, lang), hotel.phone, usual) if part)
    rooms = []
    for room in hotel.rooms:
        inside = [person for person in now.inside.get(room.id, ()) if people is None or person in people]
        sleepers = [_sleeper(now, now.guests[person], lang) for person in inside if person in now.guests]
        if sleepers:
            rooms.append(PrintedRoom(room.label, room.beds, sleepers))
    return PrintedHotel(localized(hotel.name, lang), facts, rooms, [_night(night, lang) for night in nights])


def _sleeper(now: Lodging, guest: Guest, lang: str) -> Sleeper:
    nights = now.nights_by_person.get(guest.id)
    words = nights_in_words(nights, lang) if nights else ""
    return Sleeper(
        guest.id,
        guest.name,
        latin_of(guest, lang),
        str(GENDERS.get(guest.answer("gender"), "")),
        unit_name(guest.unit, lang),
        guest.organization,
        words,
        number_of_nights(nights) if nights and nights == now.facts.usual else words,
    )


def _night(night: Night, lang: str) -> PrintedNight:
    rooms = _(", ").join(
        _("%(kind)s: %(rooms)s", kind=room_kind(beds), rooms=n) for beds, n in sorted(night.rooms.items())
    )
    people = _n("%(num)s person", "%(num)s people", night.people)
    return PrintedNight(format_date(night.day, lang), rooms, people)


def get_pickups(event: Event, lang: str, people: Collection[int] | None = None) -> PickupList:
    """Who is fetched and brought, by station and half hour, each with the vehicle: by the minute, as drivers wait for
    trains and flights, and of one train in their order.

    Args:
        people: only these.
    """
    stations = []
    for direction in (Direction.ARRIVAL, Direction.DEPARTURE):
        now = load_transport(event, direction)
        vehicles = {one.registration_id: localized(now.rides[one.ride_id].vehicle.name, lang) for one in now.seats}
        by_station: dict[str, list[PrintedSlot]] = {}
        trains = {person: (leg.at, leg.number) for person, leg in now.legs.items()}
        for slot, wanted in now.slots.items():
            listed = [person for person in wanted if people is None or person in people]
            listed.sort(key=trains.__getitem__)
            riders = [_passenger(now, event, person, lang, vehicles.get(person, "")) for person in listed]
            if riders:
                begins = format_instant(slot.begins, event.timezone, lang)
                by_station.setdefault(slot.station, []).append(PrintedSlot(begins, riders))
        what = str(direction.label)
        stations += [PrintedStation(station_name(name, lang), what, slots) for name, slots in by_station.items()]
    return PickupList(get_occasion(event, lang), stations)


def get_ride_list(event: Event, lang: str, ride: str = "", people: Collection[int] | None = None) -> RideList:
    """Who rides in what, of all rides or of the one with that number.

    Raises:
        BadValue: the event has no such ride.
    """
    number = whole_number(ride) if ride else None
    printed = []
    for direction in Direction:
        now = load_transport(event, direction)
        wanted = [one for one in now.rides.values() if number in (None, one.id)]
        printed += [(one.leaves_at, one.id, _ride(now, event, one, lang, people)) for one in wanted]
    if ride and not printed:
        raise BadValue(_("“%(value)s” is not a ride of this event.", value=ride[:40]))
    return RideList(
        get_occasion(event, lang), [found for _at, _id, found in sorted(printed, key=lambda each: each[:2])]
    )


def _ride(now: Transport, event: Event, ride: Ride, lang: str, people: Collection[int] | None) -> PrintedRide:
    inside = [person for person in now.inside.get(ride.id, ()) if person in now.guests]
    listed = [_passenger(now, event, person, lang) for person in inside if people is None or person in people]
    vehicle = ride.vehicle
    name = vehicle_name(vehicle, lang)
    way = way_of(ride, lang)
    driver = " ".join(part for part in (vehicle.driver, vehicle.phone) if part)
    facts = " · ".join(part for part in (format_instant(ride.leaves_at, event.timezone, lang), way, driver) if part)
    seats = _("%(people)s of %(seats)s seats", people=len(inside), seats=vehicle.seats)
    return PrintedRide(name, facts, seats, listed)


def _passenger(now: Transport, event: Event, person: int, lang: str, vehicle: str = "") -> Passenger:
    guest, leg = now.guests[person], now.legs.get(person)
    return Passenger(
        person,
        guest.name,
        latin_of(guest, lang),
        unit_name(guest.unit, lang),
        guest.organization,
        format_time(leg.at, event.timezone) if leg else "",
        leg.number if leg else "",
        vehicle,
    )
