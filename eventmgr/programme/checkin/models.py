"""Tables of check-in: lists, devices, acts that carry their own number, people who came without registration."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventmgr.ground.db import Model
from eventmgr.ground.i18n import _l
from eventmgr.ground.sealing import Sealed
from eventmgr.programme.checkin.acts.kinds import CheckinKind, ListKind, Uncounted


class CheckinList(Model):
    """Something people are checked off for. The list of arrivals, which every event has, is no row."""

    __tablename__ = "checkin_list"
    not_found = _l("This event has no such list.")

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    kind: Mapped[ListKind]
    title: Mapped[dict[str, str]]
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id", ondelete="SET NULL"), index=True)
    """The agenda item whose attendance it records; None: of none."""
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    """Since when no device is offered it; what was told stays."""


class CheckinDevice(Model):
    """A phone or tablet that checks people in without an account. Of its link and of its token the hashes are kept."""

    __tablename__ = "checkin_device"
    not_found = _l("This event has no such device.")
    __table_args__ = (CheckConstraint("length(name) > 0", name="name_not_empty"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    list_ids: Mapped[list[Any]] = mapped_column(default=list)
    """Numbers of the lists it serves; 0 is the list of arrivals."""
    unit_code: Mapped[str] = mapped_column(String(8), default="")
    """Of the phone of a delegation's leader, who sees that delegation alone; empty: everybody."""
    takes_walk_ins: Mapped[bool] = mapped_column(default=False)
    link_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    """Of the link that pairs it; None once it has."""
    linked_at: Mapped[datetime | None]
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    """Of what the paired device sends with each request."""
    created_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    paired_at: Mapped[datetime | None]
    seen_at: Mapped[datetime | None]
    skew_ms: Mapped[int] = mapped_column(default=0)
    """By how much its clock was behind ours when it was last heard."""
    waiting: Mapped[int] = mapped_column(default=0)
    """Acts that it had not sent then."""
    shut_out_at: Mapped[datetime | None]


class CheckinAct(Model):
    """What was told of somebody on a list. The key is the teller's own, so what is sent twice is one act."""

    __tablename__ = "checkin_act"
    __table_args__ = (
        UniqueConstraint("event_id", "key"),
        Index("uq_checkin_act_number", "event_id", "number", unique=True),
        Index("ix_checkin_act_registration", "registration_id", "list_id"),
        Index("ix_checkin_act_kind", "event_id", "kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    number: Mapped[int]
    """From 1 within the event, in the order in which they were committed: devices ask for what is behind one."""
    key: Mapped[str] = mapped_column(String(36))
    kind: Mapped[CheckinKind]
    list_id: Mapped[int | None] = mapped_column(ForeignKey("checkin_list.id", ondelete="CASCADE"), index=True)
    """None: the list of arrivals."""
    device_id: Mapped[int | None] = mapped_column(ForeignKey("checkin_device.id", ondelete="SET NULL"), index=True)
    """None: told on a page of organizers."""
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"))
    walk_in_id: Mapped[int | None] = mapped_column(ForeignKey("checkin_walk_in.id", ondelete="CASCADE"), index=True)
    undoes: Mapped[str] = mapped_column(String(36), default="")
    """Key of the act that an undo takes back."""
    note: Mapped[str] = mapped_column(String(200), default="")
    uncounted: Mapped[Uncounted | None]
    """Why it does not count; None: it does."""
    at: Mapped[datetime]
    """When it happened, by the teller's clock as corrected."""
    told_at: Mapped[datetime]
    """The same as the teller's clock had it."""
    received_at: Mapped[datetime]
    by_name: Mapped[str] = mapped_column(String(100), default="")


class CheckinWalkIn(Model):
    """Somebody who came without registration, or in another's place, as a device told it."""

    __tablename__ = "checkin_walk_in"
    not_found = _l("Nobody with this number came without registration.")
    __table_args__ = (UniqueConstraint("event_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(36))
    said: Mapped[dict[str, Any]] = mapped_column(Sealed, nullable=True, default=dict)
    """Name, organization, unit, mobile, encrypted in the database; empty once registered or deleted."""
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), index=True)
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("registration.id", ondelete="SET NULL"), index=True)
    """The registration whose place they take; None: they came without one."""
    refused: Mapped[str] = mapped_column(String(300), default="")
    """Why they could not be registered, as it was said then."""
    made_at: Mapped[datetime]


class CheckinCounter(Model):
    """How many acts an event has: who raises it holds it until the end, so that numbers are committed in their
    order."""

    __tablename__ = "checkin_counter"

    event_id: Mapped[int] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    value: Mapped[int]


class SettledConflict(Model):
    """A contradiction that somebody has looked at: it is shown no more."""

    __tablename__ = "checkin_settled"

    event_id: Mapped[int] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    digest: Mapped[str] = mapped_column(String(32), primary_key=True)
    settled_at: Mapped[datetime]
    settled_by: Mapped[str] = mapped_column(String(60), default="")
