"""A listing and a profile as they were typed, before they are rows. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from eventmgr.ground.settings import home_zone
from eventmgr.matchmaking.listings.models import ListingKind, ShownTo, Side


def day_of(at: datetime) -> date:
    """The date in China at that instant: what last days of listings are held against."""
    return at.astimezone(ZoneInfo(home_zone())).date()


@dataclass(frozen=True)
class ListingDraft:
    """What a form, a paste or a sheet says of one listing; see `Listing`. Title and text are there in one language at
    least."""

    side: Side
    title: Mapping[str, str]
    text: Mapping[str, str]
    kind: ListingKind = ListingKind.PRODUCT
    topic_id: str = ""
    sector_codes: Sequence[str] = ()
    """Empty: the sector of the organization."""
    chain_words: Sequence[str] = ()
    details: Mapping[str, Any] = field(default_factory=dict)
    domestic_replacement: bool = False
    confidential: bool = False
    shown_to: ShownTo = ShownTo.ORGANIZERS
    free_of_charge: bool = False
    valid_until: date | None = None
    park_id: int | None = None
    """Of a service alone."""


@dataclass(frozen=True)
class ProfileFacts:
    """What a keeper says of the organization; see `OrganizationProfile` and, for the last three, `Organization`. Plain
    values, so that they can wait as JSON."""

    summary: Mapping[str, str] = field(default_factory=dict)
    sector_codes: Sequence[str] = ()
    topic_ids: Sequence[str] = ()
    chain_stage: str = ""
    is_leading: bool | None = None
    capability_tags: Sequence[str] = ()
    brand: str = ""
    group_name: str = ""
    website: str = ""
    in_directory: bool = False
    province_code: str = ""
    size_class: str = ""
    credit_code: str = ""
    """One that is known stays; only the site's administrators change it."""
