"""Tables of what is sent to people of the list: bulk e-mails, those who get them, and short messages."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlalchemy import ForeignKey, Index, LargeBinary, String, false
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from eventmgr.ground.columns import setting
from eventmgr.ground.db import Model, enum_type
from eventmgr.ground.enums import Label, LabelledEnum, Tone
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


class PauseReason(LabelledEnum):
    """Why a bulk e-mail is paused."""

    SOMEBODY = ""
    """Somebody paused it, or it is not paused."""
    EVENT = "event", _l("The event was postponed or cancelled, so nothing is sent until you continue.")
    LATE = (
        "late",
        _l("The event was moved, and the time for this e-mail has passed by the new date. Nothing was sent."),
    )
    FAILED = (
        "failed",
        _l(
            "Sending failed several times. Nothing is lost, and nobody gets it twice: continue once the fault is fixed."
        ),
    )


class RecipientState(LabelledEnum):
    """Whether somebody on the list gets it: waiting → written, or left out for a reason."""

    WAITING = "waiting"
    WRITTEN = "written"
    """The e-mail is in the outbox; what became of it stands in the delivery log."""
    UNSUBSCRIBED = "unsubscribed", _l("have unsubscribed")
    UNREACHED = "unreached", _l("have no e-mail address")
    """Without an e-mail address that mail can carry; of a short message, without a mobile number."""
    LEFT = "left", _l("were no longer on the list when their turn came")
    """No longer on the list when their turn came."""
    ENOUGH = "enough"
    """Of short messages alone: the number has got as many within a day, of all events, as one may get."""


class NotSent(LabelledEnum):
    """Why a short message was not sent when its turn came; what else may stand there is the gateway's own word."""

    LEFT = "left", _l("no longer on the list when its turn came")
    NO_GATEWAY = "no_gateway", _l("no SMS gateway is set up")
    NO_NUMBER = "no_number", _l("has no mobile number")
    ENOUGH = "enough", _l("the number has reached its daily limit of short messages")
    UNSUBSCRIBED = "unsubscribed", _l("wants no short messages")


LEFT_OUT = (RecipientState.UNSUBSCRIBED, RecipientState.UNREACHED, RecipientState.LEFT)


class TeamMessage:
    """What a mailing is, whatever channel carries it: a text to all registrations that a filter of the organizers' list
    finds when it is sent."""

    not_found: ClassVar[Label]
    not_possible: ClassVar[Label]
    """Said where its state does not allow what somebody wants."""

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    filters: Mapped[dict[str, str]]
    """As the address of the organizers' list says them."""
    is_necessary: Mapped[bool] = mapped_column(
        default=False, server_default=false(), info=setting(_l("Necessary for taking part"))
    )
    """For taking part: it goes to those, too, who want no messages."""
    necessity: Mapped[str] = mapped_column(
        String(200), default="", server_default="", info=setting(_l("Why it is necessary"))
    )
    """Why it is necessary, in the organizers' words."""
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    """Rises with every change of the draft: who confirms it says which one was seen."""
    author: Mapped[str] = mapped_column(String(60), default="")
    """Who wrote it last."""
    created_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    """When sending began; None: nobody has got it yet."""

    @property
    def texts(self) -> dict[str, str]:
        """Language → what it says, with placeholders; readers of a language that has none get the other."""
        raise NotImplementedError

    @property
    def is_draft(self) -> bool:
        """Whether it can still be changed."""
        raise NotImplementedError


class BulkMail(TeamMessage, Model):
    """One text to all registrations that a filter of the organizers' list finds when it is sent."""

    __tablename__ = "bulk_mail"
    not_found = _l("There is no such bulk e-mail in this event.")
    not_possible = _l("That is no longer possible: this e-mail is now in another state. Please check it again.")
    __table_args__ = (Index("ix_bulk_mail_event_id", "event_id", "id"),)

    state: Mapped[BulkMailState] = mapped_column(default=BulkMailState.DRAFT)
    subject: Mapped[dict[str, str]] = mapped_column(info=setting(_l("Subject")))
    body: Mapped[dict[str, str]] = mapped_column(info=setting(_l("Text")))
    has_entry: Mapped[bool] = mapped_column(
        default=False, server_default=false(), info=setting(_l("With a calendar entry"))
    )
    """Whether who holds a place gets the event for their calendar with it."""
    sends_at: Mapped[datetime | None] = mapped_column(info=setting(_l("Time of sending"), copied=False))
    """The instant that was chosen; None: at once, or by the anchor."""
    anchor: Mapped[Anchor | None] = mapped_column(info=setting(_l("Counted from"), copied=False))
    distance: Mapped[int] = mapped_column(default=0, info=setting(_l("Number of days or hours"), copied=False))
    """Days or hours after the anchor, below nought before it."""
    in_hours: Mapped[bool] = mapped_column(
        default=False, server_default=false(), info=setting(_l("Counted in hours"), copied=False)
    )
    """Whether `distance` counts hours, not days."""
    due_at: Mapped[datetime | None]
    """When it is to be sent; of one with an anchor it moves with the event."""
    version: Mapped[int] = mapped_column(default=1)
    run: Mapped[int] = mapped_column(default=0)
    """Rises whenever sending begins or goes on; a job of an earlier run does nothing."""
    paused_for: Mapped[PauseReason] = mapped_column(
        enum_type(PauseReason, 10), default=PauseReason.SOMEBODY, server_default=""
    )
    finished_at: Mapped[datetime | None]
    files: Mapped[list[BulkMailFile]] = relationship(
        order_by="BulkMailFile.id", cascade="all, delete-orphan", passive_deletes=True
    )
    """What is attached to it."""

    @property
    def texts(self) -> dict[str, str]:
        """The text in each language."""
        return self.body

    @property
    def is_draft(self) -> bool:
        """Whether it can still be changed."""
        return self.state is BulkMailState.DRAFT


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


class ShortMessage(TeamMessage, Model):
    """One text to those people without an e-mail address whom a filter of the organizers' list finds when it is
    sent."""

    __tablename__ = "short_message"
    not_found = _l("There is no such short message in this event.")
    not_possible = _l("This short message has been sent and cannot be deleted.")
    __table_args__ = (Index("ix_short_message_event_id", "event_id", "id"),)

    text: Mapped[dict[str, str]] = mapped_column(info=setting(_l("Text")))

    @property
    def texts(self) -> dict[str, str]:
        """The text in each language."""
        return self.text

    @property
    def is_draft(self) -> bool:
        """Whether it can still be changed."""
        return self.started_at is None


def about(registration_id: int) -> str:
    """How the outbox calls a reader."""
    return f"registration:{registration_id}"
