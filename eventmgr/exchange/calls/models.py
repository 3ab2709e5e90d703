"""Tables of calls for cases: the calls, what is submitted, who reviews it, and the scores."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventmgr.event.events.models import Event
from eventmgr.exchange.cases.models import LONGEST_SUMMARY, LONGEST_TEXT, LONGEST_TITLE, Case
from eventmgr.ground.columns import setting
from eventmgr.ground.db import Model
from eventmgr.ground.enums import LabelledEnum, Tone
from eventmgr.ground.i18n import _l
from eventmgr.identity.accounts.models import User

LONGEST_COMMENT = 1000
LOWEST, HIGHEST = 1, 5
"""Of a score."""


class CallState(LabelledEnum):
    """draft → published → decided; whether a published one takes submissions is said by its days."""

    DRAFT = "draft", _l("Draft"), Tone.OFF
    PUBLISHED = "published", _l("Published"), Tone.OK
    DECIDED = "decided", _l("Decided"), Tone.OK


class CallStage(LabelledEnum):
    """The stage of a call on a day."""

    DRAFT = "draft", _l("Draft"), Tone.OFF
    COMING = "coming", _l("Not open yet"), Tone.OFF
    OPEN = "open", _l("Open for submissions"), Tone.ON
    CLOSED = "closed", _l("Closed, under review"), Tone.WAIT
    DECIDED = "decided", _l("Decided"), Tone.OK


class CallAudience(LabelledEnum):
    """Who may submit to a call."""

    EVERYBODY = "everybody", _l("Organizations themselves, and provinces for them")
    PROVINCES = "provinces", _l("Provinces only, for their organizations")


class SubmissionState(LabelledEnum):
    """The state of a submission."""

    UNCONFIRMED = "unconfirmed", _l("E-mail address not confirmed"), Tone.OFF
    SUBMITTED = "submitted", _l("Submitted to the call"), Tone.WAIT
    SELECTED = "selected", _l("Selected"), Tone.OK
    NOT_SELECTED = "not_selected", _l("Not selected"), Tone.NO
    WITHDRAWN = "withdrawn", _l("Withdrawn"), Tone.OFF


class Criterion(LabelledEnum):
    """By what a submission is scored."""

    EFFECT = "effect", _l("What it has brought")
    TRANSFER = "transfer", _l("Others can do it, too")
    NOVELTY = "novelty", _l("What is new about it")


class CaseCall(Model):
    """What cases an office or an event asks for, and until when."""

    __tablename__ = "case_call"
    __table_args__ = (
        CheckConstraint("closes_on >= opens_on", name="closes_after_it_opens"),
        Index("ix_case_call_state_closes", "state", "closes_on", "id"),
    )
    not_found = _l("There is no such call for cases.")

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    """The last part of its address; it stays when the title changes."""
    event_id: Mapped[int | None] = mapped_column(
        ForeignKey("event.id", ondelete="SET NULL"), index=True, info=setting(_l("Event"))
    )
    """None: the office's own."""
    title: Mapped[dict[str, str]] = mapped_column(info=setting(_l("Title"), longest=LONGEST_TITLE))
    about: Mapped[dict[str, str]] = mapped_column(info=setting(_l("What is asked for"), longest=LONGEST_TEXT))
    sector_codes: Mapped[list[Any]] = mapped_column(default=list, info=setting(_l("Sectors")))
    topic_ids: Mapped[list[Any]] = mapped_column(default=list, info=setting(_l("Topics")))
    opens_on: Mapped[date] = mapped_column(info=setting(_l("First day")))
    closes_on: Mapped[date] = mapped_column(info=setting(_l("Last day")))
    """It still belongs to it, on the clock of the house."""
    audience: Mapped[CallAudience] = mapped_column(default=CallAudience.EVERYBODY, info=setting(_l("Who may submit")))
    state: Mapped[CallState] = mapped_column(default=CallState.DRAFT)
    submitted: Mapped[int] = mapped_column(default=0)
    """How many numbers were given to submissions."""
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]

    event: Mapped[Event | None] = relationship()
    reviewers: Mapped[list[CaseReviewer]] = relationship(order_by="CaseReviewer.id", passive_deletes=True)


