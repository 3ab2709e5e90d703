"""The lists of accommodation and transport, and what each says of a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter

from eventmgr.event.events.models import Event
from eventmgr.ground.features import Printing
from eventmgr.ground.i18n import _, _l, _n
from eventmgr.on_site.logistics.labels import READ, room_kind
from eventmgr.on_site.logistics.lodging.queries import is_any_room_given, list_hotels
from eventmgr.on_site.logistics.papers.contents import Passenger, PrintedHotel, PrintedRoom, Sleeper
from eventmgr.on_site.logistics.papers.queries import get_pickups, get_ride_list, get_room_list
from eventmgr.on_site.logistics.transport.queries import is_anybody_riding, list_vehicles
from eventmgr.tools.typesetting.list_papers import list_paper
from eventmgr.tools.typesetting.lists import (
    INDEX,
    NAME,
    ORGANIZATION,
    UNIT,
    Column,
    Listing,
    ListLook,
    Page,
    Section,
)
from eventmgr.tools.typesetting.names import whole

_HOTEL, _RIDE = "hotel", "ride"


@dataclass(frozen=True)
class _Bed:
    """Somebody's line of a room: the room stands on the first, and all of one room stay together."""

    room: PrintedRoom
    sleeper: Sleeper
    is_first: bool
    is_last: bool


def _room_list(event: Event, lang: str, printing: Printing) -> Listing:
    data = get_room_list(event, lang, printing.asked.get(_HOTEL, ""), printing.people)
    return Listing(data.occasion, [_hotel(hotel, data.occasion.span) for hotel in data.hotels])


def _hotel(hotel: PrintedHotel, span: str) -> Page:
    beds = [
        _Bed(room, one, number == 0, number == len(room.people) - 1)
        for room in hotel.rooms
        for number, one in enumerate(room.people)
    ]
    rooms, people = (
        _n("%(num)s room", "%(num)s rooms", len(hotel.rooms)),
        _n("%(num)s person", "%(num)s people", len(beds)),
    )
    note = _("%(rooms)s, %(people)s", rooms=rooms, people=people)
    sections = [
        Section(beds, _("Hotel rooms"), note),
        Section(hotel.nights, _("Rooms per night"), columns=_NIGHTS),
    ]
    return Page(hotel.name, sections if beds else (), facts=(hotel.facts, span), empty=_("Nobody has a room here yet."))


def _room(bed: _Bed) -> tuple[str, str] | None:
    return (whole(bed.room.label), whole(room_kind(bed.room.beds))) if bed.is_first else None


_ROOMS = (
    Column(_l("Hotel room"), _room, 68.0),
    NAME.of("sleeper"),
    Column(_l("Gender"), attrgetter("sleeper.gender"), {"zh": 30.0, "en": 44.0}),
    UNIT.of("sleeper"),
    ORGANIZATION.of("sleeper"),
    Column(_l("Nights"), attrgetter("sleeper.days"), {"zh": 48.0, "en": 52.0}, kind="soft"),
)
_NIGHTS = (
    Column(_l("Night of"), attrgetter("day"), share=0.35),
    Column(_l("Hotel rooms"), attrgetter("rooms"), share=0.4),
    Column(_l("Number of people"), attrgetter("people"), share=0.25),
)


def _of_rooms(event: Event, lang: str, printing: Printing) -> Mapping[int, Mapping[str, str]]:
    data = get_room_list(event, lang, printing.asked.get(_HOTEL, ""), printing.people)
    return {
        sleeper.id: {
            "name": f"{sleeper.name}\n{sleeper.latin}",
            "organization": sleeper.organization,
            "unit": sleeper.unit,
            "room": f"{hotel.name} {room.label}\n{sleeper.gender}\n{sleeper.nights}",
        }
        for hotel in data.hotels
        for room in hotel.rooms
        for sleeper in room.people
    }


def _pickups(event: Event, lang: str, printing: Printing) -> Listing:
    data = get_pickups(event, lang, printing.people)
    return Listing(
        data.occasion,
        [
            Page(
                station.name,
                [
                    Section(
                        slot.people,
                        _("From %(time)s", time=slot.begins),
                        _n("%(num)s person", "%(num)s people", len(slot.people)),
                    )
                    for slot in station.slots
                ],
                subtitle=f"{station.what} · {data.occasion.title} · {PICKUPS.title}",
                outline=f"{station.what} {station.name}",
            )
            for station in data.stations
        ],
    )


