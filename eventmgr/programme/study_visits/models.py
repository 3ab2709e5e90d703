"""Tables of study visits: stops, batches, who is in which, and what visitors found."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventmgr.ground.db import Model
from eventmgr.ground.enums import LabelledEnum
from eventmgr.ground.i18n import _l
from eventmgr.programme.study_visits.batching import Why


class StopRule(LabelledEnum):
    """What a host asks of visitors."""

    CLOSED_SHOES = "closed_shoes", _l("Closed shoes, no heels")
    HELMET = "helmet", _l("Helmet (lent by the host)")
    STATIC = "static", _l("Antistatic clothing (lent by the host)")
    NO_PHOTOS = "no_photos", _l("No photographs or recordings")
    NO_PHONES = "no_phones", _l("Phones are left at the entrance")
    IDENTITY = "identity", _l("Identity document needed to enter")


class VisitStop(Model):
    """What is known of an agenda item of the kind visit: the host, what holds there, and whom it does not admit."""

    __tablename__ = "visit_stop"
    __table_args__ = (CheckConstraint("capacity IS NULL OR capacity > 0", name="capacity_is_positive"),)

    item_id: Mapped[int] = mapped_column(
        ForeignKey("agenda_item.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    host: Mapped[dict[str, str]] = mapped_column(default=dict)
    address: Mapped[dict[str, str]] = mapped_column(default=dict)
    capacity: Mapped[int | None]
    """How many the host takes at once; None: everybody."""
    sights: Mapped[dict[str, str]] = mapped_column(default=dict)
    """What is to be seen."""
    rules: Mapped[list[Any]] = mapped_column(default=list)
    """Values of `StopRule`."""
    safety: Mapped[dict[str, str]] = mapped_column(default=dict)
    """What else visitors must know."""
    not_organizations: Mapped[list[Any]] = mapped_column(default=list)
    """Names of organizations that the host does not admit."""
    not_sectors: Mapped[list[Any]] = mapped_column(default=list)
    """Sectors whose companies it does not admit: its competitors."""
    not_types: Mapped[list[Any]] = mapped_column(default=list)
    """Types of participants that it does not admit."""
    admits_abroad: Mapped[bool] = mapped_column(default=True)
    """Whether it admits people from abroad."""
    created_at: Mapped[datetime]


class VisitBatch(Model):
    """Those who visit a stop together; when, counted from the beginning of the agenda item, so that they move with
    it."""

    __tablename__ = "visit_batch"
    __table_args__ = (
        UniqueConstraint("item_id", "number"),
        CheckConstraint("after >= 0 AND minutes > 0", name="lasts"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("visit_stop.item_id", ondelete="CASCADE"))
    number: Mapped[int]
    """From 0."""
    after: Mapped[int]
    """Minutes after the beginning of the item."""
    minutes: Mapped[int]


class VisitPlace(Model):
    """A person's batch at a stop, and why they are in it."""

    __tablename__ = "visit_place"
    __table_args__ = (Index("ix_visit_place_registration_id", "registration_id"),)

    batch_id: Mapped[int] = mapped_column(ForeignKey("visit_batch.id", ondelete="CASCADE"), index=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("visit_stop.item_id", ondelete="CASCADE"), primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True)
    is_locked: Mapped[bool] = mapped_column(default=False)
    why: Mapped[Why]


class VisitFinding(Model):
    """What somebody found at a stop, and what organizers made of it for the report."""

    __tablename__ = "visit_finding"
    __table_args__ = (UniqueConstraint("item_id", "registration_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("visit_stop.item_id", ondelete="CASCADE"), index=True)
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registration.id", ondelete="SET NULL"), index=True)
    """None once the person's information is deleted; then the own words are gone, too."""
    seen: Mapped[str] = mapped_column(Text, default="")
    adopt: Mapped[str] = mapped_column(Text, default="")
    """What is worth adopting."""
    written_at: Mapped[datetime]
    is_chosen: Mapped[bool] = mapped_column(default=False)
    edited: Mapped[str] = mapped_column(String(2000), default="")
    """What the report says; empty: the own words."""
