"""The first page."""

from __future__ import annotations

from eventmgr.ground.features import Feature, MenuEntry
from eventmgr.ground.i18n import _l
from eventmgr.public.home import views
from eventmgr.tools.web.rendering.menus import SITE
from eventmgr.tools.web.responses.stamps import Scope

FEATURE = Feature(
    "home",
    blueprints=(views.bp,),
    menu=(MenuEntry(SITE, _l("Events"), "home.index", 10),),
    scopes={
        "front": Scope(
            "SELECT 'front', sum(value), (SELECT coalesce(sum(value), 0) FROM registration_tally_version)"
            " FROM site_revision WHERE scope IN ('site', ?)",
            constant="places",
        )
    },
)
"""The front page depends on all events, on which of them are full, and on the places left of each."""
