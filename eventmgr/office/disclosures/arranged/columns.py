"""What is arranged for people and a list for a recipient may say of it: room and nights, rides; the columns of that.
Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, NamedTuple

from eventmgr.event.registration.office_list.columns import Column
from eventmgr.ground.enums import LabelledEnum
from eventmgr.ground.i18n import _l
from eventmgr.ground.text import whole_number
from eventmgr.on_site.logistics.models import Direction
from eventmgr.tools.sheets import Value

ROOM = ("hotel", "room", "room_use", "check_in", "check_out")
RIDE = ("ride_vehicle", "ride_way", "ride_station", "ride_time", "ride_seats")
ARRANGED = (*ROOM, *RIDE)
"""Columns that only the words of `privacy.consents.STAY_PLAN` cover."""
ARRANGED_LABELS = {
    "hotel": _l("Hotel"),
    "room": _l("Hotel room"),
    "room_use": _l("Alone or shared"),
    "check_in": _l("Check-in date"),
    "check_out": _l("Check-out date"),
    "ride_vehicle": _l("Vehicle"),
    "ride_way": _l("Way"),
    "ride_station": _l("Station or place"),
    "ride_time": _l("Leaves at"),
    "ride_seats": _l("Passengers and seats"),
}


class Of(LabelledEnum):
    """The group of people that a list is narrowed to."""

    HOTEL = "hotel", _l("people of one hotel")
    VEHICLE = "vehicle", _l("passengers of one vehicle")
    RIDES = "rides", _l("passengers of rides")


class Scope(NamedTuple):
    """Of the people of one hotel, of one vehicle, or of all rides of one direction."""

    of: Of
    key: str

    @property
    def number(self) -> int:
        """The number of the hotel or vehicle."""
        return whole_number(self.key) or 0


def read_scope(kept: str) -> Scope | None:
    """As it is kept, `hotel:12`, `vehicle:3` or `rides:arrival`; None: of everybody."""
    of, colon, key = kept.partition(":")
    return Scope(Of(of), key) if colon else None


@dataclass(frozen=True)
class Room:
    """The room that a person has now."""

    hotel_id: int
    hotel: str
    label: str
    use: str
    arrives: date
    leaves: date
    order: int = 0


@dataclass(frozen=True)
class Seat:
    """Somebody's seat on one ride as it stands now."""

    ride_id: int
    vehicle_id: int
    direction: Direction
    vehicle: str
    way: str
    station: str
    leaves_at: datetime
    """On the clock of the event, without a zone."""
    seats: str


@dataclass(frozen=True)
class Arranged:
    """What stands for everybody at this moment, by registration."""

    rooms: Mapping[int, Room] = field(default_factory=dict)
    seats: Mapping[int, Sequence[Seat]] = field(default_factory=dict)

    def within(self, scope: Scope | None) -> Arranged:
        """The same; of rooms those of the hotel alone, of rides those of the vehicle or direction."""
        if scope is None:
            return self
        if scope.of is Of.HOTEL:
            return replace(self, rooms={n: room for n, room in self.rooms.items() if room.hotel_id == scope.number})
        kept = {number: [seat for seat in seats if _is_of(seat, scope)] for number, seats in self.seats.items()}
        return replace(self, seats={number: seats for number, seats in kept.items() if seats})

    def people(self, scope: Scope) -> Collection[int]:
        """Who has a room or seat of the scope, once narrowed to it."""
        return self.rooms.keys() if scope.of is Of.HOTEL else self.seats.keys()


def _is_of(seat: Seat, scope: Scope) -> bool:
    return seat.direction.value == scope.key if scope.of is Of.RIDES else seat.vehicle_id == scope.number


@dataclass(frozen=True)
class Line:
    """A line of a list: a person, with the room, and with one ride where the list names rides."""

    person: Any
    room: Room | None = None
    seat: Seat | None = None


def lines_of(people: Iterable[Any], now: Arranged, keys: Collection[str], agreeing: Collection[int]) -> list[Line]:
    """A line for each person, of whoever rides more than once a line for each ride, if rides are named; by hotel and
    room, or by ride, where those are named, else in the order of the people.

    Args:
        agreeing: numbers of those whose consent covers room and rides.
    """
    lines: list[Line] = []
    with_rides = bool(set(RIDE) & set(keys))
    for person in people:
        if person.id not in agreeing:
            lines.append(Line(person))
            continue
        seats = now.seats.get(person.id, ()) if with_rides else ()
        room = now.rooms.get(person.id)
        lines.extend([Line(person, room, seat) for seat in seats] or [Line(person, room)])
    if with_rides:
        return sorted(lines, key=lambda line: _by_ride(line.seat))
    return sorted(lines, key=lambda line: _by_room(line.room)) if set(ROOM) & set(keys) else lines


def _by_ride(seat: Seat | None) -> tuple[bool, datetime, int]:
    return (False, seat.leaves_at, seat.ride_id) if seat else (True, datetime.max, 0)  # noqa: DTZ901 -- on a clock, no instant


def _by_room(room: Room | None) -> tuple[bool, int]:
    return (False, room.order) if room else (True, 0)


def of_person(column: Column) -> Column:
    """A column of registrations as one of lines."""
    value = column.value
    return replace(
        column,
        text=lambda line: column.text(line.person),
        value=(lambda line: value(line.person)) if value is not None else None,
    )


def arranged_columns() -> dict[str, Column]:
    """Columns of rooms and rides, of lines; empty where there is neither, or it may not be said."""
    rooms: dict[str, Callable[[Room], Value]] = {
        "hotel": lambda room: room.hotel,
        "room": lambda room: room.label,
        "room_use": lambda room: room.use,
        "check_in": lambda room: room.arrives,
        "check_out": lambda room: room.leaves,
    }
    seats: dict[str, Callable[[Seat], Value]] = {
        "ride_vehicle": lambda seat: seat.vehicle,
        "ride_way": lambda seat: seat.way,
        "ride_station": lambda seat: seat.station,
        "ride_time": lambda seat: seat.leaves_at,
        "ride_seats": lambda seat: seat.seats,
    }
    made = [_column(key, lambda line: line.room, of) for key, of in rooms.items()]
    made += [_column(key, lambda line: line.seat, of) for key, of in seats.items()]
    return {column.key: column for column in made}


def _column(key: str, part: Callable[[Line], Any], of: Callable[[Any], Value]) -> Column:
    def value(line: Line) -> Value:
        content = part(line)
        return of(content) if content is not None else ""

    def text(line: Line) -> str:
        content = value(line)
        return content.strftime("%Y-%m-%d %H:%M") if isinstance(content, datetime) else str(content)

    return Column(key, ARRANGED_LABELS[key], "", text, value)
