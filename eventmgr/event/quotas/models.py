"""Tables of places: how many registrations are in which state, when that changed for the public, and what delegations
may use beside their quotas."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from eventmgr.ground.db import Model
from eventmgr.ground.enums import LabelledEnum, Tone
from eventmgr.ground.i18n import _l


class Status(LabelledEnum):
    """pending → confirmed, or waitlisted, rejected, withdrawn; waitlisted → offered a place → confirmed; then attended
    or absent."""

    PENDING = "pending", _l("Pending"), Tone.WAIT
    CONFIRMED = "confirmed", _l("Confirmed"), Tone.OK
    WAITLISTED = "waitlisted", _l("Waiting list"), Tone.OFF
    OFFERED = "offered", _l("Place offered"), Tone.WAIT
    REJECTED = "rejected", _l("Declined"), Tone.NO
    WITHDRAWN = "withdrawn", _l("Cancelled"), Tone.OFF
    ATTENDED = "attended", _l("Attended"), Tone.OK
    ABSENT = "absent", _l("Absent"), Tone.NO


HOLDING = (Status.CONFIRMED, Status.ATTENDED, Status.ABSENT)
"""States of those who have one of the event's places: they come, or came."""
COMING = (Status.CONFIRMED, Status.ATTENDED)
"""States of those who are expected: who was marked as absent has a place and does not come."""
TAKING = (*HOLDING, Status.OFFERED)
"""States in which nobody else gets the place: capacity, quotas, their parts and the pool count these."""
LIVE = (Status.PENDING, Status.WAITLISTED, *TAKING)
"""States in which the same person may not register again."""


class Tally(Model):
    """How many registrations of an event share unit, province, sector, capacity and state.

    Kept in the transaction that changes a registration, so that counting never reads the rows;
    `eventmgr check` holds it against them.
    """

    __tablename__ = "registration_tally"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    unit_code: Mapped[str] = mapped_column(String(8), primary_key=True)
    province_code: Mapped[str] = mapped_column(String(6), primary_key=True)
    sector_code: Mapped[str] = mapped_column(String(3), primary_key=True)
    role: Mapped[str] = mapped_column(String(32), primary_key=True)
    """The key of a type of participant."""
    status: Mapped[Status] = mapped_column(primary_key=True)
    n: Mapped[int] = mapped_column(default=0)


class TallyVersion(Model):
    """A counter that rises whenever a number changes that public pages show: how many come and from where, places left.

    A row of its own, for it rises with every registration: the pages that show no numbers do not read it, and the
    event's row is not written. No row: nobody has registered yet.
    """

    __tablename__ = "registration_tally_version"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    value: Mapped[int] = mapped_column(default=0)


class QuotaPlan(Model):
    """What an event's quotas of delegations have beside them. No row: no pool, no cells, nothing goes back."""

    __tablename__ = "quota_plan"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    pool: Mapped[int] = mapped_column(default=0, server_default="0")
    """Places of no delegation: whoever is beyond its quota takes from them."""
    cells: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")
    """See `allocation.QuotaCell`."""
    returns_at: Mapped[datetime | None]
    """When what delegations have not used goes to the pool; None: it stays theirs."""
    returned_at: Mapped[datetime | None]
    """When that was done."""
