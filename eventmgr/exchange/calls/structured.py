"""What search engines read of a call's page: schema.org's WebPage with its dates, as JSON-LD. Pure but for the language
spoken."""

from __future__ import annotations

from markupsafe import Markup

from eventmgr.event.events.derived.structured_data import within_script
from eventmgr.exchange.calls.models import CaseCall
from eventmgr.ground.i18n import localized
from eventmgr.tools.taxonomy.spoken import sectors_of, topics_of


def structured_call(call: CaseCall, *, address: str) -> Markup:
    """The object as JSON that may stand within a `script` element; it says what the page says, and nothing else."""
    return within_script(
        {
            "@context": "https://schema.org",
            "@type": "WebPage",
            "@id": address,
            "url": address,
            "name": localized(call.title),
            "description": localized(call.about),
            "datePublished": call.published_at.date().isoformat() if call.published_at else "",
            "dateModified": call.updated_at.date().isoformat(),
            "expires": call.closes_on.isoformat(),
            "keywords": [*topics_of(call), *sectors_of(call)],
        }
    )
