"""Tables of what organizers have decided about registrations that look alike."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import Model
from eventmgr.ground.i18n import _l
from eventmgr.ground.sealing import Sealed


class TwoPeople(Model):
    """Two registrations of an event that are two people's, however alike they look."""

    __tablename__ = "two_people"
    __table_args__ = (CheckConstraint("first_id < second_id", name="in_order"),)

    first_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True)
    second_id: Mapped[int] = mapped_column(
        ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    decided_at: Mapped[datetime]


class Merge(Model):
    """Two registrations of one person that became one."""

    __tablename__ = "registration_merge"
    not_found = _l("There is no such merge in this event.")

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    kept_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), index=True)
    merged_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), index=True)
    merged_at: Mapped[datetime]
    status: Mapped[Status]
    """Of the merged one until then."""
    attended_at: Mapped[datetime | None]
    """When the merged one was marked as attended."""
    before: Mapped[dict[str, Any]] = mapped_column(Sealed, nullable=True, default=dict)
    """What the kept one said before (`services.merging`); empty once the merge can no longer be undone."""
    link_version: Mapped[int]
    feed_version: Mapped[int]
    """Of the kept one: as long as they stand, addresses of the merged one lead there."""
    undone_at: Mapped[datetime | None]

    kept: Mapped[Registration] = relationship(foreign_keys=[kept_id])
    merged: Mapped[Registration] = relationship(foreign_keys=[merged_id])
