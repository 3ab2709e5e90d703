"""Words of accommodation and transport, and who may see and settle them."""

from __future__ import annotations

from eventmgr.ground.i18n import LANGUAGES, Bilingual, _, _l, localized
from eventmgr.on_site.logistics.arranging import room_repairs as repairs
from eventmgr.on_site.logistics.arranging import rooms, seats
from eventmgr.on_site.logistics.models import Ride, Vehicle
from eventmgr.tools.taxonomy import station_name

READ, EDIT = "logistics.read", "logistics.edit"

WHY = {
    rooms.BOTH_WISH: _l("both wish to share"),
    rooms.WISH: _l("one of them wishes it"),
    rooms.SAME_UNIT: _l("same delegation"),
    rooms.SAME_NIGHTS: _l("same nights"),
    rooms.BOTH_SHARE: _l("both are willing to share"),
    rooms.ALONE_SINGLE: _l("single room, as requested"),
    rooms.SINGLE_USE: _l("single room asked for; no single room was left"),
    rooms.ODD: _l("wants to share; nobody of the same gender is left (odd number)"),
    rooms.LAST_ROOM: _l("wants to share; only a room for one was left"),
    rooms.BY_HAND: _l("assigned by hand"),
}
"""Reason for a room → in words."""
UNPLACED = {
    rooms.NO_ROOM: _l("no suitable room is free on these nights"),
    rooms.NO_SEX: _l("wants to share, gender unknown"),
    "": _l("not proposed yet"),
}
BREAKS = {
    repairs.GONE: _l("no longer needs a room"),
    repairs.NIGHTS: _l("other nights than the room was given for"),
    repairs.SEX: _l("shares with the other gender"),
    repairs.BEDS: _l("more people than beds"),
    repairs.WANTS_SINGLE: _l("asked for a single room and shares"),
    repairs.MISSING: _l("has no room"),
}
STEPS = {
    repairs.LEAVE: _l("gives up the room"),
    repairs.CHANGE: _l("keeps the room, other nights"),
    repairs.PLACE: _l("gets a room"),
    repairs.MOVE: _l("moves"),
}
KINDS = {"single": _l("Single room"), "shared": _l("Twin share")}
SEAT_WHY = {
    seats.LEADER: _l("leads a delegation, rides in a car"),
    seats.TOGETHER: _l("rides with the delegation"),
    seats.SPLIT: _l("delegation does not fit into one vehicle"),
    seats.JOINED: _l("added to a ride that had a seat"),
    seats.BY_HAND: _l("assigned by hand"),
}
SEAT_BREAKS = {
    "gone": _l("no longer has a place at the event"),
    "changed": _l("arrives or leaves at another time or place"),
    "full": _l("more passengers than seats"),
}


def way_of(ride: Ride, lang: str | None = None) -> str:
    """Where it goes: its title, else from where to where."""
    return say_way(ride.title, ride.start, ride.goal, lang)


def say_way(title: Bilingual, start: Bilingual, goal: Bilingual, lang: str | None = None) -> str:
    """The same of a ride that is told, not read."""
    return localized(title, lang) or " → ".join(place_name(part, lang) for part in (start, goal) if any(part.values()))


def place_name(place: Bilingual, lang: str | None = None) -> str:
    """Where a ride begins or ends; a station that is named in Chinese alone is written in letters for readers of English."""
    return station_name(localized(place, lang), lang or "")


def station_names(station: str) -> Bilingual:
    """A station as it was typed, and for readers of English in letters."""
    return {lang: station_name(station, lang) for lang in LANGUAGES}


def vehicle_name(vehicle: Vehicle, lang: str | None = None) -> str:
    """Its name, and its number plate where that is known."""
    return say_vehicle(vehicle.name, vehicle.plate, lang)


def say_vehicle(name: Bilingual, plate: str, lang: str | None = None) -> str:
    """The same of a vehicle that is told."""
    return " ".join(part for part in (localized(name, lang), plate) if part)


RIDES, NIGHTS = "rides", "nights"
"""Keys of what moves along with an event by a tick of its own."""


def room_kind(beds: int) -> str:
    """How a hotel calls a room of so many beds."""
    return {1: _("single room"), 2: _("twin room")}.get(beds) or _("room with %(num)s beds", num=beds)
