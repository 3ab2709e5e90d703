"""The table of places in groups."""

from __future__ import annotations

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventmgr.event.agenda.models import AgendaItem
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import Model


class SignupState(enum.Enum):
    """A place in the group, or a number on its waiting list."""

    HELD = "held"
    WAITING = "waiting"


class Signup(Model):
    """A registration that holds a place at the event, in one group of its agenda.

    What somebody chose stands in the registration's answers (`group`); here stands what came of it.
    """

    __tablename__ = "signup"
    __table_args__ = (Index("ix_signup_item", "item_id", "state", "asked_at", "registration_id"),)

    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("agenda_item.id", ondelete="CASCADE"))
    state: Mapped[SignupState]
    asked_at: Mapped[datetime]
    """When it was asked for with a place at the event; the group's waiting list is ordered by it."""

    registration: Mapped[Registration] = relationship()
    item: Mapped[AgendaItem] = relationship()
