"""Changing what a page about the site says."""

from __future__ import annotations

from collections.abc import Mapping

from eventmgr.event.events.statements import raise_site_revision
from eventmgr.ground.db import db
from eventmgr.public.site_pages import queries
from eventmgr.public.site_pages.models import SitePage, SitePageName
from eventmgr.tools.log.services import Act, difference, record

SCOPE = "site_pages"
"""Of `site_revision`: rises with whatever these pages say."""


def put_page(name: SitePageName, text: Mapping[str, str], *, act: Act) -> bool:
    """The page begins with that text from now on, `{}`: with nothing of its own; whether anything changed."""
    raise_site_revision(SCOPE)
    page = queries.find_page(name)
    if page is None:
        page = SitePage(name=name, text={}, updated_at=act.at)
        db.session.add(page)
        db.session.flush()
    changes = difference({"text": page.text}, {"text": dict(text)})
    if changes:
        page.text, page.updated_at = dict(text), act.at
        record(act, "edited", page, object_name=str(name.label), changes=changes)
    return bool(changes)
