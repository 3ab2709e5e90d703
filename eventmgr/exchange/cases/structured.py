"""What search engines read of a case's page: schema.org's Article, as JSON-LD. Pure but for the language spoken."""

from __future__ import annotations

from markupsafe import Markup

from eventmgr.event.events.derived.structured_data import within_script
from eventmgr.exchange.cases.models import Case
from eventmgr.exchange.cases.wording import place_of
from eventmgr.ground.i18n import localized
from eventmgr.identity.directory.naming import organization_name
from eventmgr.tools.metrics.wording import in_order, metric_words
from eventmgr.tools.taxonomy.spoken import sectors_of, topics_of


def structured_case(case: Case, *, address: str) -> Markup:
    """The object as JSON that may stand within a `script` element; it says what the page says, and nothing else."""
    return within_script(
        {
            "@context": "https://schema.org",
            "@type": "Article",
            "@id": address,
            "url": address,
            "headline": localized(case.title),
            "description": localized(case.summary),
            "datePublished": case.published_at.date().isoformat() if case.published_at else "",
            "dateModified": case.updated_at.date().isoformat(),
            "about": {"@type": "Organization", "name": organization_name(case.organization)},
            "contentLocation": {"@type": "Place", "name": place_of(case)},
            "keywords": [
                *topics_of(case),
                *sectors_of(case),
                *(metric_words(metric) for metric in in_order(case.metrics)),
            ],
        }
    )
