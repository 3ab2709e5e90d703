"""Tables of cases, of their metrics and files, and of who learns from them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventmgr.event.agenda.models import AgendaItem
from eventmgr.ground.columns import setting
from eventmgr.ground.db import Model
from eventmgr.ground.enums import LabelledEnum, Tone
from eventmgr.ground.i18n import _l
from eventmgr.identity.directory.models import Organization
from eventmgr.tools.metrics.models import Metric
from eventmgr.tools.uploads.models import KeyedFile

LONGEST_TITLE, LONGEST_SUMMARY, LONGEST_TEXT, LONGEST_CONDITION = 120, 600, 8000, 200
LONGEST_WORDS = 1000


class CaseState(LabelledEnum):
    """draft → published → withdrawn, and published again."""

    DRAFT = "draft", _l("Draft"), Tone.OFF
    PUBLISHED = "published", _l("Published"), Tone.OK
    WITHDRAWN = "withdrawn", _l("Withdrawn"), Tone.OFF


class CaseTrack(LabelledEnum):
    """Which of the three main lines it belongs to."""

    HIGH_END = "high_end", _l("High-end manufacturing")
    TRANSFORMATION = "transformation", _l("Transformation and upgrading")
    FOUNDATION = "foundation", _l("Industrial foundation")


class CostBand(LabelledEnum):
    """How much was invested, in round figures: the exact sum is the organization's own."""

    BELOW_50 = "below_50", _l("below CNY 500,000")
    BELOW_200 = "below_200", _l("CNY 500,000 to 2 million")
    BELOW_500 = "below_500", _l("CNY 2 to 5 million")
    BELOW_2000 = "below_2000", _l("CNY 5 to 20 million")
    BELOW_10000 = "below_10000", _l("CNY 20 to 100 million")
    ABOVE_10000 = "above_10000", _l("CNY 100 million or more")


class Case(Model):
    """What an organization has done, as it agreed to have it shown."""

    __tablename__ = "case_study"
    __table_args__ = (
        CheckConstraint("months IS NULL OR months > 0", name="months_positive"),
        Index("ix_case_study_state_published", "state", "published_at", "id"),
        Index("ix_case_study_province_published", "province_code", "state", "published_at", "id"),
    )
    not_found = _l("There is no such case.")

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    """The last part of its address; it stays when the title changes."""
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), index=True)
    title: Mapped[dict[str, str]] = mapped_column(info=setting(_l("Title"), longest=LONGEST_TITLE))
    summary: Mapped[dict[str, str]] = mapped_column(info=setting(_l("Summary"), longest=LONGEST_SUMMARY))
    """Plain text, as the next three are."""
    situation: Mapped[dict[str, str]] = mapped_column(
        default=dict, info=setting(_l("Situation before"), longest=LONGEST_TEXT)
    )
    measures: Mapped[dict[str, str]] = mapped_column(default=dict, info=setting(_l("Measures"), longest=LONGEST_TEXT))
    results: Mapped[dict[str, str]] = mapped_column(default=dict, info=setting(_l("Results"), longest=LONGEST_TEXT))
    province_code: Mapped[str] = mapped_column(String(6), info=setting(_l("Province/region")))
    """Where it was done."""
    sector_codes: Mapped[list[Any]] = mapped_column(default=list, info=setting(_l("Sectors")))
    topic_ids: Mapped[list[Any]] = mapped_column(default=list, info=setting(_l("Topics")))
    track: Mapped[CaseTrack | None] = mapped_column(info=setting(_l("Track")))
    cost_band: Mapped[CostBand | None] = mapped_column(info=setting(_l("Investment")))
    months: Mapped[int | None] = mapped_column(info=setting(_l("Duration of the project (months)")))
    in_use_since: Mapped[date | None] = mapped_column(info=setting(_l("In use since")))
    supplier: Mapped[dict[str, str]] = mapped_column(
        default=dict, info=setting(_l("Supplier"), longest=LONGEST_CONDITION)
    )
    is_demonstration: Mapped[bool] = mapped_column(
        default=False, server_default=false(), info=setting(_l("Demonstration site that can be visited"))
    )
    session_id: Mapped[int | None] = mapped_column(
        ForeignKey("agenda_item.id", ondelete="SET NULL"), index=True, info=setting(_l("Told in the session"))
    )
    stop_id: Mapped[int | None] = mapped_column(
        ForeignKey("agenda_item.id", ondelete="SET NULL"), index=True, info=setting(_l("Visited at the stop"))
    )
    consent_by: Mapped[str] = mapped_column(String(100), default="", info=setting(_l("Consent given by")))
    """Who agreed for the organization; the office alone reads it."""
    consent_on: Mapped[date | None] = mapped_column(info=setting(_l("Consent given on")))
    state: Mapped[CaseState] = mapped_column(default=CaseState.DRAFT)
    search_text: Mapped[str] = mapped_column(Text, default="")
    """Folded name of the organization, titles, summaries, measures and suppliers: what the text filter looks in."""
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    published_at: Mapped[datetime | None]

    organization: Mapped[Organization] = relationship()
    metrics: Mapped[list[CaseMetric]] = relationship(order_by="CaseMetric.id", passive_deletes=True)
    files: Mapped[list[CaseFile]] = relationship(order_by="CaseFile.id", passive_deletes=True)
    session: Mapped[AgendaItem | None] = relationship(foreign_keys=[session_id])
    stop: Mapped[AgendaItem | None] = relationship(foreign_keys=[stop_id])


