"""The tables of letters: what was written, to whom, whether it has left, and which of them belong to one act."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import Index, String, Text, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from eventmgr.ground.db import Model
from eventmgr.ground.enums import LabelledEnum, Tone
from eventmgr.ground.i18n import _l
from eventmgr.ground.indexes import partial_index
from eventmgr.ground.jobs.models import Leased
from eventmgr.ground.sealing import Sealed


class LetterState(LabelledEnum):
    """due → sending → sent, or due again, or failed; sent → bounced; collected → due, or taken back; due → collected or
    taken back."""

    DUE = "due", _l("waiting"), Tone.WAIT
    SENDING = "sending", _l("being sent"), Tone.ON
    SENT = "sent", _l("sent"), Tone.OK
    BOUNCED = "bounced", _l("came back"), Tone.NO
    """It was sent and came back."""
    FAILED = "failed", _l("not delivered"), Tone.NO
    COLLECTED = "collected", _l("not yet announced"), Tone.WAIT
    """It waits until the organizers say that people are told."""
    TAKEN_BACK = "taken_back", _l("taken back"), Tone.OFF
    """It never leaves."""


class MailingState(enum.Enum):
    """held → collected (taken back); collected → told, or discarded."""

    HELD = "held"
    """Its e-mails will be sent at `leaves_at`, unless they are taken back until then."""
    COLLECTED = "collected"
    """Its e-mails wait for the organizers; an event has at most one such."""
    TAKEN_BACK = "taken_back"
    TOLD = "told"
    DISCARDED = "discarded"


class Mailing(Model):
    """E-mails about one event that are told, taken back or discarded together."""

    __tablename__ = "mailing"
    __table_args__ = (Index("ix_mailing_event_id", "event_id", "state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int]
    """A plain number, for events live upstairs."""
    state: Mapped[MailingState]
    number: Mapped[int] = mapped_column(default=0)
    """Of the people who are written to, those included to whom a worker has yet to write."""
    news: Mapped[dict[str, Any] | None]
    """What readers knew before a change that all are told of, as the room that announces it has left it; it is compared
    again when they are told. None where every e-mail stands in the outbox."""
    at: Mapped[datetime]
    leaves_at: Mapped[datetime | None]


_OF_MAILING = text("mailing_id IS NOT NULL")
_FAILED = text("state = 'failed'")


class OutboxLetter(Leased, Model):
    """One letter to one address. Its text and Message-ID never change once the row is written."""

    __tablename__ = "letter"
    __table_args__ = (
        Index("ix_letter_event_id", "event_id", "id"),
        Index("ix_letter_about", "about", "id"),
        partial_index("ix_letter_mailing_id", "mailing_id", "state", where=_OF_MAILING),
        partial_index("ix_letter_failed", "event_id", where=_FAILED),
    )

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
    unsubscribe: Mapped[str] = mapped_column(String(500), default="", server_default="")
    """Address that takes a post to be left alone, with a mark for its token; empty: the e-mail is necessary."""
    confidential: Mapped[bool] = mapped_column(default=False)
    """It carries a secret (a one-time link): nobody reads it here, and its text goes once it was sent."""
    forget: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Its reader's information was deleted: name, address and text go as soon as it is settled."""
    event_id: Mapped[int | None]
    """The event it is about; a plain number, for events live upstairs."""
    about: Mapped[str] = mapped_column(String(60), default="")
    """`<table>:<id>` of what it is about."""
    mailing_id: Mapped[int | None]
    """The act of an organizer that it tells of, while that can be taken back or waits to be told."""
    state: Mapped[LetterState] = mapped_column(default=LetterState.DUE)
    sent_at: Mapped[datetime | None]


class WayOut(Model):
    """How the way out of all e-mails is doing, as the workers have found it: one row, written where that changes."""

    __tablename__ = "way_out"

    id: Mapped[int] = mapped_column(primary_key=True)
    """1."""
    left_at: Mapped[datetime | None]
    """When an e-mail was last taken, but for half a minute."""
    failing_since: Mapped[datetime | None]
    """Since when none was taken though some were tried; None: all is well."""
    answered_at: Mapped[datetime | None]
    """When the last try failed."""
    answer: Mapped[str] = mapped_column(String(500), default="", server_default="")
    """What was said to it, with addresses covered."""
    refusals: Mapped[int] = mapped_column(default=0, server_default="0")
    """E-mails in a row that the server refused for what they are or whence they come, not for their recipient."""
    paused_until: Mapped[datetime | None]
    """After many such: nothing leaves until then, and then one e-mail, to see."""


class LetterText(Model):
    """A text that people have written in place of the original, for e-mails of a kind in a language."""

    __tablename__ = "letter_text"
    __table_args__ = (UniqueConstraint("event_id", "kind", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int]
    """The event whose e-mails bear it, a plain number, for events live upstairs; 0: all that have no text of their
    own."""
    kind: Mapped[str] = mapped_column(String(60))
    language: Mapped[str] = mapped_column(String(2))
    subject: Mapped[str] = mapped_column(String(250))
    body: Mapped[str] = mapped_column(Text)


class OptOut(Model):
    """An address that wants no e-mails but necessary ones: no invitations, reminders and bulk e-mails, of any event;
    the address itself is not kept."""

    __tablename__ = "opt_out"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    """Hex SHA-256 of the address in small letters."""
    at: Mapped[datetime]
