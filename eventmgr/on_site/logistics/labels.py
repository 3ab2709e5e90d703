"""Words of accommodation and transport, and who may see and settle them."""

from __future__ import annotations

from eventmgr.ground.i18n import LANGUAGES, Bilingual, _, _l, localized
from eventmgr.on_site.logistics.models import Ride, Vehicle
from eventmgr.tools.taxonomy import station_name

READ, EDIT = "logistics.read", "logistics.edit"

KINDS = {"single": _l("Single room"), "shared": _l("Twin share")}


def way_of(ride: Ride, lang: str | None = None) -> str:
    """Where it goes: its title, else from where to where."""
    return say_way(ride.title, ride.start, ride.goal, lang)


def say_way(title: Bilingual, start: Bilingual, goal: Bilingual, lang: str | None = None) -> str:
    """The same of a ride that is told, not read."""
    return localized(title, lang) or " → ".join(place_name(part, lang) for part in (start, goal) if any(part.values()))


def place_name(place: Bilingual, lang: str | None = None) -> str:
    """Where a ride begins or ends; a station that is named in Chinese alone is written in letters for readers of
    English."""
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
