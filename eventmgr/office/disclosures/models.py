"""Tables of lists for recipients, of their copies, and of who stood in each."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventmgr.event.events.models import Event
from eventmgr.ground.db import Model
from eventmgr.ground.i18n import _l


class Disclosure(Model):
    """What a recipient outside the house may see of whom, what for, and until when; the list itself is made when it is
    opened."""

    __tablename__ = "disclosure"
    not_found = _l("There is no such list in this event.")
    __table_args__ = (Index("ix_disclosure_event_id", "event_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    recipient: Mapped[str] = mapped_column(String(100))
    contact: Mapped[str] = mapped_column(String(200), default="")
    """Who there answers for it, and how to reach them."""
    purpose: Mapped[str] = mapped_column(String(300))
    columns: Mapped[str] = mapped_column(String(200))
    """Keys of `contents.COLUMNS` with commas."""
    mobile_need: Mapped[str] = mapped_column(String(200), default="")
    """What mobile numbers are needed for, where they are in the list."""
    scope: Mapped[str] = mapped_column(String(24), default="", server_default="")
    """Of the people of one hotel, one vehicle or the rides of one direction alone, see `arranged.columns.read_scope`;
    empty: of everybody. A scope that is gone leaves nobody."""
    filters: Mapped[dict[str, str]]
    """As the address of the organizers' list says them."""
    language: Mapped[str] = mapped_column(String(2), default="zh")
    created_at: Mapped[datetime]
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    """Of the link that opens it; None: none was made yet."""
    link_ends_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]

    event: Mapped[Event] = relationship()


class DisclosureCopy(Model):
    """A file that was made of the list when somebody opened it."""

    __tablename__ = "disclosure_copy"
    __table_args__ = (UniqueConstraint("disclosure_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    disclosure_id: Mapped[int] = mapped_column(ForeignKey("disclosure.id", ondelete="CASCADE"))
    number: Mapped[int]
    at: Mapped[datetime]
    format: Mapped[str] = mapped_column(String(8))
    people: Mapped[int]
    """How many stood in it."""

    disclosure: Mapped[Disclosure] = relationship()


class DisclosedPerson(Model):
    """A person whose data stood in a disclosed copy."""

    __tablename__ = "disclosed_person"
    __table_args__ = (Index("ix_disclosed_person_registration_id", "registration_id"),)

    copy_id: Mapped[int] = mapped_column(ForeignKey("disclosure_copy.id", ondelete="CASCADE"), primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), primary_key=True)
    with_document: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether their identity document stood in it, of which they had agreed to that."""
    with_plan: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether their room or rides might stand in it, likewise."""
