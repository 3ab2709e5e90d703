"""What search engines read of a policy's page: schema.org's Legislation, as JSON-LD. Pure but for the language
spoken."""

from __future__ import annotations

from markupsafe import Markup

from eventmgr.event.events.derived.structured_data import within_script
from eventmgr.exchange.policies.models import Policy
from eventmgr.exchange.policies.wording import place_of
from eventmgr.ground.i18n import localized


def structured_policy(policy: Policy, *, address: str) -> Markup:
    """The object as JSON that may stand within a `script` element; it says what the page says, and nothing else."""
    end = policy.repealed_on or policy.valid_until
    return within_script(
        {
            "@context": "https://schema.org",
            "@type": "Legislation",
            "@id": address,
            "url": address,
            "name": localized(policy.title),
            "description": localized(policy.summary),
            "legislationIdentifier": policy.number,
            "legislationDate": policy.issued_on.isoformat(),
            "legislationPassedBy": {"@type": "GovernmentOrganization", "name": localized(policy.issuer)},
            "temporalCoverage": f"{policy.effective_on.isoformat()}/{end.isoformat() if end else '..'}",
            "spatialCoverage": place_of(policy),
            "sameAs": policy.source_url,
        }
    )
