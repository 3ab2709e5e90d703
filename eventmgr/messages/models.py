"""The table of letters: what was written, to whom, and whether it has left."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import Index, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column

from eventmgr.db import Model
from eventmgr.jobs.models import Leased
from eventmgr.sealing import Sealed


class LetterState(enum.Enum):
    """due → sending → sent, or due again, or failed."""

    DUE = "due"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


class OutboxLetter(Leased, Model):
    """One letter to one address. Its text and Message-ID never change once the row is written."""

    __tablename__ = "letter"
    __table_args__ = (Index("ix_letter_event_id", "event_id", "id"), Index("ix_letter_about", "about", "id"))

    message_id: Mapped[str] = mapped_column(String(160), unique=True)
    """RFC 5322 Message-ID with its angle brackets; a repeat after a break bears the same."""
    language: Mapped[str] = mapped_column(String(2))
    to_name: Mapped[str] = mapped_column(String(60), default="")
    to_address: Mapped[str] = mapped_column(String(254))
    reply_to: Mapped[str] = mapped_column(String(254), default="")
    subject: Mapped[str] = mapped_column(String(250))
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    attachments: Mapped[list[Any]] = mapped_column(default=list)
    """Specs; see `letters.Letter`."""
    secrets: Mapped[dict[str, Any]] = mapped_column(Sealed, nullable=True, default=dict)
    """What the marks in the text stand for; see `secrets.py`."""
    confidential: Mapped[bool] = mapped_column(default=False)
    """It carries a secret (a one-time link): nobody reads it here, and its text goes once it was sent."""
    forget: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Its reader's information was deleted: name, address and text go as soon as it is settled."""
    event_id: Mapped[int | None]
    """The event it is about; a plain number, for events live upstairs."""
    about: Mapped[str] = mapped_column(String(60), default="")
    """`<table>:<id>` of what it is about."""
    state: Mapped[LetterState] = mapped_column(default=LetterState.DUE)
    sent_at: Mapped[datetime | None]
