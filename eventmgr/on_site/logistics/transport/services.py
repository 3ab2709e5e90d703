"""Vehicles are made, rides proposed, given by hand, repaired, counted and published."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from eventmgr.event.events.models import Event
from eventmgr.event.events.queries import get_of
from eventmgr.event.events.services import hold
from eventmgr.event.registration.models import Registration
from eventmgr.ground.columns import state_of, taken_along
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import Bilingual, _, format_instant, localized
from eventmgr.on_site.logistics import statements
from eventmgr.on_site.logistics.arranging.legs import HALF_HOUR
from eventmgr.on_site.logistics.arranging.seats import Carrier, Rider, SeatReason, fewest, seat
from eventmgr.on_site.logistics.labels import place_name, station_names, way_of
from eventmgr.on_site.logistics.models import Direction, Ride, RideSeat, Vehicle, VehicleKind
from eventmgr.on_site.logistics.transport import queries
from eventmgr.on_site.logistics.transport.queries import Slot, Transport
from eventmgr.on_site.logistics.transport.telling import tell_rides
from eventmgr.programme.checkin.acts.kinds import ListKind
from eventmgr.programme.checkin.services import add_list
from eventmgr.tools.log.services import Act, difference, record

MOST_VEHICLES, MOST_RIDES = 100, 600
TURNAROUND = timedelta(minutes=90)
"""So long a vehicle is busy before and after it leaves."""
BEFORE = timedelta(hours=2, minutes=30)
"""So long before the half hour of trains and flights a vehicle leaves for the station."""


@dataclass(frozen=True)
class VehicleDraft:
    """What organizers say about a vehicle."""

    name: Bilingual
    kind: VehicleKind
    seats: int
    plate: str = ""
    driver: str = ""
    phone: str = ""


@dataclass(frozen=True)
class RideDraft:
    """What organizers say about a ride."""

    vehicle_id: int
    direction: Direction
    leaves_at: datetime
    title: Bilingual = field(default_factory=dict)
    start: Bilingual = field(default_factory=dict)
    goal: Bilingual = field(default_factory=dict)


_RIDE = ("vehicle_id", "direction", "leaves_at", "title", "start", "goal")


def name_of(ride: Ride) -> str:
    """A ride as lists and the trail call it."""
    way = way_of(ride)
    return " · ".join(part for part in (localized(ride.vehicle.name), way) if part)


def put_vehicle(event: Event, vehicle: Vehicle | None, draft: VehicleDraft, *, act: Act) -> Vehicle:
    """A new vehicle, or one that is changed.

    Raises:
        Refusal: the event has too many.
    """
    if vehicle is None and len(queries.list_vehicles(event.id)) >= MOST_VEHICLES:
        raise Refusal(_("This event has %(most)s vehicles. Delete one first.", most=MOST_VEHICLES))
    row = vehicle or Vehicle(event_id=event.id)
    before = state_of(row)
    for name in before:
        setattr(row, name, getattr(draft, name))
    db.session.add(row)
    db.session.flush()
    changes = difference(before, state_of(row)) if vehicle else {}
    if changes:
        tell_rides(event.id, at=act.at)
    if vehicle is None or changes:
        action = "changed" if vehicle else "created"
        record(act, action, row, event_id=event.id, object_name=localized(row.name, "zh"), changes=changes)
    return row


def remove_vehicle(event: Event, vehicle: Vehicle, *, act: Act) -> None:
    """Delete the vehicle with its rides."""
    record(act, "removed", vehicle, event_id=event.id, object_name=localized(vehicle.name, "zh"))
    db.session.delete(vehicle)
    db.session.flush()
    tell_rides(event.id, at=act.at)


def put_ride(event: Event, ride: Ride | None, draft: RideDraft, *, act: Act) -> Ride:
    """A new ride, or one that is changed.

    Raises:
        NotFound: the event has no such vehicle. Refusal: too many rides.
    """
    get_of(event, Vehicle, draft.vehicle_id)
    if ride is None and len(queries.list_rides(event.id)) >= MOST_RIDES:
        raise Refusal(_("This event has %(most)s rides. Delete some first.", most=MOST_RIDES))
    row = ride or Ride(event_id=event.id)
    before = {**state_of(row), "vehicle": localized(row.vehicle.name, "zh")} if ride else {}
    for name in _RIDE:
        setattr(row, name, getattr(draft, name))
    db.session.add(row)
    db.session.flush()
    db.session.refresh(row)
    changes = difference(before, {**state_of(row), "vehicle": localized(row.vehicle.name, "zh")}) if ride else {}
    if ride is None or changes:
        tell_rides(event.id, at=act.at)
        action = "changed" if ride else "created"
        record(act, action, row, event_id=event.id, object_name=name_of(row), changes=changes)
    return row


def move_rides(event: Event, shift: Callable[[datetime], datetime], *, act: Act) -> None:
    """All rides leave where `shift` puts them, and calendars are told of those that are shown. The event must be
    locked; who is to hear of its dates hears of these, too."""
    for ride in queries.list_rides(event.id):
        before, ride.leaves_at = ride.leaves_at, shift(ride.leaves_at)
        changes = difference({"leaves_at": before}, {"leaves_at": ride.leaves_at})
        record(act, "changed", ride, event_id=event.id, object_name=name_of(ride), changes=changes)
    db.session.flush()
    tell_rides(event.id, at=act.at, is_told=False)


def remove_ride(event: Event, ride: Ride, *, act: Act) -> None:
    """Its passengers have no seat any more; the check-in list stays."""
    record(act, "removed", ride, event_id=event.id, object_name=name_of(ride))
    db.session.delete(ride)
    db.session.flush()
    tell_rides(event.id, at=act.at)


def propose_rides(event: Event, direction: Direction, *, act: Act) -> int:
    """A seat for everybody who is to ride and has none; for pick-ups and drop-offs rides are made for each station and
    half hour. How many got one.

    Raises:
        Refusal: there is no vehicle, or no ride of an outing.
    """
    hold(event)
    now = queries.load_transport(event, direction)
    if not now.vehicles:
        raise Refusal(_("Add the vehicles of the event first."))
    if direction is Direction.OUTING and not now.rides:
        raise Refusal(_("Add the rides of the outing first."))
    number = _seat_outings(now) if direction is Direction.OUTING else _seat_slots(event, now)
    db.session.flush()
    tell_rides(event.id, at=act.at)
    record(act, "rides_proposed", event, event_id=event.id, changes={"rows": [None, number]})
    return number


def _seat_outings(now: Transport) -> int:
    """Everybody has a seat on each outing: its rides are those of one title and time. Nobody is on two that leave
    shortly one after the other: whoever has a seat on one keeps it, and has none on the other."""
    outings: dict[tuple[str, datetime], list[Ride]] = {}
    for ride in now.rides.values():
        outings.setdefault((localized(ride.title, "zh"), ride.leaves_at), []).append(ride)
    number = 0
    away: dict[int, list[datetime]] = defaultdict(list)
    for ride_seat in now.seats:
        if ride_seat.ride_id in now.rides:
            away[ride_seat.registration_id].append(now.rides[ride_seat.ride_id].leaves_at)
    for (_title, leaves_at), rides in outings.items():
        own = {ride.id for ride in rides}
        staying = {ride_seat.registration_id: ride_seat.ride_id for ride_seat in now.seats if ride_seat.ride_id in own}
        free = [
            person
            for person in now.guests
            if person in staying or not any(abs(other - leaves_at) < TURNAROUND for other in away[person])
        ]
        seating = seat([rider_of(now, person) for person in free], [_carrier(ride) for ride in rides], staying)
        for person, ride_id in seating.seats.items():
            db.session.add(RideSeat(ride_id=ride_id, registration_id=person, is_locked=False, why=seating.why[person]))
            away[person].append(leaves_at)
        number += len(seating.seats)
    return number


def _seat_slots(event: Event, now: Transport) -> int:
    """Rides are made for whoever finds a seat on none that is there; all of them, and all seats, are written at
    once."""
    number = 0
    made: list[tuple[Ride, list[tuple[int, str]]]] = []
    rides = [*now.rides.values(), *now.others]
    room = {ride.id: ride.vehicle.seats - len(now.inside.get(ride.id, ())) for ride in now.rides.values()}
    for slot, people in now.slots.items():
        waiting = [person for person in people if person not in now.seated]
        waiting, joined = _join(now, waiting, room)
        number += joined
        if not waiting:
            continue
        leaves_at = slot.begins + HALF_HOUR if now.direction is Direction.ARRIVAL else slot.begins - BEFORE
        free = [one for one in now.vehicles.values() if _is_free(one, leaves_at, rides)]
        for vehicle, riders in _shared_out(now, waiting, free):
            ride = _new_ride(event, now, slot, vehicle, leaves_at)
            rides.append(ride)
            made.append((ride, riders))
            number += len(riders)
    numbers = statements.add_rides([ride for ride, _riders in made])
    db.session.add_all(
        RideSeat(ride_id=numbers[ride.vehicle_id, ride.leaves_at], registration_id=person, is_locked=False, why=why)
        for ride, riders in made
        for person, why in riders
    )
    return number


def _join(now: Transport, waiting: Sequence[int], room: dict[int, int]) -> tuple[list[int], int]:
    """Whoever can ride with one that is there already does; who is left waits."""
    left, joined = [], 0
    for person in waiting:
        fits = [ride for ride in now.rides.values() if room.get(ride.id, 0) > 0 and now.fits(person, ride)]
        if not fits:
            left.append(person)
            continue
        room[fits[0].id] -= 1
        db.session.add(RideSeat(ride_id=fits[0].id, registration_id=person, is_locked=False, why=SeatReason.JOINED))
        joined += 1
    return left, joined


def _is_free(vehicle: Vehicle, leaves_at: datetime, rides: Collection[Ride]) -> bool:
    return not any(ride.vehicle_id == vehicle.id and abs(ride.leaves_at - leaves_at) < TURNAROUND for ride in rides)


def _shared_out(
    now: Transport, waiting: Sequence[int], free: Sequence[Vehicle]
) -> list[tuple[Vehicle, list[tuple[int, str]]]]:
    """Leaders in a car where one is free, the others in the fewest vehicles that hold them; as many as there are seats
    for."""
    riders = [rider_of(now, person) for person in waiting]
    cars = [item for item in free if item.kind is VehicleKind.CAR]
    leaders = [item for item in riders if item.leads]
    chosen: list[Carrier] = []
    if leaders and cars:
        known = [Carrier(item.id, item.seats, is_car=True) for item in cars]
        chosen = fewest(len(leaders), known) or known
    taken = {item.id for item in chosen}
    others = len(riders) - min(len(leaders), sum(item.seats for item in chosen))
    rest = [Carrier(item.id, item.seats) for item in free if item.id not in taken]
    chosen += (fewest(others, rest) or rest) if others else []
    found = seat(riders, chosen, {})
    by_vehicle: dict[int, list[tuple[int, str]]] = {}
    for person, vehicle_id in found.seats.items():
        by_vehicle.setdefault(vehicle_id, []).append((person, found.why[person]))
    return [(now.vehicles[vehicle_id], people) for vehicle_id, people in sorted(by_vehicle.items())]


def _new_ride(event: Event, now: Transport, slot: Slot, vehicle: Vehicle, leaves_at: datetime) -> Ride:
    venue = dict(event.venues[0].name if event.venues else event.city)
    station = station_names(slot.station)
    start, goal = (station, venue) if now.direction is Direction.ARRIVAL else (venue, station)
    return Ride(
        event_id=event.id,
        vehicle_id=vehicle.id,
        direction=now.direction,
        title={},
        leaves_at=leaves_at,
        start=start,
        goal=goal,
    )


def rider_of(now: Transport, person: int) -> Rider:
    """The person as the method of arranging reads them."""
    guest = now.guests[person]
    return Rider(person, guest.unit, guest.leadership is not None, guest.order)


def _carrier(ride: Ride) -> Carrier:
    return Carrier(ride.id, ride.vehicle.seats, is_car=ride.vehicle.kind is VehicleKind.CAR)


def repair_rides(event: Event, direction: Direction, *, act: Act) -> int:
    """Seats that do not hold any more are given up, and whoever has none gets one; nobody else moves. How many
    steps."""
    hold(event)
    now = queries.load_transport(event, direction)
    for person, ride_id, _why in now.misfits:
        statements.delete_seat(ride_id, person)
    db.session.expire_all()
    seated = propose_rides(event, direction, act=act) if now.vehicles and (now.rides or now.legs) else 0
    if now.misfits:
        tell_rides(event.id, at=act.at)
        record(act, "rides_repaired", event, event_id=event.id, changes={"rows": [None, len(now.misfits)]})
    return len(now.misfits) + seated


def move(event: Event, direction: Direction, registration: Registration, ride: Ride | None, *, act: Act) -> None:
    """Give somebody a seat on this ride by hand, or none of that direction; on an outing other outings stay as they
    are.

    Raises:
        Refusal: the ride is full, or the registration holds no place.
    """
    hold(event)
    now = queries.load_transport(event, direction)
    if registration.id not in now.guests:
        raise Refusal(_("This registration holds no place, so there is no seat to give."))
    if ride is not None:
        ride = now.rides.get(ride.id)
        if ride is None:
            raise Refusal(_("This ride goes in another direction."))
        inside = [person for person in now.inside.get(ride.id, ()) if person != registration.id]
        if len(inside) >= ride.vehicle.seats:
            raise Refusal(_("%(name)s is full.", name=name_of(ride)))
    same = [
        candidate
        for candidate in now.rides.values()
        if ride is None or direction is not Direction.OUTING or _is_same(candidate, ride)
    ]
    before = [name_of(candidate) for candidate in same if registration.id in now.inside.get(candidate.id, ())]
    for candidate in same:
        statements.delete_seat(candidate.id, registration.id)
    if ride is not None:
        db.session.add(
            RideSeat(ride_id=ride.id, registration_id=registration.id, is_locked=True, why=SeatReason.BY_HAND)
        )
    db.session.flush()
    tell_rides(event.id, at=act.at)
    changes = difference({"ride": ", ".join(before)}, {"ride": name_of(ride) if ride else ""})
    record(act, "seat_settled", registration, event_id=event.id, object_name=registration.name, changes=changes)


def _is_same(one: Ride, other: Ride) -> bool:
    return one.title == other.title and one.leaves_at == other.leaves_at


def count_by_list(event: Event, ride: Ride, *, act: Act) -> None:
    """A check-in list of the kind bus, by which passengers are counted at each boarding; made once."""
    if ride.list_id is None:
        said = {lang: _list_name(event, ride, lang) for lang in ("zh", "en")}
        ride.list_id = add_list(event, ListKind.BUS, said, act=act).id


def _list_name(event: Event, ride: Ride, lang: str) -> str:
    way = localized(ride.title, lang) or place_name(ride.start, lang) or place_name(ride.goal, lang)
    when = format_instant(ride.leaves_at, event.timezone, lang)
    return " · ".join(part for part in (localized(ride.vehicle.name, lang), way, when) if part)[:100]


def publish_rides(event: Event, direction: Direction, *, withdraw: bool, act: Act) -> int:
    """Passengers see their rides of that direction, or do not any more; how many rides."""
    hold(event)
    rides = [ride for ride in queries.list_rides(event.id) if ride.direction is direction]
    for ride in rides:
        ride.published_at = None if withdraw else (ride.published_at or act.at)
    db.session.flush()
    tell_rides(event.id, at=act.at)
    action = "rides_withdrawn" if withdraw else "rides_published"
    record(act, action, event, event_id=event.id, changes={"rows": [None, len(rides)]})
    return len(rides)


def note_ride_export(event: Event, rows: int, *, act: Act) -> None:
    """The list left the house as a file."""
    record(act, "rides_exported", event, event_id=event.id, changes={"rows": [None, rows]})


def copy_vehicles(copy: Event, source: Event) -> None:
    """The copy of an event has the vehicles of the source without plates and drivers, and no rides."""
    for vehicle in queries.list_vehicles(source.id):
        db.session.add(Vehicle(event_id=copy.id, **taken_along(vehicle)))
