"""Table of files that were uploaded. Whose registration one belongs to is known by its number alone."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from eventmgr.ground.db import Model
from eventmgr.ground.sealing import SealedBytes
from eventmgr.tools.uploads.models import KeyedFile


class AnswerFile(KeyedFile, Model):
    """A file that was uploaded as the answer to a question."""

    __tablename__ = "answer_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), index=True)
    """Whose answer it is; None: the form has not been sent yet."""
    field: Mapped[str] = mapped_column(String(40))
    content: Mapped[bytes] = mapped_column(SealedBytes, deferred=True)
    created_at: Mapped[datetime] = mapped_column(index=True)
