"""The papers that accommodation and transport tell of, and what each says of a person."""

from __future__ import annotations

from collections.abc import Mapping

from eventmgr.event.events.models import Event
from eventmgr.ground.features import Paper, Printing
from eventmgr.ground.i18n import _, _l
from eventmgr.on_site.logistics.labels import READ
from eventmgr.on_site.logistics.lodging.queries import is_any_room_given, list_hotels
from eventmgr.on_site.logistics.papers.contents import Passenger
from eventmgr.on_site.logistics.papers.queries import get_pickups, get_ride_list, get_room_list
from eventmgr.on_site.logistics.transport.queries import is_anybody_riding, list_vehicles

_HOTEL, _RIDE = "hotel", "ride"


def _rooms(event: Event, lang: str, printing: Printing) -> bytes:
    from eventmgr.on_site.logistics.papers import documents  # noqa: PLC0415 - loads ReportLab, for documents only

    data = get_room_list(event, lang, printing.asked.get(_HOTEL, ""), printing.people)
    return documents.room_list(data, lang=lang)


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


def _has_hotels(event: Event) -> bool:
    return bool(list_hotels(event.id))


def _pickups(event: Event, lang: str, printing: Printing) -> bytes:
    from eventmgr.on_site.logistics.papers import ride_documents  # noqa: PLC0415 - loads ReportLab, for documents only

    return ride_documents.pickup_list(get_pickups(event, lang, printing.people), lang=lang)


def _of_pickups(event: Event, lang: str, printing: Printing) -> Mapping[int, Mapping[str, str]]:
    parts_of: dict[int, dict[str, str]] = {}
    for station in get_pickups(event, lang, printing.people).stations:
        for slot in station.slots:
            for one in slot.people:
                said = f"{station.what} {station.name} {slot.begins} {one.at} {one.number} {one.vehicle}"
                before = parts_of.get(one.id, {}).get("ride", "")
                parts_of[one.id] = _of(one) | {"ride": f"{before}\n{said}".strip()}
    return parts_of


def _rides(event: Event, lang: str, printing: Printing) -> bytes:
    from eventmgr.on_site.logistics.papers import ride_documents  # noqa: PLC0415 - as above

    data = get_ride_list(event, lang, printing.asked.get(_RIDE, ""), printing.people)
    return ride_documents.ride_list(data, lang=lang)


def _of_rides(event: Event, lang: str, printing: Printing) -> Mapping[int, Mapping[str, str]]:
    parts_of: dict[int, dict[str, str]] = {}
    for ride in get_ride_list(event, lang, printing.asked.get(_RIDE, ""), printing.people).rides:
        for one in ride.people:
            before = parts_of.get(one.id, {}).get("ride", "")
            parts_of[one.id] = _of(one) | {"ride": f"{before}\n{ride.name} {ride.facts}".strip()}
    return parts_of


def _of(one: Passenger) -> dict[str, str]:
    return {"name": f"{one.name}\n{one.latin}", "organization": one.organization, "unit": one.unit}


def _has_vehicles(event: Event) -> bool:
    return bool(list_vehicles(event.id))


def _lacks_rooms(event: Event) -> str:
    return "" if is_any_room_given(event.id) else _("Nobody has a room here yet.")


def _lacks_riders(event: Event) -> str:
    return "" if is_anybody_riding(event.id) else _("There are no passengers yet.")


PAPERS = (
    Paper(
        "rooms",
        _l("Room list"),
        _l(
            "For each hotel its rooms, who has them and on which nights, for the reception desk. Do "
            "not give it to the hotel: use a list for a recipient."
        ),
        _rooms,
        opens=(READ,),
        is_personal=True,
        is_for=_has_hotels,
        lacks=_lacks_rooms,
        asks=(_HOTEL,),
        variant=_HOTEL,
        parts=_of_rooms,
    ),
    Paper(
        "pickups",
        _l("Pick-up list"),
        _l(
            "For each station and half hour: people to be picked up or dropped off, their trains or "
            "flights, and their vehicles."
        ),
        _pickups,
        opens=(READ,),
        is_personal=True,
        is_for=_has_vehicles,
        parts=_of_pickups,
    ),
    Paper(
        "passengers",
        _l("Passenger list"),
        _l("The passengers of each ride, with boxes to tick at each boarding, for the leader of the vehicle."),
        _rides,
        opens=(READ,),
        is_personal=True,
        is_for=_has_vehicles,
        lacks=_lacks_riders,
        asks=(_RIDE,),
        variant=_RIDE,
        parts=_of_rides,
    ),
)
