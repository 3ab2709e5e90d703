"""Table of large documents that were asked for, with their files until these are deleted."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from eventmgr.ground.db import Model
from eventmgr.ground.enums import LabelledEnum, Tone
from eventmgr.ground.i18n import _l
from eventmgr.ground.sealing import SealedBytes


class OrderState(LabelledEnum):
    """queued → running → done; stopped by hand, failed."""

    QUEUED = "queued", _l("waiting for its turn"), Tone.WAIT
    RUNNING = "running", _l("pages are being made"), Tone.WAIT
    DONE = "done", _l("ready to be opened"), Tone.OK
    STOPPED = "stopped", _l("stopped as requested"), Tone.OFF
    FAILED = "failed", _l("could not be made"), Tone.NO


UNFINISHED = (OrderState.QUEUED, OrderState.RUNNING)


class PaperOrder(Model):
    """A large document that somebody asked for."""

    __tablename__ = "paper_order"
    not_found = _l("This document is no longer kept. Make it again from the list of documents.")
    __table_args__ = (
        Index("ix_paper_order_event", "event_id", "id"),
        CheckConstraint("content IS NULL OR state = 'done'", name="only_finished_ones_have_a_file"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    paper: Mapped[str] = mapped_column(String(40))
    """Name of the `Paper`."""
    language: Mapped[str] = mapped_column(String(2))
    asked: Mapped[dict[str, str]]
    """What was chosen for it (`Printing.asked`)."""
    people: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))
    """Numbers of the registrations that it is for; None: everybody."""
    only_changed: Mapped[bool] = mapped_column(default=False)
    """Of everybody only those whose part has changed since it was printed."""
    sees: Mapped[list[Any]] = mapped_column(default=list)
    """What of it whoever asked for it may see (`Printing.sees`)."""
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"), index=True)
    asked_at: Mapped[datetime] = mapped_column(index=True)
    state: Mapped[OrderState] = mapped_column(default=OrderState.QUEUED)
    dedupe_key: Mapped[str | None] = mapped_column(String(64), unique=True)
    """The same wish of the same account is one order as long as it is not finished; None from then on."""
    progress: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """pages, done, wanted, as the worker last wrote them."""
    heard_at: Mapped[datetime | None]
    """When a worker last wrote how far it is."""
    stops: Mapped[bool] = mapped_column(default=False)
    """Somebody asked the worker to stop."""
    is_outdated: Mapped[bool] = mapped_column(default=False)
    """Since it was read, what is known of somebody was deleted."""
    finished_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(String(300), default="")
    """Why it was not made, in its language; empty where only the log knows."""
    number: Mapped[int] = mapped_column(default=0)
    """How many people it names."""
    pages: Mapped[int] = mapped_column(default=0)
    size: Mapped[int] = mapped_column(default=0)
    """Bytes of the file."""
    content: Mapped[bytes | None] = mapped_column(SealedBytes, deferred=True)
    """The file, encrypted in the database; None: not made, deleted, or no key opens it."""
