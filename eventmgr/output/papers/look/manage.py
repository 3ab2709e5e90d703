"""The page on which is chosen how papers look."""

from __future__ import annotations

from flask import Blueprint, Response, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for
from eventmgr.ground.errors import NotFound
from eventmgr.ground.i18n import _
from eventmgr.identity.accounts.access import act_now
from eventmgr.output.papers.look import queries, services
from eventmgr.output.papers.look.forms import LookForm, look_data
from eventmgr.output.papers.look.services import MOST_BYTES, Chosen
from eventmgr.tools.uploads.forms import sent_upload
from eventmgr.tools.web.pages import Answer, form_page, submit_read
from eventmgr.tools.web.responses.answers import never_kept

bp = Blueprint("look_manage", __name__, url_prefix="/manage/events/<slug>/reports/look")


@bp.route("/", methods=["GET", "POST"])
def index(slug: str) -> ResponseReturnValue:
    """Logo, colour, the top of pages."""
    event = event_for(slug, "event.edit")
    row = queries.find_look(event.id)
    form = LookForm(data=look_data(row)).watching()

    def read() -> Chosen:
        content = sent_upload("logo", most_bytes=MOST_BYTES).content
        logo = services.redrawn(content) if content else b""
        return Chosen(form.colour.data or "", form.header.data, logo, bool(form.removes_logo.data))

    def save(chosen: Chosen) -> Answer:
        form.compare(LookForm(None, data=look_data(queries.find_look(event.id))))
        services.choose(event, chosen, act=act_now())
        return Answer(url_for(".index", slug=slug), _("Saved."))

    return submit_read(form, read, save) or form_page(
        "output/papers/look/index.html", form, event=event, has_logo=row is not None and row.logo is not None
    )


@bp.route("/logo.png")
def logo(slug: str) -> ResponseReturnValue:
    """The logo as it is printed."""
    event = event_for(slug, "reports.read")
    row = queries.find_look(event.id)
    if row is None or row.logo is None:
        raise NotFound(_("There is no logo."))
    return never_kept(Response(row.logo, content_type="image/png"))
