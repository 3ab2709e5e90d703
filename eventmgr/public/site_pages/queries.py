"""Reading what administrators have written."""

from __future__ import annotations

from sqlalchemy import select

from eventmgr.ground.db import db
from eventmgr.public.site_pages.models import SitePage, SitePageName


def find_page(name: SitePageName) -> SitePage | None:
    """The own words of that page, or None."""
    return db.session.scalars(select(SitePage).where(SitePage.name == name)).one_or_none()
