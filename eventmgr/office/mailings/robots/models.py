"""The table of robots of group chats."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from eventmgr.ground.db import Model
from eventmgr.ground.sealing import Sealed
from eventmgr.tools.channels.robots import Vendor


class GroupRobot(Model):
    """The robot of one event's team: where it speaks, what of, and what it has said."""

    __tablename__ = "group_robot"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    vendor: Mapped[Vendor]
    keys: Mapped[dict[str, Any]] = mapped_column(Sealed, nullable=True, default=dict)
    """`key` of the address and `secret` of the signature."""
    language: Mapped[str] = mapped_column(String(2), default="zh")
    says_new: Mapped[bool] = mapped_column(default=True)
    """New registrations that wait for a decision."""
    says_overdue: Mapped[bool] = mapped_column(default=True)
    """Requests on personal information that are overdue, once a day."""
    says_closed: Mapped[bool] = mapped_column(default=True)
    """The deadline of registration has passed."""
    every_minutes: Mapped[int] = mapped_column(default=30)
    """At most one message about new registrations in so many minutes."""
    new_said_at: Mapped[datetime]
    """Registrations from after that instant are new."""
    overdue_said_at: Mapped[datetime | None]
    closed_said: Mapped[datetime | None]
    """The deadline whose end it has told of, or that had passed before there was a robot."""
