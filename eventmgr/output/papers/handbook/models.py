"""The table of handbooks."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from eventmgr.ground.db import Model


class Handbook(Model):
    """What the handbook of an event is made of; without a row, the usual."""

    __tablename__ = "handbook"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), unique=True)
    parts: Mapped[list[Any]]
    """Keys of `parts.PARTS`, in their order."""
    notes: Mapped[dict[str, str]] = mapped_column(default=dict)
    """What participants are asked to heed (参会须知), plain text."""
    blank_pages: Mapped[int] = mapped_column(default=2)
    """Ruled pages for notes."""
