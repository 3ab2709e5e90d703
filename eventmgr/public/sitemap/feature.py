"""The sitemap for search engines."""

from __future__ import annotations

from eventmgr.ground.features import Feature
from eventmgr.public.sitemap import views
from eventmgr.tools.web.responses.stamps import Scope

FEATURE = Feature(
    "sitemap",
    blueprints=(views.bp,),
    scopes={
        "sitemap": Scope("SELECT 'front', sum(value) FROM site_revision WHERE scope <> ?", constant="none of them"),
    },
)
"""It depends on whatever any public list shows."""
