"""What is typed on the pages about the site."""

from __future__ import annotations

from eventmgr.ground.i18n import _l
from eventmgr.public.site_pages.models import SitePage
from eventmgr.tools.web.forms import Form, field_of


class SitePageForm(Form):
    """The own words of one page."""

    text = field_of(
        SitePage.text,
        description=_l(
            "Headings, lists and links are written in Markdown. Left empty, the page says what the site knows of itself."
        ),
    )
