"""The table of looks."""

from __future__ import annotations

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from eventmgr.ground.db import Model


class PaperLook(Model):
    """How the papers of an event look; without a row, as usual."""

    __tablename__ = "paper_look"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), unique=True)
    colour: Mapped[str] = mapped_column(String(16), default="")
    """A key of `palette.COLOURS`; empty: the usual one."""
    header: Mapped[dict[str, str]] = mapped_column(default=dict)
    """What stands at the top of pages instead of the title of the event."""
    logo: Mapped[bytes | None] = mapped_column(LargeBinary)
    """PNG, drawn anew from its points alone."""
