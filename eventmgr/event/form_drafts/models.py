"""Table of drafts of registration forms."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from eventmgr.ground.db import Model
from eventmgr.ground.sealing import Sealed


class FormDraft(Model):
    """What was typed into the form of an event and has not been sent."""

    __tablename__ = "form_draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    """What `keys` makes of what the cookie says and of the invitation that opened the form; nothing that is stored opens the draft."""
    typed: Mapped[dict[str, Any]] = mapped_column(Sealed, nullable=True)
    """Field → texts, encrypted in the database."""
    changed_at: Mapped[datetime] = mapped_column(index=True)
