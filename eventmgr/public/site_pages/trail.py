"""What the trail says of pages about the site."""

from __future__ import annotations

from eventmgr.ground.features import Words
from eventmgr.ground.i18n import _l
from eventmgr.public.site_pages.models import SitePage

WORDS = (Words(SitePage, _l("Page about the site"), actions={"edited": _l("changed")}),)
