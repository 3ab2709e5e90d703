"""Tables of the desk: who answers for an event or a province, requests, what was said of each, and the answers
everybody reads."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventmgr.event.events.models import Event
from eventmgr.ground.columns import setting
from eventmgr.ground.db import Model
from eventmgr.ground.enums import LabelledEnum, Tone
from eventmgr.ground.i18n import _l
from eventmgr.ground.indexes import partial_index
from eventmgr.ground.sealing import SealedBytes
from eventmgr.identity.accounts.models import User
from eventmgr.tools.uploads.models import KeyedFile

LONGEST_TEXT = 4000


class Category(LabelledEnum):
    """What questions are about; a desk may add its own (`Desk.own_categories`)."""

    LAND = "land", _l("Land by tender, auction or listing")
    PLANT_PRICE = "plant_price", _l("Prices of plants")
    BUILD = "build", _l("Buying land and building")
    LEASE = "lease", _l("Leasing plants or offices")
    REGISTER = "register", _l("Registering a company")
    FOREIGN = "foreign", _l("Foreign investment")
    PROCESS = "process", _l("Investment procedure")
    TECHNOLOGY = "technology", _l("Technical consultation")
    POLICY = "policy", _l("Policies and how to apply")
    SERVICE = "service", _l("Public service platforms")
    OTHER = "other", _l("Something else")


class RequestStage(LabelledEnum):
    """The stage of a request."""

    OPEN = "open", _l("Awaiting an answer"), Tone.WAIT
    ASKED_BACK = "asked_back", _l("Question to the sender"), Tone.ON
    ANSWERED = "answered", _l("Answered"), Tone.OK
    WITHDRAWN = "withdrawn", _l("Withdrawn"), Tone.OFF


class LineKind(LabelledEnum):
    """What was said or done in a request, in turn."""

    QUESTION = "question", _l("Question to the desk")
    ASKED_BACK = "asked_back", _l("Question to the sender")
    REPLY = "reply", _l("Sender's reply")
    HANDED_OVER = "handed_over", _l("Request handed over")
    ANSWER = "answer", _l("Answer")


class Desk(Model):
    """Who answers for an event, for a province, or for the office itself, and when they are in."""

    __tablename__ = "desk"
    __table_args__ = (
        partial_index("uq_desk_province_code", "province_code", unique=True, where=text("event_id IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    province_code: Mapped[str] = mapped_column(String(6), default="")
    """Empty: the office's own, or an event's."""
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), unique=True)
    """The event that it belongs to, with no province then."""
    answered_by: Mapped[dict[str, str]] = mapped_column(default=dict, info=setting(_l("Who answers"), longest=100))
    phone: Mapped[str] = mapped_column(String(40), default="", info=setting(_l("Telephone")))
    hours: Mapped[dict[str, str]] = mapped_column(default=dict, info=setting(_l("Hours"), longest=100))
    own_categories: Mapped[list[Any]] = mapped_column(default=list, info=setting(_l("Own categories")))
    """`[{"key": "own-1", "zh": …, "en": …}]`; a key is never given twice."""

    event: Mapped[Event | None] = relationship()


class DeskRequest(Model):
    """A question that somebody without an account has sent, and whose it is to answer."""

    __tablename__ = "desk_request"
    __table_args__ = (
        CheckConstraint("satisfaction IS NULL OR satisfaction BETWEEN 1 AND 5", name="satisfaction_in_stars"),
        Index("ix_desk_request_stage_due", "stage", "due_at", "id"),
        Index("ix_desk_request_province_stage_due", "province_code", "stage", "due_at", "id"),
        Index("ix_desk_request_event_stage_due", "event_id", "stage", "due_at", "id"),
        Index("ix_desk_request_asked", "asked_at", "id"),
        Index("ix_desk_request_event_asked", "event_id", "asked_at", "id"),
    )
    not_found = _l("There is no such request.")

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(12), unique=True)
    """As people say it on the telephone."""
    link_version: Mapped[int] = mapped_column(default=1)
    province_code: Mapped[str] = mapped_column(String(6), default="", info=setting(_l("Desk")))
    """Whose desk answers; empty: the office's, or an event's."""
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    """The event whose desk answers."""
    category: Mapped[str] = mapped_column(String(20), info=setting(_l("Category")))
    """A value of `Category`, or the key of one of the desk's own."""
    language: Mapped[str] = mapped_column(String(2))
    name: Mapped[str] = mapped_column(String(50))
    """Of who asks, as are the next three; all empty once they were deleted."""
    organization: Mapped[str] = mapped_column(String(200), default="")
    email: Mapped[str] = mapped_column(String(254))
    mobile: Mapped[str] = mapped_column(String(40), default="")
    stage: Mapped[RequestStage] = mapped_column(default=RequestStage.OPEN, info=setting(_l("State")))
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime]
    closed_at: Mapped[datetime | None] = mapped_column(index=True)
    """When it was answered or withdrawn."""
    assigned_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"), index=True)
    """The account that answers; None: whoever is in at the desk."""
    expert_name: Mapped[str] = mapped_column(String(50), default="", info=setting(_l("Expert")))
    expert_email: Mapped[str] = mapped_column(String(254), default="")
    expert_version: Mapped[int] = mapped_column(default=0)
    satisfaction: Mapped[int | None] = mapped_column(info=setting(_l("Satisfaction")))
    forgotten_at: Mapped[datetime | None]
    """When who asked, and what was said, was deleted; category, desk and dates stay for the figures."""

    event: Mapped[Event | None] = relationship()
    assigned: Mapped[User | None] = relationship()
    lines: Mapped[list[DeskLine]] = relationship(order_by="DeskLine.id", passive_deletes=True)
    files: Mapped[list[DeskFile]] = relationship(order_by="DeskFile.id", passive_deletes=True)


