"""Tables of the day: acts that carry their own number, and what each side says came of a meeting."""

from __future__ import annotations

import enum
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Numeric, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventmgr.db import Model


class ActKind(enum.Enum):
    """What happened: somebody is late, away or gone, a table is lost, somebody comes without a request, a meeting ends."""

    LATE = "late"
    AWAY = "away"
    LEFT = "left"
    TABLE_LOST = "table_lost"
    WALK_IN = "walk_in"
    REQUEST = "request"
    REPAIR = "repair"
    UNDO = "undo"
    ARRIVED = "arrived"
    MISSED = "missed"
    HELD = "held"
    RESULT = "result"


class MeetingOutcome(enum.Enum):
    """What one side says came of a meeting."""

    NO_INTEREST = "no_interest"
    AGAIN = "again"
    INTENTION = "intention"
    AGREEMENT = "agreement"


class DayAct(Model):
    """Something that was told on the day. The number is the teller's own, so what is sent twice is done once."""

    __tablename__ = "meeting_day_act"
    __table_args__ = (
        UniqueConstraint("event_id", "key"),
        Index("ix_meeting_day_act_event", "event_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(36))
    kind: Mapped[ActKind]
    payload: Mapped[dict[str, Any]] = mapped_column(default=dict)
    before: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What undoing writes back: rows as they were."""
    at: Mapped[datetime]
    """When it happened, as its teller says."""
    received_at: Mapped[datetime]
    by_name: Mapped[str] = mapped_column(String(100), default="")
    undone_at: Mapped[datetime | None]


class MeetingResult(Model):
    """What one side says came of one meeting; the other side does not see the rating."""

    __tablename__ = "meeting_result"
    __table_args__ = (
        UniqueConstraint("meeting_id", "party_id"),
        CheckConstraint("rating IS NULL OR (rating >= 1 AND rating <= 5)", name="rating_in_range"),
        CheckConstraint("amount IS NULL OR amount >= 0", name="amount_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id", ondelete="CASCADE"))
    party_id: Mapped[int] = mapped_column(ForeignKey("meeting_party.id", ondelete="CASCADE"), index=True)
    outcome: Mapped[MeetingOutcome]
    amount: Mapped[Decimal | None] = mapped_column(Numeric(18, 2, asdecimal=True))
    """In whole units of `currency`."""
    currency: Mapped[str] = mapped_column(String(3), default="CNY")
    amount_kind: Mapped[str] = mapped_column(String(32), default="")
    """As `outcomes` names kinds of amounts."""
    next_step: Mapped[str] = mapped_column(String(500), default="")
    rating: Mapped[int | None]
    told_at: Mapped[datetime]
