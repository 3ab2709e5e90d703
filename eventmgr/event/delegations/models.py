"""Tables of delegations: how far each invited unit is, its liaisons, what opens their page, what they were reminded of,
and the exchange papers that they submit."""

from __future__ import annotations

import enum
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventmgr.event.events.models import Event
from eventmgr.ground.db import Model
from eventmgr.ground.enums import LabelledEnum, Tone
from eventmgr.ground.i18n import _l


class Place(LabelledEnum):
    """联络员 and 副联络员 of a delegation: one of each at most."""

    LIAISON = "liaison", _l("Delegation liaison")
    DEPUTY = "deputy", _l("Deputy liaison")


class KeyKind(enum.Enum):
    """What a key is: a link that was handed out, or the session of a browser that has used one."""

    LINK = "link"
    SESSION = "session"


class Due(LabelledEnum):
    """What a delegation owes by an instant: whether it takes part, the whole list, and its exchange paper."""

    CONFIRM = "confirm", _l("Reply on taking part")
    LIST = "list", _l("Complete list")
    PAPER = "paper", _l("Exchange paper")

    @property
    def column(self) -> str:
        """The column in which plan and delegation keep the instant."""
        return f"{self.value}_due_at"


class PaperState(LabelledEnum):
    """Where the newest version of an exchange paper stands."""

    TO_CHECK = "to_check", _l("Paper to check"), Tone.WAIT
    RETURNED = "returned", _l("Returned for revision"), Tone.NO
    ACCEPTED = "accepted", _l("Accepted for printing"), Tone.OK


class DelegationPlan(Model):
    """What holds for all delegations of an event; no row: nothing was set."""

    __tablename__ = "delegation_plan"
    __table_args__ = (CheckConstraint("link_days >= 0", name="link_days_not_negative"),)

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    confirm_due_at: Mapped[datetime | None]
    """By when each says whether it takes part; None: no such deadline."""
    list_due_at: Mapped[datetime | None]
    """By when each list is complete; None: when registration closes."""
    paper_due_at: Mapped[datetime | None]
    """By when each submits its exchange paper; None: no such deadline."""
    changes_until: Mapped[datetime | None]
    """Until when liaisons change their lists; None: as long as participants register and change by themselves."""
    link_days: Mapped[int] = mapped_column(default=14)
    """So many days after the end of the event the liaisons' links and sessions open nothing any more."""
    reminds: Mapped[bool] = mapped_column(default=False)
    """Whether delegations that are behind are written to automatically."""
    days_before: Mapped[list[Any]] = mapped_column(default=list)
    """How many days before a deadline that happens; 0: once it has passed."""
    names_for_accounts: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether provincial accounts see who is on the list of their delegation, until the liaisons' links end."""
    due_version: Mapped[int] = mapped_column(default=0, server_default="0")
    due_changed_at: Mapped[datetime | None]
    """How often what is due was set anew, and when the last time: calendars of liaisons are numbered by it."""


