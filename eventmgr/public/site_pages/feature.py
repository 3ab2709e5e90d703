"""The pages about the site, linked from the foot of every page."""

from __future__ import annotations

from eventmgr.ground.features import Feature, MenuEntry
from eventmgr.ground.i18n import _l
from eventmgr.public.site_pages import manage, trail, views
from eventmgr.public.site_pages.models import SitePage
from eventmgr.public.site_pages.services import SCOPE
from eventmgr.tools.web.rendering.menus import ACCOUNT, ADMINISTRATORS, FOOT
from eventmgr.tools.web.responses.stamps import Scope
from eventmgr.tools.web.sitemap import SINGLE

FEATURE = Feature(
    "site_pages",
    blueprints=(views.bp, manage.bp),
    offers={SINGLE: views.list_paths},
    typed_tables=(SitePage,),
    words=trail.WORDS,
    scopes={
        "site_pages": Scope("SELECT 'front', sum(value) FROM site_revision WHERE scope IN ('site', ?)", constant=SCOPE),
    },
    menu=(
        MenuEntry(FOOT, _l("Contact us"), "site_pages.contact", 10),
        MenuEntry(FOOT, _l("About us"), "site_pages.about", 20),
        MenuEntry(FOOT, _l("Privacy"), "site_pages.privacy", 30),
        MenuEntry(ACCOUNT, _l("Pages about the site"), "site_pages_manage.index", 45, permission=ADMINISTRATORS),
    ),
)