class CaseSubmission(Model):
    """A case that an organization, or its province, has submitted to a call; as it was typed, in one language."""

    __tablename__ = "case_submission"
    __table_args__ = (
        UniqueConstraint("call_id", "number"),
        Index("ix_case_submission_call_state", "call_id", "state", "id"),
        Index("ix_case_submission_call_average", "call_id", "average", "id"),
    )
    not_found = _l("There is no such submission.")

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("case_call.id", ondelete="CASCADE"))
    number: Mapped[int | None]
    """Within the call, given when the address is confirmed."""
    link_version: Mapped[int] = mapped_column(default=1)
    organization: Mapped[str] = mapped_column(String(200), info=setting(_l("Organization")))
    organization_key: Mapped[str] = mapped_column(String(200))
    """What organizations are compared by; see `interests`."""
    province_code: Mapped[str] = mapped_column(String(6), index=True, info=setting(_l("Province/region")))
    contact_name: Mapped[str] = mapped_column(String(50))
    """As is the address: empty once they were deleted."""
    email: Mapped[str] = mapped_column(String(254))
    """Lower case."""
    language: Mapped[str] = mapped_column(String(2))
    title: Mapped[str] = mapped_column(String(LONGEST_TITLE), info=setting(_l("Title")))
    summary: Mapped[str] = mapped_column(Text, info=setting(_l("Summary"), longest=LONGEST_SUMMARY))
    situation: Mapped[str] = mapped_column(Text, default="", info=setting(_l("Situation before"), longest=LONGEST_TEXT))
    measures: Mapped[str] = mapped_column(Text, info=setting(_l("Measures"), longest=LONGEST_TEXT))
    results: Mapped[str] = mapped_column(Text, info=setting(_l("Results"), longest=LONGEST_TEXT))
    sector_codes: Mapped[list[Any]] = mapped_column(default=list, info=setting(_l("Sectors")))
    metrics: Mapped[list[Any]] = mapped_column(default=list, info=setting(_l("Metrics")))
    """`[{"kind": …, "amount": hundredths, "unit": …, "baseline": …}]`; the direction is the better one of the kind."""
    state: Mapped[SubmissionState] = mapped_column(default=SubmissionState.UNCONFIRMED)
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"), index=True)
    """The account of a province that has submitted it for the organization."""
    average: Mapped[int] = mapped_column(default=0)
    """Of all scores, in hundredths; 0 without any."""
    scored: Mapped[int] = mapped_column(default=0)
    """By how many reviewers."""
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case_study.id", ondelete="SET NULL"), index=True)
    """What it became."""
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]

    call: Mapped[CaseCall] = relationship()
    case: Mapped[Case | None] = relationship()
    entered_by: Mapped[User | None] = relationship()


class CaseReviewer(Model):
    """Somebody who scores what is submitted to a call, by a link."""

    __tablename__ = "case_reviewer"
    not_found = _l("There is no such reviewer.")

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("case_call.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(50), info=setting(_l("Name")))
    organization: Mapped[str] = mapped_column(String(200), info=setting(_l("Organization")))
    organization_key: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254), info=setting(_l("E-mail")))
    """Lower case; as is the name: empty once they were deleted."""
    language: Mapped[str] = mapped_column(String(2))
    link_version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]

    call: Mapped[CaseCall] = relationship(overlaps="reviewers")


class CaseScore(Model):
    """What a reviewer says of a submission: scores, or an interest for which there are none."""

    __tablename__ = "case_score"
    __table_args__ = (
        UniqueConstraint("submission_id", "reviewer_id"),
        CheckConstraint(
            "has_interest OR (effect BETWEEN 1 AND 5 AND transfer BETWEEN 1 AND 5 AND novelty BETWEEN 1 AND 5)",
            name="scored_or_interested",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("case_submission.id", ondelete="CASCADE"))
    reviewer_id: Mapped[int] = mapped_column(ForeignKey("case_reviewer.id", ondelete="CASCADE"), index=True)
    has_interest: Mapped[bool] = mapped_column(default=False, server_default=false())
    effect: Mapped[int] = mapped_column(default=0)
    transfer: Mapped[int] = mapped_column(default=0)
    novelty: Mapped[int] = mapped_column(default=0)
    comment: Mapped[str] = mapped_column(Text, default="")
    """Why, or of what kind the interest is; the office alone reads it."""
    at: Mapped[datetime]

    reviewer: Mapped[CaseReviewer] = relationship()
