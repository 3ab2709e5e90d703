"""Tables of suggestions: what fits each listing, what parties said of it, how often they are written to."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventmgr.ground.db import Model
from eventmgr.ground.enums import LabelledEnum
from eventmgr.ground.i18n import _l
from eventmgr.matchmaking.listings.models import Listing
from eventmgr.matchmaking.meeting_parties.models import MeetingParty


class OpinionKind(LabelledEnum):
    """What a party says of a suggested partner; nobody else learns of it."""

    NOT_FOR_US = "not_for_us", _l("not for us")
    MET_BEFORE = "met_before", _l("met before")


class Often(LabelledEnum):
    """How often a party is written to about new suggestions, at most."""

    NEVER = "never", _l("never")
    DAILY = "daily", _l("once a day at most")
    WEEKLY = "weekly", _l("once a week at most")


class Across(LabelledEnum):
    """How much it counts that two organizations come from different regions."""

    NOT = "not", _l("regions do not count")
    PREFERRED = "preferred", _l("slightly prefer other regions")
    FIRST = "first", _l("strongly prefer other regions")
    ONLY = "only", _l("other regions only")


class SuggestionRun(Model):
    """When the listings of an event were last compared, and under what."""

    __tablename__ = "suggestion_run"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    asked_at: Mapped[datetime | None]
    """Since when a job is to compare them anew; None: nothing waits."""
    stamp: Mapped[str] = mapped_column(default="")
    """What listings, parties and opinions looked like then."""
    ranked_at: Mapped[datetime | None]
    listings: Mapped[int] = mapped_column(default=0)
    most_before: Mapped[int] = mapped_column(default=0)
    most: Mapped[int] = mapped_column(default=0)
    """How often the most wanted supply would be suggested without shares, and is."""


class PartnerSuggestion(Model):
    """A demand and a supply of two parties that fit."""

    __tablename__ = "partner_suggestion"
    __table_args__ = (
        Index("ix_partner_suggestion_demander", "demander_id", "is_chosen"),
        Index("ix_partner_suggestion_supplier", "supplier_id", "is_chosen"),
        Index("ix_partner_suggestion_event", "event_id", "is_chosen"),
    )

    demand_id: Mapped[int] = mapped_column(ForeignKey("listing.id", ondelete="CASCADE"), primary_key=True)
    supply_id: Mapped[int] = mapped_column(ForeignKey("listing.id", ondelete="CASCADE"), primary_key=True, index=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    demander_id: Mapped[int] = mapped_column(ForeignKey("meeting_party.id", ondelete="CASCADE"))
    supplier_id: Mapped[int] = mapped_column(ForeignKey("meeting_party.id", ondelete="CASCADE"))
    score: Mapped[float]
    is_chosen: Mapped[bool]
    """Shown: within the shares of both."""
    is_likely: Mapped[bool] = mapped_column(default=True, server_default=true())
    """A good match; else one of the nearest, with which the share is filled up."""
    reasons: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Language → sentences, weightiest first."""
    found_at: Mapped[datetime]
    """When it was first shown, so that e-mails tell what is new."""

    demand: Mapped[Listing] = relationship(foreign_keys=[demand_id])
    supply: Mapped[Listing] = relationship(foreign_keys=[supply_id])
    demander: Mapped[MeetingParty] = relationship(foreign_keys=[demander_id])
    supplier: Mapped[MeetingParty] = relationship(foreign_keys=[supplier_id])


class ListingVerdict(Model):
    """Whether anything fits a listing; if not, why."""

    __tablename__ = "listing_verdict"

    listing_id: Mapped[int] = mapped_column(ForeignKey("listing.id", ondelete="CASCADE"), primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    has_good_match: Mapped[bool]
    why_not: Mapped[dict[str, str]] = mapped_column(default=dict)


class PartnerOpinion(Model):
    """What one party said of another as a suggested partner."""

    __tablename__ = "partner_opinion"
    __table_args__ = (UniqueConstraint("party_id", "other_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("meeting_party.id", ondelete="CASCADE"))
    other_id: Mapped[int] = mapped_column(ForeignKey("meeting_party.id", ondelete="CASCADE"), index=True)
    kind: Mapped[OpinionKind]
    listing_id: Mapped[int | None] = mapped_column(ForeignKey("listing.id", ondelete="SET NULL"))
    """The other's listing that was suggested: its topic is what the party taught."""
    said_at: Mapped[datetime]


class SuggestionChoice(Model):
    """How often a party wants to be written to about new suggestions; no row: once a week."""

    __tablename__ = "suggestion_choice"

    party_id: Mapped[int] = mapped_column(ForeignKey("meeting_party.id", ondelete="CASCADE"), primary_key=True)
    often: Mapped[Often] = mapped_column(default=Often.WEEKLY)
    told_at: Mapped[datetime | None]
    """When it was last written to."""
