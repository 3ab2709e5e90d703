"""Tables of accommodation and transport: hotels and rooms, vehicles and their rides, and who has a place in which."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventmgr.ground.columns import setting
from eventmgr.ground.db import Model
from eventmgr.ground.enums import LabelledEnum
from eventmgr.ground.i18n import _l
from eventmgr.ground.sealing import Sealed


class LodgingPlan(Model):
    """What holds for rooms of an event. No row: the nights of the event itself, and nothing is published."""

    __tablename__ = "lodging_plan"
    __table_args__ = (CheckConstraint("leaves_on > arrives_on", name="leaves_after_arrival"),)

    event_id: Mapped[int] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    arrives_on: Mapped[date]
    leaves_on: Mapped[date]
    """The nights of those who do not say when they come and go."""
    roommate_key: Mapped[str] = mapped_column(String(40), default="")
    """Key of the question with whom somebody would like to share; empty: nobody is asked."""
    published_at: Mapped[datetime | None]
    """When participants were last shown their rooms; None: they see nothing."""


class Hotel(Model):
    """A hotel in which people of an event sleep."""

    __tablename__ = "hotel"
    not_found = _l("This event has no such hotel.")

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    name: Mapped[dict[str, str]] = mapped_column(info=setting(_l("Name of the hotel")))
    address: Mapped[dict[str, str]] = mapped_column(default=dict, info=setting(_l("Address of the hotel")))
    phone: Mapped[str] = mapped_column(String(40), default="", info=setting(_l("Telephone")))

    rooms: Mapped[list[HotelRoom]] = relationship(
        back_populates="hotel", cascade="all, delete-orphan", passive_deletes=True, order_by="HotelRoom.id"
    )


class HotelRoom(Model):
    """A room of a hotel, by its number or by a name until that is known."""

    __tablename__ = "hotel_room"
    __table_args__ = (
        UniqueConstraint("hotel_id", "label"),
        CheckConstraint("beds BETWEEN 1 AND 6", name="beds_are_few"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    hotel_id: Mapped[int] = mapped_column(ForeignKey("hotel.id", ondelete="CASCADE"))
    label: Mapped[str] = mapped_column(String(20))
    beds: Mapped[int]

    hotel: Mapped[Hotel] = relationship(back_populates="rooms")


class HotelStay(Model):
    """What was settled about somebody's nights: a room, or nights that organizers have set. No row: nothing."""

    __tablename__ = "hotel_stay"

    registration_id: Mapped[int] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    room_id: Mapped[int | None] = mapped_column(ForeignKey("hotel_room.id", ondelete="SET NULL"), index=True)
    nights: Mapped[dict[str, Any]] = mapped_column(Sealed, nullable=True, default=dict)
    """For which nights the room was given, encrypted in the database."""
    set_nights: Mapped[dict[str, Any]] = mapped_column(Sealed, nullable=True, default=dict)
    """Nights that organizers have set for this person, likewise; empty: what the registration says holds."""
    is_locked: Mapped[bool] = mapped_column(default=False)
    """Proposals and repairs leave it as it is."""
    why: Mapped[list[str]] = mapped_column(default=list)
    """Codes of the reasons why this room."""
    shown_room_id: Mapped[int | None] = mapped_column(ForeignKey("hotel_room.id", ondelete="SET NULL"), index=True)
    """The room that the person was shown when rooms were last published."""
    shown_nights: Mapped[dict[str, Any]] = mapped_column(Sealed, nullable=True, default=dict)


class VehicleKind(LabelledEnum):
    """What somebody rides in; leaders of delegations ride in cars."""

    CAR = "car", _l("Car")
    VAN = "van", _l("Van")
    BUS = "bus", _l("Coach")


class Direction(LabelledEnum):
    """What a ride is for."""

    ARRIVAL = "arrival", _l("Pick-up on arrival")
    DEPARTURE = "departure", _l("Transfer on departure")
    OUTING = "outing", _l("Outing")


class Vehicle(Model):
    """A car, van or bus of an event."""

    __tablename__ = "vehicle"
    not_found = _l("This event has no such vehicle.")
    __table_args__ = (CheckConstraint("seats BETWEEN 1 AND 100", name="seats_are_few"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    name: Mapped[dict[str, str]] = mapped_column(info=setting(_l("Name of the vehicle")))
    kind: Mapped[VehicleKind] = mapped_column(info=setting(_l("Kind of vehicle")))
    seats: Mapped[int] = mapped_column(info=setting(_l("Seats for guests")))
    """For guests, without the driver's."""
    plate: Mapped[str] = mapped_column(String(20), default="", info=setting(_l("Plate number"), copied=False))
    driver: Mapped[str] = mapped_column(String(50), default="", info=setting(_l("Driver"), copied=False))
    phone: Mapped[str] = mapped_column(String(40), default="", info=setting(_l("Driver's telephone"), copied=False))


class Ride(Model):
    """A ride of a vehicle: one way at one time."""

    __tablename__ = "ride"
    not_found = _l("This event has no such ride.")

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    vehicle_id: Mapped[int] = mapped_column(ForeignKey("vehicle.id", ondelete="CASCADE"), index=True)
    direction: Mapped[Direction] = mapped_column(info=setting(_l("Purpose")))
    title: Mapped[dict[str, str]] = mapped_column(default=dict, info=setting(_l("Name of the outing")))
    leaves_at: Mapped[datetime] = mapped_column(info=setting(_l("Leaves at")))
    start: Mapped[dict[str, str]] = mapped_column(default=dict, info=setting(_l("Departure point")))
    goal: Mapped[dict[str, str]] = mapped_column(default=dict, info=setting(_l("Destination")))
    list_id: Mapped[int | None] = mapped_column(ForeignKey("checkin_list.id", ondelete="SET NULL"), index=True)
    """The check-in list by which people are counted when they board."""
    published_at: Mapped[datetime | None]
    """Since when its passengers see it; None: they do not."""

    vehicle: Mapped[Vehicle] = relationship()


class RideSeat(Model):
    """The seat of a person on a ride."""

    __tablename__ = "ride_seat"

    ride_id: Mapped[int] = mapped_column(
        ForeignKey("ride.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    registration_id: Mapped[int] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True, autoincrement=False, index=True
    )
    is_locked: Mapped[bool] = mapped_column(default=False)
    """Settled by hand: proposals and repairs leave it."""
    why: Mapped[str] = mapped_column(String(16), default="")


class TravelEntry(Model):
    """What somebody's own calendar was told of a room or a ride, so that its number rises once a change and what is
    gone is told as cancelled. No row: shown since before these were kept, or never."""

    __tablename__ = "travel_entry"
    __table_args__ = (Index("uq_travel_entry_registration_id_key", "registration_id", "key", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(24))
    """`stay`, or `ride-12`."""
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    told: Mapped[dict[str, Any]] = mapped_column(Sealed, nullable=True, default=dict)
    """What the entry says, in both languages, encrypted in the database as nights are."""
    sequence: Mapped[int]
    changed_at: Mapped[datetime]
    is_cancelled: Mapped[bool] = mapped_column(default=False)
