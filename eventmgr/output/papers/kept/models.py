"""Tables of what was printed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventmgr.ground.db import Model
from eventmgr.ground.i18n import _l


class PaperPrint(Model):
    """One printing of a paper that has a part for each person."""

    __tablename__ = "paper_print"
    not_found = _l("This printing is no longer kept.")
    __table_args__ = (Index("ix_paper_print_event_paper", "event_id", "paper", "language", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    paper: Mapped[str] = mapped_column(String(40))
    """Name of the `Paper`."""
    variant: Mapped[str] = mapped_column(String(40), default="")
    """Which of several of that name (`Paper.variant`)."""
    language: Mapped[str] = mapped_column(String(2))
    printed_at: Mapped[datetime]
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"), index=True)
    device_id: Mapped[int | None] = mapped_column(ForeignKey("checkin_device.id", ondelete="SET NULL"), index=True)
    """The check-in device that printed; None: an account."""
    people: Mapped[int]
    """How many it names."""
    is_whole: Mapped[bool]
    """Whether it was printed for everybody."""


class PrintedPart(Model):
    """What a printing says of one person, as digests that tell nothing by themselves."""

    __tablename__ = "printed_part"
    __table_args__ = (UniqueConstraint("print_id", "registration_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    print_id: Mapped[int] = mapped_column(ForeignKey("paper_print.id", ondelete="CASCADE"))
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), index=True)
    digests: Mapped[dict[str, str]]
    """Field → digest of what is printed; empty once what is known of the person is deleted."""
    is_gone: Mapped[bool] = mapped_column(default=False)
    """The person no longer stood on the paper: theirs was taken out with this printing."""
