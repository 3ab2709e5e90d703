"""The table of what calendars were told."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from eventmgr.ground.db import Model


class NumberedEntry(Model):
    """What one reader was told last of one entry, in one language; nothing of what it says can be read from it."""

    __tablename__ = "told_entry"
    __table_args__ = (
        Index("uq_told_entry_reader_language_uid", "reader", "language", "uid", unique=True),
        Index("ix_told_entry_uid", "uid"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reader: Mapped[str] = mapped_column(String(60))
    """Whose calendar it is (`readers.py`)."""
    language: Mapped[str] = mapped_column(String(2))
    uid: Mapped[str] = mapped_column(String(200))
    sequence: Mapped[int]
    """RFC 5545 SEQUENCE."""
    changed_at: Mapped[datetime]
    """RFC 5545 LAST-MODIFIED."""
    digest: Mapped[str] = mapped_column(String(32))
    """Of what was shown, under the data key: rooms and rides could be guessed from a bare one."""
    starts_at: Mapped[datetime | None]
    """Where what the entry stands for does not say it once it is gone: of deadlines."""
    ends_at: Mapped[datetime | None]


class FirstNumber(Model):
    """The least number and date of entries that were never told before: above all that may have been sent since a
    backup was made. One row, or none."""

    __tablename__ = "told_first_number"

    id: Mapped[int] = mapped_column(primary_key=True)
    sequence: Mapped[int]
    changed_at: Mapped[datetime]
