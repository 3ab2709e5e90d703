"""Tables of what came of an event."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventmgr.ground.columns import setting
from eventmgr.ground.db import Model
from eventmgr.ground.enums import LabelledEnum, Tone
from eventmgr.ground.i18n import _l
from eventmgr.ground.sealing import SealedBytes
from eventmgr.tools.likeness.models import KnownTwo, MergeRecord
from eventmgr.tools.metrics.models import Metric
from eventmgr.tools.uploads.models import KeptFile


class ActionItemStatus(LabelledEnum):
    """Whether an action item has been carried out."""

    OPEN = "open", _l("In progress"), Tone.WAIT
    DONE = "done", _l("Done"), Tone.OK
    DROPPED = "dropped", _l("Dropped")


class ActionItem(Model):
    """Something the event concluded, with who does it and by when."""

    __tablename__ = "action_item"
    not_found = _l("This event has no such action item.")

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    text: Mapped[dict[str, str]] = mapped_column(info=setting(_l("Text")))
    owner: Mapped[dict[str, str]] = mapped_column(default=dict, info=setting(_l("Responsible")))
    """The body or person that does it."""
    due_on: Mapped[date | None] = mapped_column(info=setting(_l("Due")))
    status: Mapped[ActionItemStatus] = mapped_column(default=ActionItemStatus.OPEN, info=setting(_l("State")))
    note: Mapped[str] = mapped_column(String(500), default="", info=setting(_l("Note")))
    position: Mapped[int] = mapped_column(default=0, info=setting(_l("Order")))
    created_at: Mapped[datetime]


class Stage(LabelledEnum):
    """How far a deal has come: 意向, 协议, 合同, 开工, 投产; or 终止."""

    INTENTION = "intention", _l("Intention"), Tone.WAIT
    AGREEMENT = "agreement", _l("Framework agreement"), Tone.WAIT
    CONTRACT = "contract", _l("Contract"), Tone.ON
    STARTED = "started", _l("Work started"), Tone.ON
    IN_PRODUCTION = "in_production", _l("In production"), Tone.OK
    ENDED = "ended", _l("Ended early")


CHAIN = (Stage.INTENTION, Stage.AGREEMENT, Stage.CONTRACT, Stage.STARTED, Stage.IN_PRODUCTION)
"""From the first word to the running works; `ENDED` may follow on any of them."""


class DealType(LabelledEnum):
    """What a deal is: of which types are ratios is said beside them."""

    INVESTMENT = "investment", _l("Investment")
    PURCHASE = "purchase", _l("Purchase and sale")
    RESEARCH = "r_and_d", _l("Joint research and development")
    SERVICE = "service", _l("Technical service")
    OTHER = "other", _l("Other cooperation")


class AmountKind(LabelledEnum):
    """What an amount counts: 计划总投资, 省外资金, 到位资金, 合同金额."""

    PLANNED = "planned_investment", _l("Planned total investment")
    FOREIGN = "foreign_province_funds", _l("Funds from outside the province")
    IN_PLACE = "funds_in_place", _l("Funds in place")
    CONTRACT = "contract_value", _l("Contract value")


class PartyRole(LabelledEnum):
    """Which side of a deal somebody is: the initiating one, the partner, or one more."""

    A = "a", _l("Initiating side")
    B = "b", _l("Partner")
    OTHER = "other", _l("Other side")


class KnownThrough(LabelledEnum):
    """Through whom a stage became known."""

    OFFICE = "office", _l("recorded by the organizers")
    LINK = "link", _l("reported by a side through its link")
    MEETING = "meeting", _l("result of a meeting")


class ReportKind(LabelledEnum):
    """What a side has told on its link."""

    STILL = "still", _l("still at this stage")
    ADVANCED = "advanced", _l("has reached a stage")
    ENDED = "ended", _l("has ended early")
    FUNDS = "funds", _l("funds in place")


class ReportState(LabelledEnum):
    """What became of a report."""

    WAITING = "waiting", _l("To be confirmed"), Tone.WAIT
    TAKEN = "taken", _l("Adopted"), Tone.OK
    DECLINED = "declined", _l("Not adopted"), Tone.OFF


class DealPlan(Model):
    """What holds for all deals of an event; no row: what is usual."""

    __tablename__ = "deal_plan"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    months: Mapped[list[Any]] = mapped_column(default=list)
    """So many months after a deal was recorded its sides are asked how far it is; empty: never."""
    confirms: Mapped[bool] = mapped_column(default=True)
    """Whether what a side tells waits for the organizers; else it is taken at once."""
    counted_types: Mapped[list[Any]] = mapped_column(default=list)
    """Values of `DealType` whose contracts are the base of ratios."""


class Deal(Model):
    """Something two sides of an event have agreed on, or intend to."""

    __tablename__ = "deal"
    not_found = _l("This event has no such deal.")
    __table_args__ = (
        Index("ix_deal_event_id", "event_id", "created_at", "id"),
        Index("ix_deal_event_amount", "event_id", "amount", "id"),
        CheckConstraint("amount >= 0", name="amount_not_negative"),
        CheckConstraint("stems_from_id <> id", name="stems_from_another"),
        CheckConstraint("merged_into_id <> id", name="merged_into_another"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    meeting_id: Mapped[int | None] = mapped_column(ForeignKey("meeting.id", ondelete="SET NULL"), index=True)
    """The meeting from whose result it was recorded."""
    title: Mapped[dict[str, str]] = mapped_column(info=setting(_l("Title")))
    likeness_key: Mapped[str] = mapped_column(String(200), default="")
    """By which titles are compared."""
    type: Mapped[DealType] = mapped_column(info=setting(_l("Type of cooperation")))
    stage: Mapped[Stage]
    reached: Mapped[Stage]
    """The stage itself; of one that has ended the last before."""
    end_reason: Mapped[str] = mapped_column(String(500), default="")
    amount: Mapped[int] = mapped_column(BigInteger, default=0)
    """Hundredths of a yuan: the planned investment, where it is not stated the contract value; 0: neither is."""
    told_by_code: Mapped[str | None] = mapped_column(String(6), info=setting(_l("Reported by the province")))
    """The province that has told of it."""
    note: Mapped[str] = mapped_column(String(1000), default="", info=setting(_l("Note")))
    stems_from_id: Mapped[int | None] = mapped_column(ForeignKey("deal.id", ondelete="SET NULL"), index=True)
    """The deal that has brought this one along."""
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("deal.id", ondelete="CASCADE"), index=True)
    """The same deal as told by somebody else, which counts in its place."""
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    heard_at: Mapped[datetime | None]
    """When a side last told how far it is."""

    parties: Mapped[list[DealParty]] = relationship(
        order_by="DealParty.position", cascade="all, delete-orphan", passive_deletes=True
    )
    amounts: Mapped[list[DealAmount]] = relationship(
        order_by="DealAmount.id", cascade="all, delete-orphan", passive_deletes=True
    )
    metrics: Mapped[list[DealMetric]] = relationship(
        order_by="DealMetric.id", cascade="all, delete-orphan", passive_deletes=True
    )


class DealParty(Model):
    """One side of a deal, and whom to ask there."""

    __tablename__ = "deal_party"
    __table_args__ = (
        UniqueConstraint("deal_id", "position"),
        Index("ix_deal_party_likeness_key", "likeness_key"),
        Index("ix_deal_party_contact_email", "contact_email"),
        CheckConstraint("length(name) > 0", name="name_not_empty"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    deal_id: Mapped[int] = mapped_column(ForeignKey("deal.id", ondelete="CASCADE"))
    position: Mapped[int]
    """0 the initiating side, 1 its partner, then the others."""
    role: Mapped[PartyRole]
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id", ondelete="SET NULL"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    likeness_key: Mapped[str] = mapped_column(String(200), default="")
    """`directory.likeness.organization_key(name)`."""
    province_code: Mapped[str | None] = mapped_column(String(6))
    sector_code: Mapped[str | None] = mapped_column(String(3))
    contact_name: Mapped[str] = mapped_column(String(50), default="")
    contact_email: Mapped[str] = mapped_column(String(254), default="")
    contact_mobile: Mapped[str] = mapped_column(String(20), default="")
    language: Mapped[str] = mapped_column(String(2), default="zh")
    """Of the e-mails to the contact."""
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registration.id", ondelete="SET NULL"), index=True)
    """The contact's registration for the event, known by the mailbox or number: when it is forgotten, so is the
    contact."""


class DealAmount(Model):
    """An amount of a deal in one currency."""

    __tablename__ = "deal_amount"
    __table_args__ = (
        UniqueConstraint("deal_id", "kind"),
        CheckConstraint("amount >= 0", name="amount_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    deal_id: Mapped[int] = mapped_column(ForeignKey("deal.id", ondelete="CASCADE"))
    kind: Mapped[AmountKind]
    amount: Mapped[int] = mapped_column(BigInteger)
    """Hundredths of a yuan."""
    currency: Mapped[str] = mapped_column(String(3), default="CNY")
    """ISO 4217."""
    original: Mapped[int | None] = mapped_column(BigInteger)
    """Hundredths of `currency`; None where that is the yuan."""
    rate: Mapped[int | None] = mapped_column(BigInteger)
    """Millionths of a yuan for one of `currency`."""
    rate_on: Mapped[date | None]
    """The day of that rate."""


class DealMetric(Metric, Model):
    """A metric of a deal: what it has improved."""

    __tablename__ = "deal_metric"
    __table_args__ = (
        CheckConstraint("amount > 0", name="amount_positive"),
        Index("ix_deal_metric_deal", "deal_id", "id"),
    )

    deal_id: Mapped[int] = mapped_column(ForeignKey("deal.id", ondelete="CASCADE"))


class StageChange(Model):
    """A step of a deal's chain; the first one has no stage before it."""

    __tablename__ = "deal_stage_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    deal_id: Mapped[int] = mapped_column(ForeignKey("deal.id", ondelete="CASCADE"), index=True)
    from_stage: Mapped[Stage | None]
    to_stage: Mapped[Stage]
    on_date: Mapped[date]
    """When it happened, as it was told."""
    told_by: Mapped[KnownThrough]
    note: Mapped[str] = mapped_column(String(500), default="")
    at: Mapped[datetime]
    """When it was recorded."""


