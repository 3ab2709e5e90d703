"""Tables that somebody has chosen and given a name."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventmgr.ground.db import Model
from eventmgr.identity.accounts.models import User


class SavedTable(Model):
    """A choice of figures: never the figures, so that whoever opens it sees those of now, as far as they may."""

    __tablename__ = "saved_table"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"), index=True)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    """Whose figures; None: of all events that its reader may look into."""
    name: Mapped[str] = mapped_column(String(80))
    choices: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """As the query of its address says them."""
    is_shared: Mapped[bool] = mapped_column(default=False)
    """With the team of the event; one of all events with every account."""
    created_at: Mapped[datetime]

    user: Mapped[User] = relationship()
