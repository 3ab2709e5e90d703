"""Tables of what organizations offer and seek: profiles, who keeps them, listings, their files, what is set for an
event."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, false, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eventmgr.event.events.models import Event
from eventmgr.ground.columns import setting
from eventmgr.ground.db import Model
from eventmgr.ground.enums import LabelledEnum, Tone
from eventmgr.ground.i18n import _l
from eventmgr.ground.sealing import SealedBytes
from eventmgr.identity.directory.models import Organization
from eventmgr.tools.uploads.models import KeyedFile


class ChainStage(LabelledEnum):
    """Where in its industrial chain an organization stands."""

    UPSTREAM = "upstream", _l("Upstream")
    MIDSTREAM = "midstream", _l("Midstream")
    DOWNSTREAM = "downstream", _l("Downstream")
    PLATFORM = "platform", _l("Platform")
    SERVICE = "service", _l("Services")


class ProfileState(LabelledEnum):
    """unreviewed → reviewed; changed and declined: what was typed since then waits, or was not accepted."""

    UNREVIEWED = "unreviewed", _l("Not reviewed"), Tone.OFF
    REVIEWED = "reviewed", _l("Reviewed"), Tone.OK
    CHANGED = "changed", _l("Changes await review"), Tone.WAIT
    DECLINED = "declined", _l("Changes declined"), Tone.NO


class Side(LabelledEnum):
    """Whether something is offered or sought."""

    SUPPLY = "supply", _l("Supply")
    DEMAND = "demand", _l("Demand")


class ListingKind(LabelledEnum):
    """What is offered or sought; each has fields of its own (`content/details.py`)."""

    PRODUCT = "product", _l("Product")
    TECHNOLOGY = "technology", _l("Technology")
    PLATFORM = "platform", _l("Industrial Internet platform")
    RND = "rnd", _l("Research and development")
    INVESTMENT = "investment", _l("Investment project")
    FUND = "fund", _l("Fund")
    SUBSIDY = "subsidy", _l("Subsidy")
    PARK = "park", _l("Industrial park")
    SERVICE = "service", _l("Service")
    TRAINING = "training", _l("Training")
    STANDARD = "standard", _l("Standard")


class ShownTo(LabelledEnum):
    """Who reads a confidential listing besides its own organization."""

    ORGANIZERS = "organizers", _l("the organizers only")
    COMPANIES = "companies", _l("organizations that take part in the event")
    """Organizations that take part in the event."""
    PARTNERS = "partners", _l("organizations with which a meeting was accepted")
    """Organizations whose meeting with its own was accepted."""


class ListingState(LabelledEnum):
    """draft → submitted → published or declined; published → withdrawn or expired. An event without review skips
    submitted."""

    DRAFT = "draft", _l("Draft"), Tone.OFF
    SUBMITTED = "submitted", _l("Awaiting review"), Tone.WAIT
    PUBLISHED = "published", _l("Published"), Tone.OK
    DECLINED = "declined", _l("Declined"), Tone.NO
    WITHDRAWN = "withdrawn", _l("Withdrawn"), Tone.OFF
    EXPIRED = "expired", _l("No longer valid"), Tone.OFF


class ListingSource(LabelledEnum):
    """How a listing came in."""

    OWN = "own", _l("by the organization")
    LIAISON = "liaison", _l("by the delegation liaison")
    OFFICE = "office", _l("by the organizers")
    IMPORT = "import", _l("from a spreadsheet")
    PASTED = "pasted", _l("pasted")


class Reviewer(LabelledEnum):
    """Who reviews listings before they are published."""

    ORGANIZERS = "organizers", _l("the organizers")
    LIAISONS = "liaisons", _l("the liaison of the organization's delegation, or the organizers")
    """Liaisons of the delegation that the organization belongs to, and the organizers."""


class OrganizationProfile(Model):
    """What an organization says of itself over the years. Name, province, sector, size class and credit code stand in
    the directory."""

    __tablename__ = "organization_profile"

    id: Mapped[int] = mapped_column(primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), unique=True)
    summary: Mapped[dict[str, str]] = mapped_column(default=dict, info=setting(_l("About the organization")))
    """Plain text."""
    sector_codes: Mapped[list[Any]] = mapped_column(default=list, info=setting(_l("Sectors")))
    topic_ids: Mapped[list[Any]] = mapped_column(default=list, info=setting(_l("Topics")))
    chain_stage: Mapped[ChainStage | None] = mapped_column(info=setting(_l("Place in the chain")))
    is_leading: Mapped[bool | None] = mapped_column(info=setting(_l("Leading firm or SME")))
    """A leading firm of its chain (True) or a small or medium one (False); None: not said."""
    capability_tags: Mapped[list[Any]] = mapped_column(default=list, info=setting(_l("Capabilities")))
    """Topics, or words such as 两化融合贯标."""
    brand: Mapped[str] = mapped_column(String(100), default="", info=setting(_l("Brand")))
    group_name: Mapped[str] = mapped_column(String(200), default="", info=setting(_l("Group of companies")))
    """Companies of one group, folded alike, never meet each other."""
    website: Mapped[str] = mapped_column(String(200), default="", info=setting(_l("Website")))
    in_directory: Mapped[bool] = mapped_column(
        default=False, server_default=false(), info=setting(_l("In the public directory"))
    )
    """Whether its people agree that everybody finds it in the directory of the site."""
    state: Mapped[ProfileState] = mapped_column(default=ProfileState.UNREVIEWED)
    proposed: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What its keepers have typed and nobody has accepted yet, as `content/drafts.py` has it; empty: nothing waits."""
    decline_reason: Mapped[str] = mapped_column(Text, default="")
    link_version: Mapped[int] = mapped_column(default=1)
    """Raised to end every link to its page."""
    reviewed_at: Mapped[datetime | None]
    reviewed_by: Mapped[str] = mapped_column(String(60), default="")
    """Name of the account or the unit."""
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    organization: Mapped[Organization] = relationship()


