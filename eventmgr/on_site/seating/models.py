"""Tables of seating: plans of rostrums, halls and meals, and who sits where."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventmgr.ground.columns import setting
from eventmgr.ground.db import Model
from eventmgr.ground.i18n import _l
from eventmgr.on_site.seating.places import NAMED, PlanKind


class SeatingPlan(Model):
    """The seats of one gathering: a rostrum, a hall, a meal."""

    __tablename__ = "seating_plan"
    not_found = _l("There is no such seating plan.")

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    kind: Mapped[PlanKind] = mapped_column(info=setting(_l("Kind of plan")))
    title: Mapped[dict[str, str]] = mapped_column(info=setting(_l("Title")))
    item_id: Mapped[int | None] = mapped_column(
        ForeignKey("agenda_item.id", ondelete="SET NULL"), index=True, info=setting(_l("Agenda item"), copied=False)
    )
    """The agenda item at which people sit so; it says when and where."""
    held_at: Mapped[datetime | None] = mapped_column(info=setting(_l("When"), copied=False))
    """When it is, where no agenda item says it."""
    venue: Mapped[dict[str, str]] = mapped_column(default=dict, info=setting(_l("Where")))
    """Where it is, likewise."""
    layout: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """`{"rows": [12, 12], "aisles": [4, 8], "kept": ["1-1"], "uses": ["leaders", "usual"]}`: seats of each row or
    table, aisles behind these seats, seats that nobody is given, whom tables are for."""
    left_first: Mapped[bool] = mapped_column(default=True, info=setting(_l("The second sits at the left hand")))
    """On a rostrum: whether the second sits at the left hand of the first."""
    roles: Mapped[list[Any]] = mapped_column(default=list, info=setting(_l("Types of participants seated")))
    """Types of participants that are seated; empty: all but staff. On a rostrum people are named one by one."""
    published_at: Mapped[datetime | None]
    """Since when participants see their own seat."""
    created_at: Mapped[datetime]


class SeatingPlace(Model):
    """Somebody in a plan: on a rostrum with their rank, and where they sit."""

    __tablename__ = "seating_place"
    __table_args__ = (
        UniqueConstraint("plan_id", "row", "number"),
        CheckConstraint('("row" IS NULL) = (number IS NULL)', name="whole_place"),
    )

    plan_id: Mapped[int] = mapped_column(
        ForeignKey("seating_plan.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    registration_id: Mapped[int] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True, index=True, autoincrement=False
    )
    rank: Mapped[int] = mapped_column(default=0)
    """On a rostrum from 1; elsewhere 0."""
    row: Mapped[int | None]
    """Row or table from 1; None: no seat yet."""
    number: Mapped[int | None]
    is_locked: Mapped[bool] = mapped_column(default=False)
    """No proposal moves them."""
    is_replaced: Mapped[bool] = mapped_column(default=False)
    """Another person has taken over the registration since the seat was given: it is to be looked at."""


class RostrumGuest(Model):
    """Somebody on a rostrum who is not registered, such as a leader: what place card and plan say, and nothing else."""

    __tablename__ = "rostrum_guest"
    __table_args__ = (
        UniqueConstraint("plan_id", "row", "number"),
        CheckConstraint('("row" IS NULL) = (number IS NULL)', name="whole_place"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("seating_plan.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(50))
    organization: Mapped[str] = mapped_column(String(100), default="")
    title: Mapped[str] = mapped_column(String(100), default="")
    rank: Mapped[int]
    """As of `SeatingPlace`, among them."""
    row: Mapped[int | None]
    number: Mapped[int | None]
    is_locked: Mapped[bool] = mapped_column(default=False)

    @property
    def registration_id(self) -> int:
        """The number by which plans know them; of no registration."""
        return NAMED + self.id

    @property
    def is_replaced(self) -> bool:
        """Whether somebody has taken over from them: of guests never."""
        return False


Seated = SeatingPlace | RostrumGuest