class Evidence(KeptFile, Model):
    """A file that proves something of a deal: a signed contract, a picture of the opening."""

    __tablename__ = "deal_evidence"

    id: Mapped[int] = mapped_column(primary_key=True)
    deal_id: Mapped[int] = mapped_column(ForeignKey("deal.id", ondelete="CASCADE"), index=True)
    stage: Mapped[Stage]
    """The stage that it proves."""
    content: Mapped[bytes] = mapped_column(SealedBytes, deferred=True)


class DealReminder(Model):
    """An e-mail that asked somebody how far deals are, and its link."""

    __tablename__ = "deal_reminder"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    email: Mapped[str] = mapped_column(String(254))
    """In small letters."""
    name: Mapped[str] = mapped_column(String(50), default="")
    language: Mapped[str] = mapped_column(String(2), default="zh")
    province_code: Mapped[str | None] = mapped_column(String(6))
    """Of a delegation liaison, the province whose deals they were asked about; None: a side was asked about its own."""
    sent_at: Mapped[datetime]
    link_version: Mapped[int] = mapped_column(default=1)


class RemindedDeal(Model):
    """A deal that an e-mail asked about, and which round that was: once for each person."""

    __tablename__ = "deal_reminded"
    __table_args__ = (UniqueConstraint("deal_id", "email", "months"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reminder_id: Mapped[int] = mapped_column(ForeignKey("deal_reminder.id", ondelete="CASCADE"), index=True)
    deal_id: Mapped[int] = mapped_column(ForeignKey("deal.id", ondelete="CASCADE"))
    email: Mapped[str] = mapped_column(String(254))
    """That of the reminder."""
    months: Mapped[int]


class DealReport(Model):
    """What a side has told of a deal on its link."""

    __tablename__ = "deal_report"
    __table_args__ = (Index("ix_deal_report_deal_id", "deal_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    deal_id: Mapped[int] = mapped_column(ForeignKey("deal.id", ondelete="CASCADE"))
    reminder_id: Mapped[int | None] = mapped_column(ForeignKey("deal_reminder.id", ondelete="SET NULL"), index=True)
    teller: Mapped[str] = mapped_column(String(200), default="")
    """The side or the delegation that has told it; no person is named."""
    kind: Mapped[ReportKind]
    stage: Mapped[Stage | None]
    on_date: Mapped[date | None]
    reason: Mapped[str] = mapped_column(String(500), default="")
    amount: Mapped[int | None] = mapped_column(BigInteger)
    """Funds in place, in hundredths of a yuan."""
    state: Mapped[ReportState]
    told_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]


class DealMerge(MergeRecord):
    """Two entries of one deal that became one."""

    __tablename__ = "deal_merge"
    of = Deal.__tablename__

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    before: Mapped[dict[str, Any]]
    """What the kept one said before, and what moved to it: enough to undo it."""

    kept: Mapped[Deal] = relationship(foreign_keys=lambda: DealMerge.kept_id, lazy="joined")
    merged: Mapped[Deal] = relationship(foreign_keys=lambda: DealMerge.merged_id, lazy="joined")


class TwoDeals(KnownTwo):
    """Two deals of an event that are not the same one, however alike they look."""

    __tablename__ = "two_deals"
    of = Deal.__tablename__

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
