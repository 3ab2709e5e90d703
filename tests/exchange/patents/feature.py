"""What patents tell about themselves."""

from __future__ import annotations

from eventmgr.event.events.panels import CONTACT, SITE_WORK
from eventmgr.ground.features import Feature, MenuEntry, Number, Switch, Words
from eventmgr.identity.privacy.handling import HANDLING
from eventmgr.matchmaking.listings.panels import COMPANY_SECTIONS
from eventmgr.tools.web.rendering.menus import ACCOUNT, OF_EDITOR, SITE
from eventmgr.tools.web.responses.stamps import Scope
from eventmgr.tools.web.sitemap import SITEMAP, Addresses, pages
from tests.exchange.patents import views
from tests.exchange.patents.offered import ADDRESSES, Patent, too_many

PATENTS = Switch("patents", "Patents", "Offer patents.", contents="the patents")
FEATURE = Feature(
    "patents",
    switch=PATENTS,
    blueprints=(views.bp, views.office),
    words=(Words(Patent, "Patent", actions={"offered": "offered"}, fields={"title": "Title"}),),
    laws={"patents": too_many},
    offers={
        SITEMAP: pages(Addresses("patents", "patents.show", ADDRESSES)),
        SITE_WORK: views.open_work,
        HANDLING: lambda: ("Enquiries about patents", ["They are kept for a year."]),
        CONTACT: lambda: ("Office of patents", "/patents/", "It answers questions about patents."),
        COMPANY_SECTIONS: views.of_company,
    },
    numbers={"patents_public": Number("Patents", "Patents that everybody may read.", "the list of patents")},
    scopes={
        "patents": Scope("SELECT 'front', sum(value) FROM site_revision WHERE scope IN ('site', ?)", constant="patents")
    },
    guides={"company": ("patents", "patents_manage")},
    unlisted={"/patents/own/": ()},
    menu=(
        MenuEntry(SITE, "Patents", "patents.index", 90, covers=True),
        MenuEntry(ACCOUNT, "Patents", "patents_manage.index", 85, permission=OF_EDITOR, covers=True),
    ),
)
