"""Listings as the matcher reads them. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eventmgr.engines.matching.listings import Listing as MatchingListing
from eventmgr.matchmaking.listings.content.drafts import ListingDraft
from eventmgr.matchmaking.listings.models import Listing


def matching_listing(listing: Listing) -> MatchingListing:
    """The value for a row whose organization is loaded; its id is the number."""
    return matching_value(
        str(listing.id),
        listing,
        org=listing.organization.name,
        province=listing.organization.province_code or "",
        chain_words=listing.chain_words,
    )


def matching_value(
    key: str, written: Listing | ListingDraft | Any, *, org: str = "", province: str = "", chain_words: Any = ()
) -> MatchingListing:
    """The value for whatever has side, title, text, topic and sectors.

    Args:
        key: its id. org, province: name and province code of the organization.
    """
    sectors = list(written.sector_codes)
    words = "、".join(str(word) for word in chain_words)
    return MatchingListing(
        id=key,
        kind=written.side.value,
        org=org,
        province=province,
        sector=str(sectors[0]) if sectors else "",
        topic=written.topic_id or "",
        title=_both(written.title),
        text=_both(written.text),
        asks=words if written.side.value == "demand" else "",
        gives=words if written.side.value == "supply" else "",
    )


def _both(value: Mapping[str, str]) -> str:
    """Chinese, else English: a text in both languages counts once."""
    return value.get("zh") or value.get("en") or ""
