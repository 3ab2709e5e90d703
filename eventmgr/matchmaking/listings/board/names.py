"""How the board calls organizations, sides and fields, in the language of its reader. Pure but for that language."""

from __future__ import annotations

from collections.abc import Mapping

from eventmgr.ground.i18n import language, localized
from eventmgr.identity.directory.models import Organization
from eventmgr.matchmaking.listings.models import Listing, Side
from eventmgr.tools.taxonomy import get_province, get_sector, get_topic


def province_of(organization: Organization) -> str:
    """Where it is at home; empty where that is not known."""
    return get_province(organization.province_code).name(language()) if organization.province_code else ""


def provinces_of(listing: Listing) -> str:
    """Where its organization is at home, and the provinces that it names besides; empty where none is known."""
    home, named = listing.organization.province_code, listing.details.get("provinces") or []
    codes = dict.fromkeys([*([home] if home else []), *named])
    return ("、" if language() == "zh" else ", ").join(get_province(code).name(language()) for code in codes)


def side_name(side: Side, named: Mapping[str, str] | None = None) -> str:
    """What the side is called, at an event that names it otherwise by that name."""
    return localized(dict(named or {})) or str(side.label)


def topic_of(listing: Listing) -> str:
    """The name of the listing's topic; empty if it has none."""
    return get_topic(listing.topic_id).name(language()) if listing.topic_id else ""


def sectors_of(listing: Listing) -> list[str]:
    """The short names of the listing's sectors."""
    return [get_sector(code).short(language()) for code in listing.sector_codes]
