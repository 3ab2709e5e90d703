"""Reading hotels, rooms and who has which."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from eventmgr.event.events.models import Event
from eventmgr.event.events.queries import get_of
from eventmgr.event.forms.queries import list_questions
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.notes import merged_into
from eventmgr.ground.db import db
from eventmgr.ground.errors import NotFound
from eventmgr.ground.i18n import _
from eventmgr.ground.text import LARGEST
from eventmgr.on_site.logistics.arranging.nights import Nights, kept_nights
from eventmgr.on_site.logistics.arranging.room_repairs import Break, Stay, breaks_of
from eventmgr.on_site.logistics.arranging.rooms import Need, Room
from eventmgr.on_site.logistics.lodging.needs import Facts, facts_of, needs_of, usual_nights, usual_roommate_key
from eventmgr.on_site.logistics.models import Hotel, HotelRoom, HotelStay, LodgingPlan
from eventmgr.on_site.logistics.queries import Guest, list_guests


@dataclass(frozen=True)
class Lodging:
    """Everything about the rooms of an event at one moment."""

    plan: LodgingPlan | None
    facts: Facts
    guests: dict[int, Guest]
    needs: list[Need]
    hotels: Sequence[Hotel]
    stays: dict[int, HotelStay]
    """By the registration that stands, of merged ones too."""

    @cached_property
    def rooms(self) -> dict[int, HotelRoom]:
        """By number, in the order in which they are given out."""
        return {room.id: room for hotel in self.hotels for room in hotel.rooms}

    @cached_property
    def places(self) -> list[Room]:
        """The rooms as the method of arranging reads them."""
        return [Room(room.id, room.beds, room.hotel_id, order) for order, room in enumerate(self.rooms.values())]

    @cached_property
    def given(self) -> list[Stay]:
        """The people who have a room."""
        wanted = {need.person: need.nights for need in self.needs}
        return [
            Stay(person, stay.room_id, kept_nights(stay.nights) or wanted.get(person, self.facts.usual), stay.is_locked)
            for person, stay in self.stays.items()
            if stay.room_id is not None
        ]

    @cached_property
    def breaks(self) -> list[Break]:
        """What does not hold any more."""
        return breaks_of(self.needs, self.given, self.places)

    @cached_property
    def inside(self) -> dict[int, list[int]]:
        """Room → who has it, in their order; those who need none any more last."""
        order = {need.person: need.order for need in self.needs}
        found: dict[int, list[int]] = {}
        for stay in sorted(self.given, key=lambda one: (order.get(one.person, LARGEST), one.person)):
            found.setdefault(stay.room, []).append(stay.person)
        return found

    @property
    def unplaced(self) -> list[Need]:
        """The people who need a room and have none."""
        placed = {stay.person for stay in self.given}
        return [need for need in self.needs if need.person not in placed]

    @cached_property
    def nights_by_person(self) -> dict[int, Nights]:
        """The nights that people need."""
        return {need.person: need.nights for need in self.needs}


def load_lodging(event: Event) -> Lodging:
    """All of it, in a fixed number of statements."""
    plan = find_plan(event.id)
    questions = list_questions(event.id)
    usual = usual_nights(event.starts_at, event.ends_at, event.timezone)
    key = plan.roommate_key if plan else usual_roommate_key(questions)
    facts = facts_of(Nights(plan.arrives_on, plan.leaves_on) if plan else usual, questions, key)
    guests = list_guests(event.id)
    stays = _standing({guest.id for guest in guests}, list_stays(event.id), merged_into(event.id))
    set_nights = {person: nights for person, stay in stays.items() if (nights := kept_nights(stay.set_nights))}
    needs = needs_of(guests, facts, set_nights)
    return Lodging(plan, facts, {guest.id: guest for guest in guests}, needs, list_hotels(event.id), stays)


def _standing(here: Collection[int], stays: Sequence[HotelStay], into: dict[int, int]) -> dict[int, HotelStay]:
    """By the registration that stands for the person: what was settled of one that was merged holds for that, where
    nothing was settled of it."""
    own = {stay.registration_id: stay for stay in stays}
    stay_of = {number: stay for number, stay in own.items() if number in here or number not in into}
    for number, stay in own.items():
        if number not in stay_of:
            end = into[number]
            stay_of.setdefault(end if end in here else number, stay)
    return stay_of


def find_plan(event_id: int) -> LodgingPlan | None:
    """What holds for rooms of the event; None: as usual."""
    return db.session.get(LodgingPlan, event_id, populate_existing=True)


def list_hotels(event_id: int) -> list[Hotel]:
    """The hotels in the order in which they were entered, with their rooms."""
    query = select(Hotel).where(Hotel.event_id == event_id).options(selectinload(Hotel.rooms)).order_by(Hotel.id)
    return list(db.session.scalars(query.execution_options(populate_existing=True)))


def is_any_room_given(event_id: int) -> bool:
    """Whether anybody has a room."""
    query = select(HotelStay.registration_id).where(HotelStay.event_id == event_id, HotelStay.room_id.is_not(None))
    return db.session.scalar(query.limit(1)) is not None


def list_stays(event_id: int) -> list[HotelStay]:
    """All that was settled, by registration."""
    query = select(HotelStay).where(HotelStay.event_id == event_id).order_by(HotelStay.registration_id)
    return list(db.session.scalars(query.execution_options(populate_existing=True)))


def find_stay(registration_id: int) -> HotelStay | None:
    """What was settled of one person."""
    return db.session.get(HotelStay, registration_id, populate_existing=True)


def get_hotel(event: Event, hotel_id: int) -> Hotel:
    """That hotel of that event.

    Raises:
        NotFound: there is none.
    """
    return get_of(event, Hotel, hotel_id, selectinload(Hotel.rooms))


def get_room(event: Event, room_id: int) -> HotelRoom:
    """That room of a hotel of that event, its hotel loaded.

    Raises:
        NotFound: there is none.
    """
    query = select(HotelRoom).join(HotelRoom.hotel).where(HotelRoom.id == room_id, Hotel.event_id == event.id)
    found = db.session.scalars(query.options(joinedload(HotelRoom.hotel))).one_or_none() if room_id <= LARGEST else None
    if found is None:
        raise NotFound(_("This event has no such room."))
    return found


class Shown(NamedTuple):
    """The room that a person is shown."""

    hotel: Hotel
    label: str
    nights: Nights | None


def find_shown(registration_id: int) -> Shown | None:
    """What was published of somebody's room; None: nothing."""
    query = (
        select(HotelStay, HotelRoom)
        .join(HotelRoom, HotelRoom.id == HotelStay.shown_room_id)
        .join(LodgingPlan, LodgingPlan.event_id == HotelStay.event_id)
        .where(HotelStay.registration_id == registration_id, LodgingPlan.published_at.is_not(None))
        .options(joinedload(HotelRoom.hotel))
    )
    row = db.session.execute(query).one_or_none()
    return Shown(row[1].hotel, row[1].label, kept_nights(row[0].shown_nights)) if row else None


