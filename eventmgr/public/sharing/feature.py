"""How an event is passed on."""

from __future__ import annotations

from eventmgr.event.events import menu
from eventmgr.event.events.panels import HEAD, OVERVIEW
from eventmgr.ground.features import Feature, MenuEntry
from eventmgr.ground.i18n import _l
from eventmgr.public.sharing import manage, panels, views
from eventmgr.public.sharing.papers import PAPERS

FEATURE = Feature(
    "sharing",
    blueprints=(views.bp, manage.bp),
    offers={HEAD: panels.head, OVERVIEW: panels.way},
    papers=PAPERS,
    menu=(MenuEntry(menu.EVENT, _l("Share"), "sharing_manage.index", 40, menu.DOCUMENTS, "event.read", covers=True),),
)
