"""Reading vehicles, rides, who rides, and who is to be fetched when and where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload

from eventmgr.event.events.models import Event
from eventmgr.event.events.queries import get_of
from eventmgr.event.forms.kinds.journeys import DEPARTURE
from eventmgr.event.forms.queries import list_questions
from eventmgr.event.forms.questions import QuestionKind
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.ground.text import LARGEST
from eventmgr.on_site.logistics.arranging.legs import Leg, read_leg, wants_none
from eventmgr.on_site.logistics.arranging.seats import SeatBreak
from eventmgr.on_site.logistics.models import Direction, Ride, RideSeat, Vehicle
from eventmgr.on_site.logistics.queries import Guest, list_guests
from eventmgr.programme.checkin.acts.merge import merge, who_of
from eventmgr.programme.checkin.queries import list_acts, list_lists

WAIT, EARLIEST, LATEST = timedelta(minutes=90), timedelta(minutes=60), timedelta(hours=5)
"""How long somebody waits for a ride at most; how long before a train or flight a ride leaves at least and at most."""
_FIELD = {Direction.ARRIVAL: "arrival", Direction.DEPARTURE: "departure"}


class Slot(NamedTuple):
    """People of one station and half hour."""

    station: str
    begins: datetime


@dataclass(frozen=True)
class Transport:
    """Everything about rides of an event in one direction at one moment."""

    direction: Direction
    guests: Mapping[int, Guest]
    legs: Mapping[int, Leg]
    """Person → when and where they are to be fetched or brought."""
    unread: Sequence[int]
    """Whose answer says something that cannot be read."""
    vehicles: Mapping[int, Vehicle]
    rides: Mapping[int, Ride]
    seats: Sequence[RideSeat]
    others: Sequence[Ride]
    """Rides of the other directions: their vehicles are busy then."""

    @cached_property
    def inside(self) -> dict[int, list[int]]:
        """Ride → its passengers in their order."""
        found: dict[int, list[int]] = defaultdict(list)
        for seat in sorted(self.seats, key=lambda one: self._order(one.registration_id)):
            found[seat.ride_id].append(seat.registration_id)
        return dict(found)

    def _order(self, person: int) -> int:
        guest = self.guests.get(person)
        return guest.order if guest else LARGEST

    @cached_property
    def slots(self) -> dict[Slot, list[int]]:
        """Station and half hour → people, by station and time."""
        found: dict[Slot, list[int]] = defaultdict(list)
        for person, leg in self.legs.items():
            found[Slot(leg.station, leg.slot)].append(person)
        return dict(sorted(found.items()))

    @cached_property
    def seated(self) -> set[int]:
        """The registrations that have a seat."""
        return {seat.registration_id for seat in self.seats}

    @property
    def wanting(self) -> list[int]:
        """Who is to ride, in their order: whoever has a leg, on an outing everybody."""
        asked = self.guests if self.direction is Direction.OUTING else self.legs
        return sorted(asked, key=self._order)

    @property
    def missing(self) -> list[int]:
        """Who is to ride and has no seat."""
        return [person for person in self.wanting if person not in self.seated] if self.rides or self.legs else []

    def fits(self, person: int, ride: Ride) -> bool:
        """Whether the ride is for this person's train or flight; on an outing always."""
        if self.direction is Direction.OUTING:
            return person in self.guests
        leg = self.legs.get(person)
        if leg is None:
            return False
        if self.direction is Direction.ARRIVAL:
            return leg.station in ride.start.values() and timedelta(0) <= ride.leaves_at - leg.at <= WAIT
        return leg.station in ride.goal.values() and EARLIEST <= leg.at - ride.leaves_at <= LATEST

    @cached_property
    def misfits(self) -> list[tuple[int, int, SeatBreak]]:
        """(person, ride, why) of seats that do not hold any more. What was settled by hand is no
        fault but for people who are gone."""
        misplaced = []
        for seat in self.seats:
            ride = self.rides[seat.ride_id]
            if seat.registration_id not in self.guests:
                misplaced.append((seat.registration_id, ride.id, SeatBreak.GONE))
            elif not seat.is_locked and not self.fits(seat.registration_id, ride):
                misplaced.append((seat.registration_id, ride.id, SeatBreak.CHANGED))
        bad = {(person, ride) for person, ride, _why in misplaced}
        locked = {(seat.registration_id, seat.ride_id) for seat in self.seats if seat.is_locked}
        for ride_id, people in self.inside.items():
            good = [person for person in people if (person, ride_id) not in bad]
            over = len(good) - self.rides[ride_id].vehicle.seats
            movable = [person for person in reversed(good) if (person, ride_id) not in locked]
            misplaced += [(person, ride_id, SeatBreak.FULL) for person in movable[: max(0, over)]]
        return misplaced


def load_transport(event: Event, direction: Direction) -> Transport:
    """All of it, in a fixed number of statements."""
    guests = {guest.id: guest for guest in list_guests(event.id)}
    legs, unread = _legs(event, guests, direction)
    rides = list_rides(event.id)
    own = {ride.id: ride for ride in rides if ride.direction is direction}
    seats = [seat for seat in list_seats(event.id) if seat.ride_id in own]
    others = [ride for ride in rides if ride.direction is not direction]
    vehicles = {vehicle.id: vehicle for vehicle in list_vehicles(event.id)}
    return Transport(direction, guests, legs, unread, vehicles, own, seats, others)


