"""The directory that everybody reads."""

from __future__ import annotations

from eventmgr.exchange.entries import views
from eventmgr.exchange.entries.switch import DIRECTORY
from eventmgr.ground.features import Feature, MenuEntry, Number
from eventmgr.ground.i18n import _l
from eventmgr.matchmaking.listings.services.profiles import DIRECTORY as REVISION
from eventmgr.tools.web.rendering.menus import SITE
from eventmgr.tools.web.responses.stamps import Scope

FEATURE = Feature(
    "entries",
    switch=DIRECTORY,
    blueprints=(views.bp,),
    numbers={
        "organizations_public": Number(
            _l("Organizations in the directory"),
            _l("Organizations that agreed to be found by everybody, within the filters of the page."),
            "the public directory",
        ),
    },
    scopes={
        "directory": Scope(
            "SELECT 'front', sum(value) FROM site_revision WHERE scope IN ('site', 'listings', ?)", constant=REVISION
        ),
    },
    menu=(MenuEntry(SITE, _l("Organizations"), "entries.index", 19, covers=True),),
)