def list_shown(event_id: int, people: Collection[int] | None = None) -> dict[int, Shown]:
    """Registration → the room that was published; of these people alone, or of everybody."""
    query = (
        select(HotelStay, HotelRoom)
        .join(HotelRoom, HotelRoom.id == HotelStay.shown_room_id)
        .join(LodgingPlan, LodgingPlan.event_id == HotelStay.event_id)
        .where(HotelStay.event_id == event_id, LodgingPlan.published_at.is_not(None))
        .options(joinedload(HotelRoom.hotel))
    )
    if people is not None:
        query = query.where(HotelStay.registration_id.in_(sorted(people)))
    rows = db.session.execute(query)
    return {stay.registration_id: Shown(room.hotel, room.label, kept_nights(stay.shown_nights)) for stay, room in rows}


def list_unpublished(event_id: int) -> list[int]:
    """Those whose room is another than the one that they are shown."""
    query = select(HotelStay.registration_id).where(
        HotelStay.event_id == event_id,
        func.coalesce(HotelStay.room_id, 0) != func.coalesce(HotelStay.shown_room_id, 0),
    )
    return list(db.session.scalars(query))


def list_foreign_stays() -> list[tuple[int, int]]:
    """(registration, room) of stays whose room belongs to another event than the registration."""
    query = (
        select(HotelStay.registration_id, HotelRoom.id)
        .join(HotelRoom, HotelRoom.id == HotelStay.room_id)
        .join(Hotel, Hotel.id == HotelRoom.hotel_id)
        .join(Registration, Registration.id == HotelStay.registration_id)
        .where((Hotel.event_id != HotelStay.event_id) | (Registration.event_id != HotelStay.event_id))
    )
    return [(int(number), int(room)) for number, room in db.session.execute(query)]


def list_forgotten_stays() -> list[int]:
    """Stays of people whose information was deleted."""
    query = select(HotelStay.registration_id).join(Registration, Registration.id == HotelStay.registration_id)
    return list(db.session.scalars(query.where(Registration.forgotten_at.is_not(None))))


def list_substituted(registration_ids: Collection[int]) -> list[Any]:
    """Stays of these registrations that hold a place and were not deleted: another person has them now."""
    query = (
        select(HotelStay)
        .join(Registration, Registration.id == HotelStay.registration_id)
        .where(HotelStay.registration_id.in_(sorted(registration_ids)), Registration.forgotten_at.is_(None))
    )
    return list(db.session.scalars(query))


def list_rooms_by_id(ids: Collection[int]) -> dict[int, HotelRoom]:
    """Rooms with these numbers, their hotels loaded."""
    query = select(HotelRoom).where(HotelRoom.id.in_(sorted(ids))).options(joinedload(HotelRoom.hotel))
    return {room.id: room for room in db.session.scalars(query)} if ids else {}


def list_forgotten(registration_ids: Collection[int]) -> list[int]:
    """Those of these registrations whose person's information was deleted."""
    query = select(Registration.id).where(Registration.id.in_(sorted(registration_ids)))
    return list(db.session.scalars(query.where(Registration.forgotten_at.is_not(None))))
