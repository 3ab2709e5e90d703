"""Administrators write what the pages about the site say."""

from __future__ import annotations

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from eventmgr.ground.i18n import _
from eventmgr.identity.accounts.access import act_now, admin_required
from eventmgr.public.site_pages import queries, services
from eventmgr.public.site_pages.forms import SitePageForm
from eventmgr.public.site_pages.models import SitePageName
from eventmgr.tools.taxonomy.asked import read_member
from eventmgr.tools.web.pages import Answer, form_page, submit
from eventmgr.tools.web.requests.parameters import query

bp = Blueprint("site_pages_manage", __name__, url_prefix="/manage/site-pages")


@bp.route("/", methods=["GET", "POST"])
def index() -> ResponseReturnValue:
    """The own words of one page (`page`), the contact first."""
    admin_required()
    name = read_member(SitePageName, "page", query.text("page")) or SitePageName.CONTACT
    form = SitePageForm(data=_shown(name)).watching()

    def save() -> Answer:
        changed = form.compare(SitePageForm(None, data=_shown(name))) and services.put_page(
            name, form.text.data or {}, act=act_now()
        )
        words = _("The changes have been saved.") if changed else _("Nothing was changed.")
        return Answer(url_for(".index", page=name.value), words)

    return submit(form, save) or form_page(
        "public/site_pages/manage/index.html",
        form,
        name=name,
        names=SitePageName,
        address=url_for(f"site_pages.{name.value}"),
    )


def _shown(name: SitePageName) -> dict[str, dict[str, str]]:
    page = queries.find_page(name)
    return {"text": page.text if page else {}}
