"""The directory that everybody reads."""

from __future__ import annotations

from eventmgr.event.events.panels import SITE_WORK
from eventmgr.exchange.entries import letters, manage, panels, receivers, trail, views
from eventmgr.exchange.entries.models import OrganizationEntry
from eventmgr.exchange.entries.periods import PERIODS, handling
from eventmgr.exchange.entries.queries import ADDRESSES
from eventmgr.exchange.entries.switch import DIRECTORY
from eventmgr.ground.features import Feature, MenuEntry, Number
from eventmgr.ground.i18n import _l
from eventmgr.identity.privacy.handling import HANDLING
from eventmgr.matchmaking.listings.services.profiles import DIRECTORY as REVISION
from eventmgr.tools.web.rendering.menus import ACCOUNT, OF_EDITOR, SITE
from eventmgr.tools.web.responses.stamps import Scope
from eventmgr.tools.web.sitemap import SITEMAP, Addresses, pages

FEATURE = Feature(
    "entries",
    switch=DIRECTORY,
    blueprints=(views.bp, manage.bp),
    connect=receivers.connect,
    letters=letters.LETTERS,
    words=trail.WORDS,
    periods=PERIODS,
    typed_tables=(OrganizationEntry,),
    of_organizations=(OrganizationEntry,),
    codes={"province": (OrganizationEntry.province_code,), "sector": (OrganizationEntry.sector_code,)},
    offers={
        SITEMAP: pages(Addresses("organizations", "entries.show", ADDRESSES)),
        SITE_WORK: panels.open_work,
        HANDLING: handling,
    },
    numbers={
        "organizations_public": Number(
            _l("Organizations in the directory"),
            _l("Organizations that agreed to be found by everybody, within the filters of the page."),
            "the public directory",
        ),
        "entries_waiting": Number(
            _l("Organizations that await review"),
            _l(
                "Organizations that entered themselves and whose address is confirmed, of the provinces that the reader keeps."
            ),
            "the list of entries in that state",
        ),
    },
    scopes={
        "directory": Scope(
            "SELECT 'front', sum(value) FROM site_revision WHERE scope IN ('site', 'listings', ?)", constant=REVISION
        ),
    },
    unlisted={"/organizations/join/": ()},
    guides={"company": ("entries", "entries_manage")},
    menu=(
        MenuEntry(SITE, _l("Directory"), "entries.index", 19, covers=True),
        MenuEntry(
            ACCOUNT, _l("Entries of organizations"), "entries_manage.index", 17, permission=OF_EDITOR, covers=True
        ),
    ),
)
