"""What search engines read of a listing's page: schema.org's Organization with what it offers or seeks, as JSON-LD.
Pure but for the language spoken."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from eventmgr.event.events.derived.structured_data import within_script
from eventmgr.ground.i18n import localized
from eventmgr.identity.directory.naming import organization_name
from eventmgr.matchmaking.listings.board.names import province_of, sectors_of, topic_of
from eventmgr.matchmaking.listings.models import Listing, Side


def structured_listing(listing: Listing, *, address: str) -> Markup:
    """The object as JSON that may stand within a `script` element; it says what the page says, and nothing else."""
    is_supply = listing.side is Side.SUPPLY
    properties: dict[str, Any] = {
        "@type": "Offer" if is_supply else "Demand",
        "@id": address,
        "url": address,
        "name": localized(listing.title),
        "description": localized(listing.text),
        "category": [words for words in (topic_of(listing), *sectors_of(listing)) if words],
        "availabilityStarts": listing.published_at.date().isoformat() if listing.published_at else "",
        "validThrough": listing.valid_until.isoformat() if listing.valid_until else "",
        **({"price": "0", "priceCurrency": "CNY"} if listing.free_of_charge else {}),
    }
    place = province_of(listing.organization)
    return within_script(
        {
            "@context": "https://schema.org",
            "@type": "Organization",
            "name": organization_name(listing.organization),
            "address": {"@type": "PostalAddress", "addressRegion": place, "addressCountry": "CN"} if place else "",
            "makesOffer" if is_supply else "seeks": {name: value for name, value in properties.items() if value},
        }
    )
