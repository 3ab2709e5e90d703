"""The page on which is chosen what the handbook is made of."""

from __future__ import annotations

from flask import Blueprint, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for, may
from eventmgr.event.events.services import hold
from eventmgr.ground.i18n import LANGUAGES, _
from eventmgr.identity.accounts.access import act_now
from eventmgr.output.papers.handbook import queries, services
from eventmgr.output.papers.handbook.forms import HandbookForm, handbook_data
from eventmgr.output.papers.opening.access import get_paper, left_out
from eventmgr.tools.web.pages import Answer, form_page, submit

bp = Blueprint("handbook_manage", __name__, url_prefix="/manage/events/<slug>/reports/handbook")


@bp.route("/", methods=["GET", "POST"])
def index(slug: str) -> ResponseReturnValue:
    """Parts in their order, notes, pages for notes; and the way to print."""
    event = event_for(slug, "reports.read")
    form = HandbookForm(data=handbook_data(queries.find_handbook(event.id))).watching()
    if form.is_submitted():
        event = event_for(slug, "event.edit")

    def save() -> Answer:
        hold(event)
        if form.compare(HandbookForm(None, data=handbook_data(queries.find_handbook(event.id)))):
            services.choose(event, form.parts(), form.notes.data or {}, form.blank_pages.data or 0, act=act_now())
        return Answer(url_for(".index", slug=slug), _("Saved."))

    if answer := submit(form, save):
        return answer
    paper = get_paper(event, "handbook")
    return form_page(
        "output/papers/handbook/index.html",
        form,
        event=event,
        paper=paper,
        languages=LANGUAGES,
        edits=may(event, "event.edit"),
        left_out_of=left_out(event, paper),
    )
