"""Tables of bulk e-mails and of those who get them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, false
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from eventmgr.ground.db import Model
from eventmgr.ground.enums import LabelledEnum, Tone
from eventmgr.ground.i18n import _l


class BulkMailState(LabelledEnum):
    """draft → scheduled → sending → done; scheduled and sending may be paused and go on; stopped is for good."""

    DRAFT = "draft", _l("Draft"), Tone.OFF
    SCHEDULED = "scheduled", _l("Scheduled"), Tone.WAIT
    SENDING = "sending", _l("Being sent"), Tone.ON
    PAUSED = "paused", _l("Paused"), Tone.WAIT
    STOPPED = "stopped", _l("Stopped"), Tone.NO
    DONE = "done", _l("Sending finished"), Tone.OK


class Anchor(LabelledEnum):
    """What of the event the time of a bulk e-mail follows."""

    START = "start", _l("the beginning of the event")
    END = "end", _l("the end of the event")
    CLOSES = "closes", _l("the registration deadline")


class RecipientState(LabelledEnum):
    """waiting → written, or left out for a reason."""

    WAITING = "waiting"
    WRITTEN = "written"
    """The e-mail is in the outbox; what became of it stands in the delivery log."""
    UNSUBSCRIBED = "unsubscribed", _l("have unsubscribed")
    UNREACHED = "unreached", _l("have no e-mail address")
    """Without an e-mail address that mail can carry."""
    LEFT = "left", _l("were no longer on the list when their turn came")
    """No longer on the list when their turn came."""


LEFT_OUT = (RecipientState.UNSUBSCRIBED, RecipientState.UNREACHED, RecipientState.LEFT)


class BulkMail(Model):
    """One text to all registrations that a filter of the organizers' list finds when it is sent."""

    __tablename__ = "bulk_mail"
    not_found = _l("There is no such bulk e-mail in this event.")
    __table_args__ = (Index("ix_bulk_mail_event_id", "event_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    state: Mapped[BulkMailState] = mapped_column(default=BulkMailState.DRAFT)
    filters: Mapped[dict[str, str]]
    """As the address of the organizers' list says them."""
    subject: Mapped[dict[str, str]]
    body: Mapped[dict[str, str]]
    """Plain text with placeholders, by language; readers of a language that has none get the other."""
    is_necessary: Mapped[bool] = mapped_column(default=False, server_default=false())
    """For taking part: it goes to those, too, who have unsubscribed."""
    necessity: Mapped[str] = mapped_column(String(200), default="", server_default="")
    """Why it is necessary, in the organizers' words."""
    has_entry: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether who holds a place gets the event for their calendar with it."""
    sends_at: Mapped[datetime | None]
    """The instant that was chosen; None: at once, or by the anchor."""
    anchor: Mapped[Anchor | None]
    distance: Mapped[int] = mapped_column(default=0)
    """Days or hours after the anchor, below nought before it."""
    in_hours: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether `distance` counts hours, not days."""
    due_at: Mapped[datetime | None]
    """When it is to be sent; of one with an anchor it moves with the event."""
    version: Mapped[int] = mapped_column(default=1)
    """Rises with every change of the draft: who confirms it says which one was seen."""
    run: Mapped[int] = mapped_column(default=0)
    """Rises whenever sending begins or goes on; a job of an earlier run does nothing."""
    paused_for: Mapped[str] = mapped_column(String(10), default="", server_default="")
    """Why it is paused if nobody paused it: `event` (called off or postponed), `late` (the event was moved), `failed`."""
    author: Mapped[str] = mapped_column(String(60), default="")
    """Who wrote it last."""
    created_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    files: Mapped[list[BulkMailFile]] = relationship(
        order_by="BulkMailFile.id", cascade="all, delete-orphan", passive_deletes=True
    )
    """What is attached to it."""


class BulkMailFile(Model):
    """A file that goes with a bulk e-mail, kept once however many people get it."""

    __tablename__ = "bulk_mail_file"
    not_found = _l("This e-mail has no such file.")

    id: Mapped[int] = mapped_column(primary_key=True)
    bulk_mail_id: Mapped[int] = mapped_column(ForeignKey("bulk_mail.id", ondelete="CASCADE"), index=True)
    key: Mapped[str] = mapped_column(String(32), unique=True)
    """What the outbox calls it; no other file ever has it."""
    filename: Mapped[str] = mapped_column(String(200))
    content_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    """Bytes."""
    sha256: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    """None once the retention period of its e-mails has ended."""
    deleted_at: Mapped[datetime | None]
    """When the content went."""


class BulkRecipient(Model):
    """A registration on the list of a bulk e-mail as it was when sending began; each once."""

    __tablename__ = "bulk_mail_recipient"
    __table_args__ = (
        Index("ix_bulk_mail_recipient_state", "bulk_mail_id", "state", "registration_id"),
        Index("ix_bulk_mail_recipient_domain", "domain", "written_at"),
        Index("ix_bulk_mail_recipient_registration_id", "registration_id"),
    )

    bulk_mail_id: Mapped[int] = mapped_column(ForeignKey("bulk_mail.id", ondelete="CASCADE"), primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True)
    state: Mapped[RecipientState]
    domain: Mapped[str] = mapped_column(String(190), default="", server_default="")
    """Of the address in small letters, for the limit of each mail provider."""
    written_at: Mapped[datetime | None]