def _legs(event: Event, guests: Mapping[int, Guest], direction: Direction) -> tuple[dict[int, Leg], list[int]]:
    if direction is Direction.OUTING:
        return {}, []
    is_back = direction is Direction.DEPARTURE
    fields = [
        question.name
        for question in list_questions(event.id)
        if question.kind is QuestionKind.JOURNEY and (question.rules.direction == DEPARTURE) is is_back
    ]
    near = (event.ends_at if is_back else event.starts_at).astimezone(ZoneInfo(event.timezone)).date()
    legs: dict[int, Leg] = {}
    unread = []
    for person, guest in guests.items():
        answers = [guest.answers.get(name) for name in (*fields, _FIELD[direction])]
        leg = next((one for answer in answers if (one := read_leg(answer, near, event.timezone))), None)
        if leg is not None:
            legs[person] = leg
        elif not all(wants_none(answer) for answer in answers):
            unread.append(person)
    return legs, unread


def list_vehicles(event_id: int) -> list[Vehicle]:
    """The vehicles in the order in which they were entered."""
    return list(db.session.scalars(select(Vehicle).where(Vehicle.event_id == event_id).order_by(Vehicle.id)))


def is_anybody_riding(event_id: int) -> bool:
    """Whether anybody has a seat on a ride."""
    query = select(RideSeat.registration_id).join(Ride, Ride.id == RideSeat.ride_id).where(Ride.event_id == event_id)
    return db.session.scalar(query.limit(1)) is not None


def list_rides(event_id: int) -> list[Ride]:
    """By time, their vehicles loaded."""
    query = select(Ride).where(Ride.event_id == event_id).options(joinedload(Ride.vehicle))
    query = query.order_by(Ride.leaves_at, Ride.id).execution_options(populate_existing=True)
    return list(db.session.scalars(query))


def is_vehicle_used_twice(event: Event) -> ColumnElement[bool]:
    """Whether a vehicle of the event leaves more than once."""
    query = select(Ride.vehicle_id).where(Ride.event_id == event.id)
    return query.group_by(Ride.vehicle_id).having(func.count() > 1).exists()


def list_seats(event_id: int) -> list[RideSeat]:
    """All seats of an event's rides."""
    query = select(RideSeat).join(Ride, Ride.id == RideSeat.ride_id).where(Ride.event_id == event_id)
    query = query.order_by(RideSeat.ride_id, RideSeat.registration_id).execution_options(populate_existing=True)
    return list(db.session.scalars(query))


def get_ride(event: Event, ride_id: int) -> Ride:
    """That ride of that event, its vehicle loaded.

    Raises:
        NotFound: there is none.
    """
    return get_of(event, Ride, ride_id, joinedload(Ride.vehicle))


def find_on_board(event_id: int, ride: Ride) -> set[int] | None:
    """Passengers who are in the vehicle by its check-in list; None: it has none."""
    if ride.list_id is None:
        return None
    merged = merge(list_acts(event_id), {one.id: one.kind for one in list_lists(event_id, closed=True)})
    people = db.session.scalars(select(RideSeat.registration_id).where(RideSeat.ride_id == ride.id))
    return {person for person in people if merged.is_in(ride.list_id, who_of(person))}


def list_own_rides(registration_ids: Collection[int], *, published: bool) -> list[Ride]:
    """Rides on which these people have a seat, by time; with `published` those alone that are shown."""
    query = select(Ride).join(RideSeat, RideSeat.ride_id == Ride.id).options(joinedload(Ride.vehicle))
    query = query.where(RideSeat.registration_id.in_(sorted(registration_ids)))
    if published:
        query = query.where(Ride.published_at.is_not(None))
    return list(db.session.scalars(query.order_by(Ride.leaves_at, Ride.id)))


def list_shown_rides(event_id: int, people: Collection[int] | None = None) -> dict[int, list[Ride]]:
    """Registration → its published rides, by time; of these people alone, or of everybody."""
    query = (
        select(RideSeat.registration_id, Ride).join(Ride, Ride.id == RideSeat.ride_id).options(joinedload(Ride.vehicle))
    )
    query = query.where(Ride.event_id == event_id, Ride.published_at.is_not(None)).order_by(Ride.leaves_at, Ride.id)
    if people is not None:
        query = query.where(RideSeat.registration_id.in_(sorted(people)))
    found: dict[int, list[Ride]] = defaultdict(list)
    for person, ride in db.session.execute(query):
        found[person].append(ride)
    return dict(found)


def list_expected(event_id: int) -> dict[int, frozenset[int]]:
    """Check-in list → who is expected on it: passengers of the rides that are counted by it."""
    query = select(Ride.list_id, RideSeat.registration_id).join(RideSeat, RideSeat.ride_id == Ride.id)
    rows = db.session.execute(query.where(Ride.event_id == event_id, Ride.list_id.is_not(None)))
    found: dict[int, set[int]] = defaultdict(set)
    for number, person in rows:
        found[number or 0].add(person)
    return {number: frozenset(people) for number, people in found.items()}


def list_seats_by_ride(event_id: int) -> dict[int, list[RideSeat]]:
    """Ride → its seats, of rides that have any."""
    found: dict[int, list[RideSeat]] = defaultdict(list)
    for seat in list_seats(event_id):
        found[seat.ride_id].append(seat)
    return dict(found)


def list_foreign_seats() -> list[tuple[int, int]]:
    """(ride, registration) of seats whose registration belongs to another event, or whose person was deleted."""
    query = (
        select(RideSeat.ride_id, RideSeat.registration_id)
        .join(Ride, Ride.id == RideSeat.ride_id)
        .join(Registration, Registration.id == RideSeat.registration_id)
        .where((Registration.event_id != Ride.event_id) | Registration.forgotten_at.is_not(None))
    )
    return [(int(ride), int(number)) for ride, number in db.session.execute(query)]