class ProfileKeeper(Model):
    """Somebody of an organization who keeps its profile and listings, by link or account."""

    __tablename__ = "profile_keeper"
    __table_args__ = (
        UniqueConstraint("organization_id", "email"),
        CheckConstraint("length(email) > 0", name="email_not_empty"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id", ondelete="SET NULL"), index=True)
    """The event at which they were invited last."""
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id", ondelete="SET NULL"), index=True)
    """Their account, once they have come by it."""
    name: Mapped[str] = mapped_column(String(50))
    email: Mapped[str] = mapped_column(String(254), index=True)
    """Lower case."""
    mobile: Mapped[str] = mapped_column(String(20), default="")
    language: Mapped[str] = mapped_column(String(2), default="zh")
    """Of their e-mails."""
    invited_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    """When they first changed something by their link."""
    seen_at: Mapped[datetime]
    """When they were invited or changed something last."""

    organization: Mapped[Organization] = relationship()


class Listing(Model):
    """One thing that an organization offers or seeks."""

    __tablename__ = "listing"
    __table_args__ = (
        Index("ix_listing_event_state", "event_id", "state", "published_at", "id"),
        Index("ix_listing_event_id", "event_id", "id"),
        Index("ix_listing_state_published", "state", "published_at", "id"),
        Index("ix_listing_kind_published", "kind", "state", "published_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    """None: of no event in particular."""
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), index=True)
    side: Mapped[Side] = mapped_column(info=setting(_l("Supply or demand")))
    kind: Mapped[ListingKind] = mapped_column(info=setting(_l("Kind of listing")))
    title: Mapped[dict[str, str]] = mapped_column(info=setting(_l("Title")))
    text: Mapped[dict[str, str]] = mapped_column(info=setting(_l("Text")))
    """Plain text."""
    topic_id: Mapped[str | None] = mapped_column(String(40), info=setting(_l("Topic")))
    sector_codes: Mapped[list[Any]] = mapped_column(default=list, info=setting(_l("Sector")))
    chain_words: Mapped[list[Any]] = mapped_column(default=list, info=setting(_l("Links of the chain")))
    """Links of the industrial chain, in the organization's words."""
    details: Mapped[dict[str, Any]] = mapped_column(default=dict, info=setting(_l("Fields of its kind")))
    """Fields of its kind (`content/details.py`) → what was typed; only those that were filled in."""
    domestic_replacement: Mapped[bool] = mapped_column(
        default=False, server_default=false(), info=setting(_l("Replaces an imported product"))
    )
    confidential: Mapped[bool] = mapped_column(default=False, server_default=false(), info=setting(_l("Confidential")))
    shown_to: Mapped[ShownTo] = mapped_column(default=ShownTo.ORGANIZERS, info=setting(_l("Shown to")))
    """Counts where it is confidential alone."""
    free_of_charge: Mapped[bool] = mapped_column(
        default=False, server_default=false(), info=setting(_l("Free of charge"))
    )
    park_id: Mapped[int | None] = mapped_column(
        ForeignKey("listing.id", ondelete="SET NULL"), index=True, info=setting(_l("Park it belongs to"))
    )
    """Of a service alone: the park of whose offer it is a part."""
    valid_until: Mapped[date | None] = mapped_column(info=setting(_l("Valid until")))
    """The last day; None: as long as the event is public."""
    state: Mapped[ListingState] = mapped_column(default=ListingState.DRAFT)
    decline_reason: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[ListingSource] = mapped_column(default=ListingSource.OWN)
    keeper_id: Mapped[int | None] = mapped_column(ForeignKey("profile_keeper.id", ondelete="SET NULL"), index=True)
    """Whoever wrote it by a link of the organization."""
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registration.id", ondelete="SET NULL"), index=True)
    """Whoever wrote it as a participant of the event: by the link of their registration, or in its form."""
    search_text: Mapped[str] = mapped_column(Text, default="")
    """Folded name of the organization, titles, texts and chain words: what the text filter looks in."""
    created_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    updated_at: Mapped[datetime]
    calendar_version: Mapped[int] = mapped_column(default=0, server_default="0")
    """Rises whenever the entries of its deadlines in calendars say something else; never falls."""
    calendar_changed_at: Mapped[datetime | None]
    """When it last did; None: never since it was written."""

    organization: Mapped[Organization] = relationship()
    event: Mapped[Event | None] = relationship()
    files: Mapped[list[ListingFile]] = relationship(order_by="ListingFile.id", passive_deletes=True)

    @property
    def language(self) -> str:
        """The language in which it was written first: Chinese where there is both."""
        return "zh" if self.title.get("zh") else "en"


class ListingFile(KeyedFile, Model):
    """A file of a listing; encrypted, for it may be confidential."""

    __tablename__ = "listing_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    listing_id: Mapped[int] = mapped_column(ForeignKey("listing.id", ondelete="CASCADE"), index=True)
    content: Mapped[bytes] = mapped_column(SealedBytes, deferred=True)


class GoneDeadline(Model):
    """A deadline that calendars were told and that holds no longer: its listing was withdrawn, deleted, or is read by
    some alone. It says nothing of what the listing said but what narrows a calendar, and stays when the listing
    goes."""

    __tablename__ = "gone_deadline"

    uid: Mapped[str] = mapped_column(String(200), primary_key=True)
    """Of its entry."""
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    listing_id: Mapped[int]
    """May be there no longer."""
    key: Mapped[str] = mapped_column(String(10))
    """Which of its deadlines (`content/deadlines.py`)."""
    day: Mapped[date] = mapped_column(index=True)
    """As it was told last."""
    sequence: Mapped[int]
    side: Mapped[Side]
    kind: Mapped[ListingKind]
    province_code: Mapped[str | None] = mapped_column(String(6))
    topic_id: Mapped[str | None] = mapped_column(String(40))
    sector_codes: Mapped[list[Any]] = mapped_column(default=list)
    domestic_replacement: Mapped[bool]
    free_of_charge: Mapped[bool]
    gone_at: Mapped[datetime]
    """Whoever took the address of the calendar later is not told."""


class NearListing(Model):
    """Two listings of one side and different organizations that say nearly the same, as it was found when one was
    saved."""

    __tablename__ = "near_listing"
    __table_args__ = (CheckConstraint("listing_id <> other_id", name="two_listings"),)

    listing_id: Mapped[int] = mapped_column(ForeignKey("listing.id", ondelete="CASCADE"), primary_key=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("listing.id", ondelete="CASCADE"), primary_key=True, index=True)
    likeness: Mapped[int]
    """Per cent; each pair stands twice, once from each listing's side."""


class ListingSettings(Model):
    """What is set for the listings of an event; no row: the defaults, and an event for matchmaking collects them."""

    __tablename__ = "listing_settings"
    __table_args__ = (CheckConstraint("version >= 0", name="version_not_negative"),)

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    is_collecting: Mapped[bool] = mapped_column(
        default=True, server_default=true(), info=setting(_l("Listings are collected"))
    )
    """Whether organizations enter listings at this event at all."""
    is_moderated: Mapped[bool] = mapped_column(
        default=True, server_default=true(), info=setting(_l("Listings are reviewed before they are published"))
    )
    """Whether a listing is reviewed before others see it."""
    reviewer: Mapped[Reviewer] = mapped_column(default=Reviewer.ORGANIZERS, info=setting(_l("Reviewed by")))
    moderates_profiles: Mapped[bool] = mapped_column(
        default=False, server_default=false(), info=setting(_l("Changes of profiles are reviewed"))
    )
    """Whether changes of profiles wait for a review."""
    closes_at: Mapped[datetime | None] = mapped_column(info=setting(_l("Deadline for listings")))
    """Until when organizations enter and change listings; None: until the event is over."""
    kinds: Mapped[list[Any]] = mapped_column(default=list, info=setting(_l("Kinds collected")))
    """Kinds that are collected, in the order of `ListingKind`; empty: all."""
    supply_name: Mapped[dict[str, str]] = mapped_column(default=dict, info=setting(_l("Name of the supply side")))
    demand_name: Mapped[dict[str, str]] = mapped_column(default=dict, info=setting(_l("Name of the demand side")))
    """What this event calls the sides; empty: supply and demand."""
    version: Mapped[int] = mapped_column(default=0, server_default="0")
    """Rises whenever what others see of the event's listings changes."""
