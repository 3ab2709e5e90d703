"""Tables of notices on personal data, and of what people agreed to. Whose they are is known by number alone."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from eventmgr.ground.db import Model
from eventmgr.ground.indexes import partial_index


class PrivacyNotice(Model):
    """A version of the notice on personal data; consents name the version."""

    __tablename__ = "privacy_notice"
    __table_args__ = (UniqueConstraint("event_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    version: Mapped[int]
    text: Mapped[dict[str, str]]
    """Markdown: who, contact, purpose, way, kinds, period, rights (PIPL art. 17)."""
    created_at: Mapped[datetime]


class Consent(Model):
    """What somebody agreed to, in which version of the notice, and when."""

    __tablename__ = "consent"

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[str] = mapped_column(String(32))
    """`processing`, `name_published`, `sensitive`, `stay`, `stay_plan`, `identity`, `identity_stay`."""
    notice_version: Mapped[int]
    given_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


class LegalHold(Model):
    """Nothing of an event is deleted by time while it holds: the data is evidence, or an authority has asked for it."""

    __tablename__ = "legal_hold"
    __table_args__ = (
        partial_index("uq_legal_hold_event_in_force", "event_id", unique=True, where=text("lifted_at IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    reason: Mapped[str] = mapped_column(Text)
    placed_at: Mapped[datetime]
    lifted_at: Mapped[datetime | None]
