"""The table of short messages; who gets them stands in the outbox of short texts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, false
from sqlalchemy.orm import Mapped, mapped_column

from eventmgr.ground.db import Model
from eventmgr.ground.i18n import _l


class ShortMessage(Model):
    """One text to those people without an e-mail address whom a filter of the organizers' list finds when it is sent."""

    __tablename__ = "short_message"
    not_found = _l("There is no such short message in this event.")
    __table_args__ = (Index("ix_short_message_event_id", "event_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    filters: Mapped[dict[str, str]]
    """As the address of the organizers' list says them."""
    text: Mapped[dict[str, str]]
    """With placeholders, by language; readers of a language that has none get the other."""
    is_necessary: Mapped[bool] = mapped_column(default=False, server_default=false())
    """For taking part: it goes to those, too, who want no messages."""
    necessity: Mapped[str] = mapped_column(String(200), default="", server_default="")
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    """Rises with every change of the draft: who confirms it says which one was seen."""
    author: Mapped[str] = mapped_column(String(60), default="")
    created_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    """When somebody confirmed it; None: a draft."""


def about(registration_id: int) -> str:
    """How the outbox calls a reader."""
    return f"registration:{registration_id}"
