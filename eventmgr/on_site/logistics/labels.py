"""Words of accommodation and transport, and who may see and settle them."""

from __future__ import annotations

from eventmgr.ground.i18n import Bilingual, _, _l, localized
from eventmgr.on_site.logistics.models import Ride, Vehicle
from eventmgr.tools.taxonomy import station_name

READ, EDIT = "logistics.read", "logistics.edit"

KINDS = {"single": _l("Single room"), "shared": _l("Twin share")}


def way_of(ride: Ride, lang: str | None = None) -> str:
    """Where it goes: its title, else from where to where."""
    return say_way(ride.title, ride.start, ride.goal, lang)


def say_way(title: Bilingual, start: str, goal: str, lang: str | None = None) -> str:
    """The same of a ride that is told, not read."""
    return localized(title, lang) or " → ".join(station_name(part, lang or "") for part in (start, goal) if part)


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