class DeskLine(Model):
    """One thing that was said or done in a request."""

    __tablename__ = "desk_line"

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("desk_request.id", ondelete="CASCADE"), index=True)
    kind: Mapped[LineKind]
    text: Mapped[str] = mapped_column(Text)
    by_name: Mapped[str] = mapped_column(String(100), default="")
    """Who answers; empty of who asks."""
    at: Mapped[datetime]


class DeskFile(KeyedFile, Model):
    """A file that came with a request; encrypted."""

    __tablename__ = "desk_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("desk_request.id", ondelete="CASCADE"), index=True)
    content: Mapped[bytes] = mapped_column(SealedBytes, deferred=True)


class DeskAnswer(Model):
    """A question and its answer that everybody may read; it names nobody."""

    __tablename__ = "desk_answer"
    __table_args__ = (
        Index("ix_desk_answer_public", "is_published", "published_at", "id"),
        Index("ix_desk_answer_province", "province_code", "is_published", "published_at", "id"),
        Index("ix_desk_answer_event", "event_id", "is_published", "published_at", "id"),
    )
    not_found = _l("There is no such answer.")

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(32), unique=True)
    request_id: Mapped[int | None] = mapped_column(ForeignKey("desk_request.id", ondelete="SET NULL"), index=True)
    province_code: Mapped[str] = mapped_column(String(6), default="", info=setting(_l("Desk")))
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    """The event whose desk has answered."""
    category: Mapped[str] = mapped_column(String(20), info=setting(_l("Category")))
    question: Mapped[dict[str, str]] = mapped_column(info=setting(_l("Question to the desk"), longest=500))
    answer: Mapped[dict[str, str]] = mapped_column(info=setting(_l("Answer"), longest=LONGEST_TEXT))
    is_published: Mapped[bool] = mapped_column(default=True)
    search_text: Mapped[str] = mapped_column(Text, default="")
    """Folded questions and answers."""
    published_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    event: Mapped[Event | None] = relationship()
