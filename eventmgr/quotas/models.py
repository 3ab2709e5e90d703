"""Tables of places: how many registrations are in which state, and when that changed for the public."""

from __future__ import annotations

import enum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from eventmgr.db import Model


class Status(enum.Enum):
    """pending → confirmed, or waitlisted, rejected, withdrawn; then attended or absent."""

    PENDING = "pending"
    CONFIRMED = "confirmed"
    WAITLISTED = "waitlisted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    ATTENDED = "attended"
    ABSENT = "absent"


HOLDING = (Status.CONFIRMED, Status.ATTENDED, Status.ABSENT)
"""States that hold one of the event's places."""
LIVE = (Status.PENDING, Status.CONFIRMED, Status.WAITLISTED, Status.ATTENDED, Status.ABSENT)
"""States in which the same person may not register again."""


class Tally(Model):
    """How many registrations of an event share unit, province, sector and state.

    Kept in the transaction that changes a registration, so that counting never reads the rows;
    `eventmgr check` holds it against them.
    """

    __tablename__ = "registration_tally"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    unit_code: Mapped[str] = mapped_column(String(8), primary_key=True)
    province_code: Mapped[str] = mapped_column(String(6), primary_key=True)
    sector_code: Mapped[str] = mapped_column(String(3), primary_key=True)
    status: Mapped[Status] = mapped_column(primary_key=True)
    n: Mapped[int] = mapped_column(default=0)


class TallyVersion(Model):
    """A counter that rises whenever a number changes that public pages show: how many come and from where, places left.

    A row of its own, for it rises with every registration: the pages that show no numbers do not read it, and the event's
    row is not written. No row: nobody has registered yet.
    """

    __tablename__ = "registration_tally_version"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    value: Mapped[int] = mapped_column(default=0)