class CaseMetric(Metric, Model):
    """A metric of a case."""

    __tablename__ = "case_metric"
    __table_args__ = (
        CheckConstraint("amount > 0", name="amount_positive"),
        Index("ix_case_metric_case", "case_id", "id"),
        Index("ix_case_metric_kind", "kind", "unit", "direction", "amount", "case_id"),
    )

    case_id: Mapped[int] = mapped_column(ForeignKey("case_study.id", ondelete="CASCADE"))


class CaseMark(Model):
    """An organization wants to learn from a case, as one who keeps its page has said, or one of its people at an
    event."""

    __tablename__ = "case_mark"
    __table_args__ = (Index("ix_case_mark_case", "case_id", "organization_id"),)
    """Several marks of a case may be of one organization: of its people, or since two organizations were merged. They
    count as one."""

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_study.id", ondelete="CASCADE"))
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), index=True)
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registration.id", ondelete="CASCADE"), index=True)
    """Whose mark it is; None: of who keeps the page. It goes with what is personal."""
    created_at: Mapped[datetime]

    organization: Mapped[Organization] = relationship()


class AdoptionState(LabelledEnum):
    """reported → published or declined; what is corrected is reported again."""

    REPORTED = "reported", _l("Awaiting review"), Tone.WAIT
    PUBLISHED = "published", _l("Published"), Tone.OK
    DECLINED = "declined", _l("Not accepted"), Tone.NO


class CaseAdoption(Model):
    """An organization has adopted what a case describes, in its own words, as one who keeps its page has said."""

    __tablename__ = "case_adoption"
    __table_args__ = (
        Index("ix_case_adoption_case", "case_id", "organization_id", "id"),
        Index("ix_case_adoption_state_decided", "state", "decided_at", "id"),
    )
    """Two adoptions of a case may be of one organization, once two organizations have been merged; the later one is
    shown."""
    not_found = _l("Your organization has not reported that it has adopted this case.")

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_study.id", ondelete="CASCADE"))
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), index=True)
    province_code: Mapped[str] = mapped_column(String(6), info=setting(_l("Adopted in")))
    since: Mapped[date] = mapped_column(info=setting(_l("Adopted since")))
    words: Mapped[dict[str, str]] = mapped_column(
        info=setting(_l("What was done and what came of it"), longest=LONGEST_WORDS)
    )
    """Plain text of the adopter."""
    state: Mapped[AdoptionState] = mapped_column(default=AdoptionState.REPORTED)
    reason: Mapped[str] = mapped_column(Text, default="")
    """Why it was not accepted."""
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]

    case: Mapped[Case] = relationship()
    organization: Mapped[Organization] = relationship()


class CaseFile(KeyedFile, Model):
    """A picture or a file of a case."""

    __tablename__ = "case_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_study.id", ondelete="CASCADE"), index=True)
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)

    @property
    def is_picture(self) -> bool:
        """Whether the page shows it rather than offering it."""
        return self.content_type.startswith("image/")
