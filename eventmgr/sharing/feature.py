"""How an event is passed on."""

from __future__ import annotations

from eventmgr.events.menu import CONTENT, EVENT
from eventmgr.events.panels import HEAD, OVERVIEW
from eventmgr.features import Feature, MenuEntry
from eventmgr.i18n import _l
from eventmgr.sharing import manage, panels, views
from eventmgr.sharing.papers import PAPERS

FEATURE = Feature(
    "sharing",
    blueprints=(views.bp, manage.bp),
    offers={HEAD: panels.head, OVERVIEW: panels.way},
    papers=PAPERS,
    menu=(MenuEntry(EVENT, _l("Share"), "sharing_manage.index", 60, CONTENT, "event.read", covers=True),),
)
