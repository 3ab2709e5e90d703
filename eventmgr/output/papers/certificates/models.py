"""The table of certificates."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eventmgr.ground.db import Model
from eventmgr.ground.i18n import _l


class Certificate(Model):
    """That somebody attended an event, with a number. The name stands in the registration alone."""

    __tablename__ = "certificate"
    not_found = _l("There is no such certificate.")
    __table_args__ = (
        UniqueConstraint("number"),
        UniqueConstraint("registration_id"),
        Index("ix_certificate_event", "event_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"))
    number: Mapped[str] = mapped_column(String(40))
    name_digest: Mapped[str] = mapped_column(String(32))
    """Keyed digest of the folded name that it was issued for: what a check compares."""
    tenths: Mapped[int | None]
    """Hours attended, in tenths; None: the certificate does not say."""
    issued_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
