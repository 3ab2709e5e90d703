"""Tables of what organizers have decided about registrations that look alike."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.models import Registration
from eventmgr.ground.sealing import Sealed
from eventmgr.tools.likeness.models import KnownTwo, MergeRecord


class TwoPeople(KnownTwo):
    """Two registrations of an event that are two people's, however alike they look."""

    __tablename__ = "two_people"
    of = Registration.__tablename__

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)


class Merge(MergeRecord):
    """Two registrations of one person that became one."""

    __tablename__ = "registration_merge"
    of = Registration.__tablename__

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    status: Mapped[Status]
    """Of the merged one until then."""
    attended_at: Mapped[datetime | None]
    """When the merged one was marked as attended."""
    before: Mapped[dict[str, Any]] = mapped_column(Sealed, nullable=True, default=dict)
    """What the kept one said before (`services.merging`); empty once the merge can no longer be undone."""
    link_version: Mapped[int]
    feed_version: Mapped[int]
    """Of the kept one: as long as they stand, addresses of the merged one lead there."""

    kept: Mapped[Registration] = relationship(foreign_keys=lambda: Merge.kept_id, lazy="joined")
    merged: Mapped[Registration] = relationship(foreign_keys=lambda: Merge.merged_id, lazy="joined")
