"""Tables of policies, of their files, and of who is told what is new."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventmgr.ground.columns import setting
from eventmgr.ground.db import Model
from eventmgr.ground.enums import LabelledEnum, Tone
from eventmgr.ground.i18n import _l
from eventmgr.tools.uploads.models import KeyedFile

LONGEST_TITLE, LONGEST_SUMMARY, LONGEST_TEXT, LONGEST_ISSUER = 200, 1000, 20_000, 100


class PolicyLevel(LabelledEnum):
    """The level of the authority that issued the policy."""

    NATIONAL = "national", _l("National")
    PROVINCIAL = "provincial", _l("Provincial")
    CITY = "city", _l("Municipal")
    DISTRICT = "district", _l("District or park")


class PolicyState(LabelledEnum):
    """draft → published → withdrawn, and published again."""

    DRAFT = "draft", _l("Draft"), Tone.OFF
    PUBLISHED = "published", _l("Published"), Tone.OK
    WITHDRAWN = "withdrawn", _l("Withdrawn"), Tone.OFF


class SupportKind(LabelledEnum):
    """The kind of support that a policy gives."""

    SUBSIDY = "subsidy", _l("Grant")
    REWARD = "reward", _l("Reward")
    INTEREST = "interest", _l("Interest on loans")
    TAX = "tax", _l("Tax relief")
    EQUITY = "equity", _l("Equity from a fund")
    VOUCHER = "voucher", _l("Service voucher")
    LAND = "land", _l("Land and plants")
    TALENT = "talent", _l("Talent")
    PILOT = "pilot", _l("Pilot or demonstration title")
    OTHER = "other", _l("Other support")


class ApplicantKind(LabelledEnum):
    """What kind of organization may apply."""

    COMPANY = "company", _l("Enterprise")
    INSTITUTE = "institute", _l("Research institute")
    UNIVERSITY = "university", _l("University or college")
    ASSOCIATION = "association", _l("Association")
    PARK = "park", _l("Park or its operator")
    PLATFORM = "platform", _l("Public service platform")


class ApplicantTag(LabelledEnum):
    """What an applicant has been recognized as."""

    HIGH_TECH = "high_tech", _l("High-tech enterprise")
    TECH_SME = "tech_sme", _l("Technology-based SME")
    INNOVATIVE = "innovative", _l("Innovative SME")
    SPECIALIZED = "specialized", _l("Specialized and sophisticated SME")
    LITTLE_GIANT = "little_giant", _l("“Little giant” enterprise")
    CHAMPION = "champion", _l("Manufacturing champion")
    ABOVE_SCALE = "above_scale", _l("Industrial enterprise above designated size")
    GREEN_FACTORY = "green_factory", _l("Green factory")


_COUNTED = (
    *("state", "effective_on", "valid_until", "repealed_on", "level", "province_code", "support", "window_from"),
    "window_to",
)
"""What lists are narrowed and counted by: read from the index alone."""


class Policy(Model):
    """A policy as an office has issued it."""

    __tablename__ = "policy"
    __table_args__ = (
        CheckConstraint("window_to IS NULL OR window_from IS NULL OR window_to >= window_from", name="window_in_order"),
        CheckConstraint("valid_until IS NULL OR valid_until >= effective_on", name="validity_in_order"),
        CheckConstraint("supersedes_id IS NULL OR supersedes_id <> id", name="supersedes_another"),
        Index("ix_policy_state_issued", "state", "issued_on", "id"),
        Index("ix_policy_issued", "issued_on", "id"),
        Index("ix_policy_province_issued", "province_code", "issued_on", "id"),
        Index("ix_policy_province_window", "province_code", "window_to", "id"),
        Index("ix_policy_updated", "state", "updated_at", "id"),
        Index("ix_policy_counted", *_COUNTED),
    )
    not_found = _l("There is no such policy.")

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(String(32), unique=True)
    """By which calendars and feeds know it."""
    level: Mapped[PolicyLevel] = mapped_column(info=setting(_l("Level")))
    title: Mapped[dict[str, str]] = mapped_column(info=setting(_l("Title"), longest=LONGEST_TITLE))
    issuer: Mapped[dict[str, str]] = mapped_column(info=setting(_l("Issued by"), longest=LONGEST_ISSUER))
    number: Mapped[str] = mapped_column(String(60), default="", info=setting(_l("Document number")))
    issued_on: Mapped[date] = mapped_column(info=setting(_l("Date of issue")))
    effective_on: Mapped[date] = mapped_column(info=setting(_l("In force from")))
    valid_until: Mapped[date | None] = mapped_column(info=setting(_l("Last day of validity")))
    repealed_on: Mapped[date | None] = mapped_column(info=setting(_l("Repealed from"), edited=False))
    """The first day on which it does not hold any more."""
    province_code: Mapped[str | None] = mapped_column(String(6), info=setting(_l("Province/region")))
    """None: the whole country."""
    sector_codes: Mapped[list[Any]] = mapped_column(default=list, info=setting(_l("Sectors concerned")))
    """Empty: every sector."""
    kinds: Mapped[list[Any]] = mapped_column(default=list, info=setting(_l("Kinds of organizations")))
    """Of who may apply; empty: whatever it is. So are the next two."""
    sizes: Mapped[list[Any]] = mapped_column(default=list, info=setting(_l("Sizes of enterprises")))
    tags: Mapped[list[Any]] = mapped_column(default=list, info=setting(_l("Recognized as")))
    """One of them is enough."""
    support: Mapped[SupportKind] = mapped_column(info=setting(_l("Kind of support")))
    rate: Mapped[int | None] = mapped_column(info=setting(_l("Rate (%)")))
    ceiling: Mapped[int | None] = mapped_column(info=setting(_l("Ceiling (CNY 10,000)")))
    """In hundredths of 10,000 yuan."""
    window_from: Mapped[date | None] = mapped_column(info=setting(_l("Applications from")))
    window_to: Mapped[date | None] = mapped_column(info=setting(_l("Applications until")))
    """The last day."""
    summary: Mapped[dict[str, str]] = mapped_column(info=setting(_l("Abstract"), longest=LONGEST_SUMMARY))
    text: Mapped[dict[str, str]] = mapped_column(default=dict, info=setting(_l("Text"), longest=LONGEST_TEXT))
    """Markdown."""
    source_url: Mapped[str] = mapped_column(String(300), default="", info=setting(_l("Address of the original")))
    contact: Mapped[dict[str, str]] = mapped_column(default=dict, info=setting(_l("Enquiries"), longest=200))
    supersedes_id: Mapped[int | None] = mapped_column(
        ForeignKey("policy.id", ondelete="SET NULL"), index=True, info=setting(_l("Supersedes"))
    )
    state: Mapped[PolicyState] = mapped_column(default=PolicyState.DRAFT)
    search_text: Mapped[str] = mapped_column(Text, default="")
    """Folded titles, issuers, number and summaries: what the text filter looks in."""
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    published_at: Mapped[datetime | None]

    files: Mapped[list[PolicyFile]] = relationship(order_by="PolicyFile.id", passive_deletes=True)
    supersedes: Mapped[Policy | None] = relationship(remote_side="Policy.id")


class PolicyFile(KeyedFile, Model):
    """A file of a policy: the original, a form to apply with."""

    __tablename__ = "policy_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    policy_id: Mapped[int] = mapped_column(ForeignKey("policy.id", ondelete="CASCADE"), index=True)
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


class PolicySubscription(Model):
    """An address that is told what is new among the policies of its filters, once somebody there has confirmed it."""

    __tablename__ = "policy_subscription"
    __table_args__ = (UniqueConstraint("email", "asked"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254))
    """Lower case."""
    language: Mapped[str] = mapped_column(String(2))
    asked: Mapped[str] = mapped_column(String(500))
    """The filters as the query of an address; empty: everything."""
    created_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    news_since: Mapped[datetime | None] = mapped_column(index=True)
    """What happened later is news still; None until it is confirmed."""
