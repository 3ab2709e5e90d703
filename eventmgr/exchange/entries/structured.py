"""What search engines read of an organization's page: schema.org's Organization, as JSON-LD. Pure but for the language
spoken."""

from __future__ import annotations

from markupsafe import Markup

from eventmgr.event.events.derived.structured_data import within_script
from eventmgr.ground.i18n import localized
from eventmgr.identity.directory.naming import organization_name
from eventmgr.matchmaking.listings.board.names import province_of
from eventmgr.matchmaking.listings.models import OrganizationProfile


def structured_organization(profile: OrganizationProfile, *, address: str) -> Markup:
    """The object as JSON that may stand within a `script` element; it says what the page says, and nothing else."""
    place = province_of(profile.organization)
    return within_script(
        {
            "@context": "https://schema.org",
            "@type": "Organization",
            "@id": address,
            "url": profile.website or address,
            "name": organization_name(profile.organization),
            "description": localized(profile.summary),
            "brand": profile.brand,
            "address": {"@type": "PostalAddress", "addressRegion": place, "addressCountry": "CN"} if place else "",
        }
    )
