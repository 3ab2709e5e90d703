"""The first page, and how an event is passed on."""

from __future__ import annotations

from eventmgr.event.events import menu
from eventmgr.event.events.panels import HEAD, WAY
from eventmgr.event.registration.notes import WAYS_IN
from eventmgr.ground.features import Feature, MenuEntry
from eventmgr.ground.i18n import _l
from eventmgr.public.home import manage, panels, views
from eventmgr.public.home.papers import PAPERS
from eventmgr.tools.web.rendering.menus import SITE
from eventmgr.tools.web.responses.stamps import Scope
from eventmgr.tools.web.sitemap import SINGLE

FEATURE = Feature(
    "home",
    blueprints=(views.bp, manage.bp),
    offers={HEAD: panels.head, WAY: panels.way, WAYS_IN: panels.share_link, SINGLE: views.list_year_paths},
    papers=PAPERS,
    menu=(
        MenuEntry(SITE, _l("Events"), "home.index", 10),
        MenuEntry(menu.EVENT, _l("Share"), "home_manage.index", 40, menu.DOCUMENTS, "event.read", covers=True),
    ),
    scopes={
        "front": Scope(
            "SELECT 'front', sum(value), (SELECT coalesce(sum(value), 0) FROM registration_tally_version)"
            " FROM site_revision WHERE scope IN ('site', ?)",
            constant="places",
        )
    },
)
"""The front page depends on all events, on which of them are full, and on the places left of each."""
