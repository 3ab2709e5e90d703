"""Tables of what came of an event."""

from __future__ import annotations

import enum
from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from eventmgr.db import Model


class ActionItemStatus(enum.Enum):
    """Whether an action item has been carried out."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class ActionItem(Model):
    """Something the event concluded, with who does it and by when."""

    __tablename__ = "action_item"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    text: Mapped[dict[str, str]]
    owner: Mapped[dict[str, str]] = mapped_column(default=dict)
    """The body or person that does it."""
    due_on: Mapped[date | None]
    status: Mapped[ActionItemStatus] = mapped_column(default=ActionItemStatus.OPEN)
    note: Mapped[str] = mapped_column(String(500), default="")
    position: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
