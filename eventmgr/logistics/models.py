"""Tables of accommodation: hotels and their rooms, and who has which."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventmgr.db import Model
from eventmgr.sealing import Sealed


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
    """Where people of an event sleep."""

    __tablename__ = "hotel"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    name: Mapped[dict[str, str]]
    address: Mapped[dict[str, str]] = mapped_column(default=dict)
    phone: Mapped[str] = mapped_column(String(40), default="")

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
