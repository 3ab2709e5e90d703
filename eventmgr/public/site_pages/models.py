"""What administrators have written on the pages about the site."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from eventmgr.ground.columns import setting
from eventmgr.ground.db import Model
from eventmgr.ground.enums import LabelledEnum
from eventmgr.ground.i18n import _l

LONGEST_TEXT = 8000


class SitePageName(LabelledEnum):
    """Which page; its address is the value."""

    CONTACT = "contact", _l("Contact us")
    ABOUT = "about", _l("About us")
    PRIVACY = "privacy", _l("Privacy")


class SitePage(Model):
    """The own words of a page; without a row it says what the site knows of itself."""

    __tablename__ = "site_page"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[SitePageName] = mapped_column(unique=True)
    text: Mapped[dict[str, str]] = mapped_column(default=dict, info=setting(_l("Own text"), longest=LONGEST_TEXT))
    """Markdown."""
    updated_at: Mapped[datetime]
