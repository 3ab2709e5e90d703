"""The first page."""

from __future__ import annotations

from eventmgr.features import Feature, MenuEntry
from eventmgr.home import views
from eventmgr.i18n import _l
from eventmgr.web.rendering.menus import SITE

FEATURE = Feature("home", blueprints=(views.bp,), menu=(MenuEntry(SITE, _l("Events"), "home.index", 10),))
