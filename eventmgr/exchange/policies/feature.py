"""Policies that stay between the events."""

from __future__ import annotations

from eventmgr.exchange.policies import manage, panels, trail, views
from eventmgr.exchange.policies.laws import LAWS
from eventmgr.exchange.policies.models import Policy, PolicySubscription
from eventmgr.exchange.policies.news import jobs as _jobs  # noqa: F401 -- what a worker does registers itself when it is imported
from eventmgr.exchange.policies.news import letters, receivers
from eventmgr.exchange.policies.news.periods import PERIODS, handling
from eventmgr.exchange.policies.queries import ADDRESSES
from eventmgr.exchange.policies.services import SCOPE
from eventmgr.exchange.policies.switch import POLICIES
from eventmgr.ground.features import Feature, MenuEntry, Number
from eventmgr.ground.i18n import _l
from eventmgr.identity.privacy.handling import HANDLING
from eventmgr.matchmaking.listings.content.documents import DOCUMENTS
from eventmgr.matchmaking.listings.panels import COMPANY_SECTIONS
from eventmgr.tools.web.rendering.menus import ACCOUNT, OF_EDITOR, SITE
from eventmgr.tools.web.responses.stamps import Scope
from eventmgr.tools.web.sitemap import SITEMAP, Addresses, pages

FEATURE = Feature(
    "policies",
    switch=POLICIES,
    blueprints=(views.bp, manage.bp),
    connect=receivers.connect,
    letters=letters.LETTERS,
    periods=PERIODS,
    words=trail.WORDS,
    laws=LAWS,
    offers={
        SITEMAP: pages(Addresses("policies", "policies.show", ADDRESSES)),
        COMPANY_SECTIONS: panels.of_company,
        DOCUMENTS: panels.documents,
        HANDLING: handling,
    },
    typed_tables=(Policy, PolicySubscription),
    codes={"province": (Policy.province_code,)},
    numbers={
        "policies_public": Number(
            _l("Published policies"),
            _l("Policies that everybody may read, within the filters of the page."),
            "the list of policies",
        ),
        "policies": Number(
            _l("Policies"),
            _l("Policies that the reader keeps, within the filters of the page."),
            "the list of policies of those who keep them",
        ),
    },
    scopes={
        "policies": Scope(
            "SELECT 'front', sum(value) FROM site_revision WHERE scope IN ('site', 'listings', ?)", constant=SCOPE
        ),
    },
    unlisted={"/policies/news/": ()},
    guides={"policies": ("policies", "policies_manage")},
    menu=(
        MenuEntry(SITE, _l("Policies"), "policies.index", 16, covers=True),
        MenuEntry(ACCOUNT, _l("Policies"), "policies_manage.index", 12, permission=OF_EDITOR, covers=True),
    ),
)
