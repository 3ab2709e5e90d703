"""Tables of trainings: what is needed for a certificate, and the hours of each session."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from eventmgr.ground.db import Model


class Training(Model):
    """What holds for an event whose hours count."""

    __tablename__ = "training"
    __table_args__ = (CheckConstraint("threshold >= 0 AND threshold <= 100", name="threshold_is_a_share"),)

    event_id: Mapped[int] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    threshold: Mapped[int]
    """Percent of the hours that must be attended for a certificate."""
    created_at: Mapped[datetime]


class TrainingSession(Model):
    """An agenda item whose hours count; who was there is told by the check-in lists that are bound to it."""

    __tablename__ = "training_session"
    __table_args__ = (CheckConstraint("tenths > 0", name="has_hours"),)

    item_id: Mapped[int] = mapped_column(
        ForeignKey("agenda_item.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    tenths: Mapped[int]
    """Training hours in tenths."""