_PICKUPS = (
    Column(_l("Time"), attrgetter("at"), 42.0),
    Column(_l("Train or flight"), attrgetter("number"), 66.0),
    NAME,
    UNIT,
    ORGANIZATION.but(share=0.64),
    Column(_l("Vehicle"), attrgetter("vehicle"), share=0.36, kind="soft"),
)


def _of_pickups(event: Event, lang: str, printing: Printing) -> Mapping[int, Mapping[str, str]]:
    rides = (
        (one, f"{station.what} {station.name} {slot.begins} {one.at} {one.number} {one.vehicle}")
        for station in get_pickups(event, lang, printing.people).stations
        for slot in station.slots
        for one in slot.people
    )
    return _by_person(rides)


def _rides(event: Event, lang: str, printing: Printing) -> Listing:
    data = get_ride_list(event, lang, printing.asked.get(_RIDE, ""), printing.people)
    return Listing(
        data.occasion,
        [
            Page(
                ride.name,
                [Section(ride.people)],
                facts=(ride.facts, ride.seats),
                empty=_("There are no passengers yet."),
                outline=f"{ride.name} {ride.facts}",
            )
            for ride in data.rides
        ],
    )


def _boarding(number: int) -> Column:
    """Boxes to tick at a boarding."""
    heading = _l("Boarding %(number)s", number=number)
    return Column(heading, lambda _one: None, {"zh": 40.0, "en": 52.0})


_PASSENGERS = (INDEX.but(width=26.0), NAME, UNIT, ORGANIZATION, *map(_boarding, (1, 2, 3)))


def _of_rides(event: Event, lang: str, printing: Printing) -> Mapping[int, Mapping[str, str]]:
    data = get_ride_list(event, lang, printing.asked.get(_RIDE, ""), printing.people)
    return _by_person((one, f"{ride.name} {ride.facts}") for ride in data.rides for one in ride.people)


def _by_person(rides: Iterator[tuple[Passenger, str]]) -> Mapping[int, Mapping[str, str]]:
    """Number of a registration → what is said of them, a line for each ride."""
    parts_of: dict[int, dict[str, str]] = {}
    for passenger, words in rides:
        before = parts_of.get(passenger.id, {}).get("ride", "")
        parts_of[passenger.id] = {
            "name": f"{passenger.name}\n{passenger.latin}",
            "organization": passenger.organization,
            "unit": passenger.unit,
            "ride": f"{before}\n{words}".strip(),
        }
    return parts_of


def _has_hotels(event: Event) -> bool:
    return bool(list_hotels(event.id))


def _has_vehicles(event: Event) -> bool:
    return bool(list_vehicles(event.id))


def _lacks_rooms(event: Event) -> str:
    return "" if is_any_room_given(event.id) else _("Nobody has a room here yet.")


def _lacks_riders(event: Event) -> str:
    return "" if is_anybody_riding(event.id) else _("There are no passengers yet.")


ROOMS = list_paper(
    "rooms",
    _l("Room list"),
    _l(
        "For each hotel its rooms, who has them and on which nights, for the reception desk. Do "
        "not give it to the hotel: use a list for a recipient."
    ),
    _room_list,
    columns=_ROOMS,
    empty=_l("This event has no hotel yet."),
    look=ListLook(joins=lambda row: isinstance(row, _Bed) and not row.is_last),
    opens=(READ,),
    is_personal=True,
    is_for=_has_hotels,
    lacks=_lacks_rooms,
    asks=(_HOTEL,),
    variant=_HOTEL,
    parts=_of_rooms,
)
PICKUPS = list_paper(
    "pickups",
    _l("Pick-up list"),
    _l(
        "For each station and half hour: people to be picked up or dropped off, their trains or "
        "flights, and their vehicles."
    ),
    _pickups,
    columns=_PICKUPS,
    empty=_l("Nobody needs to be picked up or dropped off yet."),
    opens=(READ,),
    is_personal=True,
    is_for=_has_vehicles,
    parts=_of_pickups,
)
PASSENGERS = list_paper(
    "passengers",
    _l("Passenger list"),
    _l("The passengers of each ride, with boxes to tick at each boarding, for the leader of the vehicle."),
    _rides,
    columns=_PASSENGERS,
    empty=_l("There is no ride yet."),
    look=ListLook(boxed=True),
    opens=(READ,),
    is_personal=True,
    is_for=_has_vehicles,
    lacks=_lacks_riders,
    asks=(_RIDE,),
    variant=_RIDE,
    parts=_of_rides,
)
PAPERS = (ROOMS, PICKUPS, PASSENGERS)
