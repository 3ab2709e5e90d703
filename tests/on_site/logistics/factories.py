"""Hotels, vehicles and people who need a bed, made in one line each."""

from __future__ import annotations

from typing import Any

from eventmgr.event.events.models import Event
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import transaction
from eventmgr.on_site.logistics.lodging import queries, services
from eventmgr.on_site.logistics.lodging.services import HotelDraft
from eventmgr.on_site.logistics.models import Direction, Hotel, Ride, Vehicle, VehicleKind
from eventmgr.on_site.logistics.transport import services as transport
from eventmgr.on_site.logistics.transport.services import RideDraft, VehicleDraft
from eventmgr.tools.log.services import SYSTEM, Act
from tests.factories import NOON, make_person, make_registration

ACT = Act(SYSTEM, NOON)


def make_hotel(event: Event, *, single: int = 0, twin: int = 2, name: str = "样例宾馆") -> Hotel:
    """A hotel with rooms 101 … of one bed and 201 … of two."""
    with transaction():
        draft = HotelDraft(
            {"zh": name, "en": "Sample Hotel"}, {"zh": "样例路1号", "en": "1 Sample Road"}, "021-00000000"
        )
        hotel = services.add_hotel(event, draft, act=ACT)
        for first, number, beds in (("101", single, 1), ("201", twin, 2)):
            if number:
                services.add_rooms(
                    event, queries.get_hotel(event, hotel.id), first=first, number=number, beds=beds, act=ACT
                )
    return queries.get_hotel(event, hotel.id)


def make_vehicle(event: Event, name: str = "大巴1", kind: VehicleKind = VehicleKind.BUS, seats: int = 45) -> Vehicle:
    """A vehicle with a plate."""
    with transaction():
        draft = VehicleDraft({"zh": name, "en": name}, kind, seats, "沪A00001")
        return transport.put_vehicle(event, None, draft, act=ACT)


def make_ride(event: Event, vehicle: Vehicle, title: str = "考察", **values: Any) -> Ride:
    """An outing that leaves when the event begins."""
    draft = RideDraft(vehicle.id, Direction.OUTING, event.starts_at, {"zh": title, "en": title}, **values)
    with transaction():
        return transport.put_ride(event, None, draft, act=ACT)


def make_sleeper(
    event: Event, name: str = "王小明", *, sex: str = "male", lodging: str = "shared", **values: Any
) -> Registration:
    """Somebody with a place who asks for a room; `arrival`, `departure` and questions as keywords of `said`."""
    said = values.pop("said", {})
    sealed = {"lodging": lodging, **{key: value for key, value in said.items() if key in ("arrival", "departure")}}
    answers = {"gender": sex} | {key: value for key, value in said.items() if key not in sealed}
    return make_registration(event, make_person(name), answers=answers, sensitive=sealed, **values)


def propose(event: Event, *, anew: bool = False) -> int:
    """Rooms for those who have none."""
    with transaction():
        return services.propose_rooms(event, anew=anew, act=ACT)


def rooms_of(event: Event) -> dict[str, str]:
    """Name → the number of the room."""
    now = queries.load_lodging(event)
    return {now.guests[stay.person].name: now.rooms[stay.room].label for stay in now.given if stay.person in now.guests}