class Delegation(Model):
    """What one invited unit has said at one event, and its own deadlines; no row: nothing yet."""

    __tablename__ = "delegation"
    __table_args__ = (UniqueConstraint("event_id", "unit_code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    unit_code: Mapped[str] = mapped_column(String(8))
    confirm_due_at: Mapped[datetime | None]
    list_due_at: Mapped[datetime | None]
    paper_due_at: Mapped[datetime | None]
    """Where they differ from the event's."""
    answered_at: Mapped[datetime | None]
    """When it last said whether it takes part."""
    takes_part: Mapped[bool | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    """Why it does not take part."""
    completed_at: Mapped[datetime | None]
    """When its liaison said that the list is complete."""
    completed_people: Mapped[int | None]
    """How many were on it then."""
    list_changed_at: Mapped[datetime | None]
    """When somebody on it last said something else after that, or gave up a place."""
    due_version: Mapped[int] = mapped_column(default=0, server_default="0")
    due_changed_at: Mapped[datetime | None]
    """As `DelegationPlan`, of its own deadlines."""


class Liaison(Model):
    """Somebody who speaks for a unit at one event, without an account."""

    __tablename__ = "liaison"
    __table_args__ = (
        UniqueConstraint("event_id", "unit_code", "place"),
        CheckConstraint("length(name) > 0", name="name_not_empty"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    unit_code: Mapped[str] = mapped_column(String(8))
    place: Mapped[Place]
    name: Mapped[str] = mapped_column(String(50))
    office: Mapped[str] = mapped_column(String(200), default="")
    """Where they work: 省工业和信息化厅科技处."""
    title: Mapped[str] = mapped_column(String(100), default="")
    mobile: Mapped[str] = mapped_column(String(20), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    language: Mapped[str] = mapped_column(String(2), default="zh")
    """Of their e-mails."""
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    invited_at: Mapped[datetime | None]
    """When the first e-mail with a link was written to them."""
    opened_at: Mapped[datetime | None]
    """When they first used a link."""
    feed_version: Mapped[int] = mapped_column(default=1, server_default="1")
    """Raised where links and sessions end, so that the address of their calendar ends too."""

    event: Mapped[Event] = relationship()


class LiaisonKey(Model):
    """What opens the page of a liaison: a link until its first use, then the session of the browser that used it."""

    __tablename__ = "liaison_key"

    id: Mapped[int] = mapped_column(primary_key=True)
    liaison_id: Mapped[int] = mapped_column(ForeignKey("liaison.id", ondelete="CASCADE"), index=True)
    kind: Mapped[KeyKind]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    """When a link was exchanged; it opens nothing any more."""

    liaison: Mapped[Liaison] = relationship()


class Chase(Model):
    """A unit was written to because of a deadline."""

    __tablename__ = "delegation_chase"
    __table_args__ = (Index("ix_delegation_chase_event_unit", "event_id", "unit_code", "sent_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    unit_code: Mapped[str] = mapped_column(String(8))
    due: Mapped[Due]
    due_at: Mapped[datetime]
    days_before: Mapped[int | None]
    """At which distance it was written automatically; None: by hand."""
    sent_at: Mapped[datetime]
    letters: Mapped[int]
    """How many e-mails were written."""


class ExchangePaper(Model):
    """What a delegation tells the others in writing (交流材料), in versions; one at each event."""

    __tablename__ = "exchange_paper"
    __table_args__ = (UniqueConstraint("event_id", "unit_code"),)
    not_found = _l("This delegation has not submitted an exchange paper.")

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    unit_code: Mapped[str] = mapped_column(String(8))
    state: Mapped[PaperState]
    """Of the newest version."""
    note: Mapped[str] = mapped_column(Text, default="")
    """What is to be revised, in the words of who returned it."""
    newest: Mapped[int]
    """Number of the newest version."""
    bound: Mapped[int | None]
    """Number of the version that was accepted last, which is printed; a newer one may still be checked."""


class PaperVersion(Model):
    """An exchange paper as it was submitted once."""

    __tablename__ = "exchange_paper_version"
    __table_args__ = (UniqueConstraint("paper_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    paper_id: Mapped[int] = mapped_column(ForeignKey("exchange_paper.id", ondelete="CASCADE"))
    number: Mapped[int]
    """From 1."""
    title: Mapped[str] = mapped_column(String(200))
    written_by: Mapped[str] = mapped_column(String(200), default="")
    """The office or organization that wrote it; empty: the delegation."""
    text: Mapped[str] = mapped_column(Text, deferred=True)
    by_office: Mapped[bool] = mapped_column(default=False)
    """Whether the organizers have submitted it for the delegation."""
    filename: Mapped[str] = mapped_column(String(200), default="")
    """Of the file that came with it; empty: none did."""
    content_type: Mapped[str] = mapped_column(String(100), default="")
    content: Mapped[bytes | None] = mapped_column(deferred=True)
    sent_at: Mapped[datetime]
