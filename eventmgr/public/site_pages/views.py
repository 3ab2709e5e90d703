"""The pages about the site, for everybody."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.panels import CONTACT
from eventmgr.ground import features
from eventmgr.identity.privacy.handling import HANDLING
from eventmgr.public.site_pages import queries
from eventmgr.public.site_pages.models import SitePageName
from eventmgr.tools.web.rendering.menus import SITE
from eventmgr.tools.web.responses.cache import cached_page

bp = Blueprint("site_pages", __name__)


@bp.route("/contact")
@cached_page("site_pages")
def contact() -> ResponseReturnValue:
    """Whom to ask, and where questions are answered."""
    return _page(SitePageName.CONTACT, ways=[told() for told in features.offered(CONTACT)])


@bp.route("/about")
@cached_page("site_pages")
def about() -> ResponseReturnValue:
    """What the site is for, and what is found here."""
    return _page(SitePageName.ABOUT, entries=[entry for part in features.menu(SITE.name) for entry in part.entries])


@bp.route("/privacy")
@cached_page("site_pages")
def privacy() -> ResponseReturnValue:
    """What happens to personal information, in each of the rooms that are switched on."""
    return _page(SitePageName.PRIVACY, rooms=[handled() for handled in features.offered(HANDLING)])


def _page(name: SitePageName, **more: Any) -> str:
    own = queries.find_page(name)
    return render_template(
        f"public/site_pages/{name.value}.html", title=name.label, own=own.text if own else {}, **more
    )


def list_paths() -> list[str]:
    """Their addresses, for search engines."""
    return [url_for(f"site_pages.{name.value}") for name in SitePageName]
