"""What papers of accommodation and transport say, as plain values in the language of the paper. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eventmgr.tools.typesetting.occasion import Occasion


@dataclass(frozen=True)
class Sleeper:
    """A person in a room, as lists print them."""

    id: int
    name: str
    latin: str
    gender: str
    unit: str
    organization: str
    nights: str
    days: str = ""
    """How many nights where the dates are the usual ones, which the head of the list says; else the same as
    `nights`."""


@dataclass(frozen=True)
class PrintedRoom:
    """A room and who has it."""

    label: str
    beds: int
    people: Sequence[Sleeper]


@dataclass(frozen=True)
class PrintedNight:
    """What a hotel has to have ready in one night: rooms by beds in words."""

    day: str
    rooms: str
    people: str


@dataclass(frozen=True)
class PrintedHotel:
    """A hotel with the rooms that somebody has."""

    name: str
    facts: str
    rooms: Sequence[PrintedRoom]
    nights: Sequence[PrintedNight]


@dataclass(frozen=True)
class RoomList:
    """The rooms of an event, by hotel."""

    occasion: Occasion
    hotels: Sequence[PrintedHotel]


@dataclass(frozen=True)
class Passenger:
    """Somebody who is fetched, brought or rides; `at` and `number` are of the train or flight."""

    id: int
    name: str
    latin: str
    unit: str
    organization: str
    at: str = ""
    number: str = ""
    vehicle: str = ""


@dataclass(frozen=True)
class PrintedSlot:
    """People of one half hour."""

    begins: str
    people: Sequence[Passenger]


@dataclass(frozen=True)
class PrintedStation:
    """A station in one direction."""

    name: str
    what: str
    slots: Sequence[PrintedSlot]


@dataclass(frozen=True)
class PickupList:
    """Who is fetched and brought, by station and half hour."""

    occasion: Occasion
    stations: Sequence[PrintedStation]


@dataclass(frozen=True)
class PrintedRide:
    """A ride and who is on it."""

    name: str
    facts: str
    seats: str
    people: Sequence[Passenger]


@dataclass(frozen=True)
class RideList:
    """The rides of an event, by time."""

    occasion: Occasion
    rides: Sequence[PrintedRide]
