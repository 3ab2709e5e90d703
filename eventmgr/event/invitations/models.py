"""The table of invitations to register."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventmgr.event.events.models import Event
from eventmgr.ground.db import Model
from eventmgr.ground.i18n import _l


class Invitation(Model):
    """A link with which somebody registers, in a capacity and for a delegation that the organizers chose.

    A personal one is for one registration and keeps nothing that opens it, not even a hash: its link is signed, and put
    into the e-mail when that leaves. One for several uses has a code that is printed, read out and shown again.
    """

    __tablename__ = "event_invitation"
    not_found = _l("There is no such invitation in this event.")
    __table_args__ = (
        Index("uq_event_invitation_code", "event_id", "code", unique=True),
        CheckConstraint("uses_most > 0", name="uses_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(100), default="")
    """Of the person; of one for several uses what the organizers call it."""
    email: Mapped[str] = mapped_column(String(254), default="", index=True)
    language: Mapped[str] = mapped_column(String(2), default="zh")
    """Of its e-mails."""
    code: Mapped[str | None] = mapped_column(String(16))
    """Of one for several uses, as it is typed; None: personal."""
    uses_most: Mapped[int] = mapped_column(default=1)
    role: Mapped[str] = mapped_column(String(32), default="")
    """In what capacity whoever registers comes; empty: they say so themselves."""
    unit_code: Mapped[str] = mapped_column(String(8), default="")
    """Their delegation; empty: they say so themselves."""
    link_version: Mapped[int] = mapped_column(default=1)
    """Raised to make the links that were handed out void."""
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]

    event: Mapped[Event] = relationship()

    @property
    def is_personal(self) -> bool:
        """Whether it is for one person."""
        return self.code is None
