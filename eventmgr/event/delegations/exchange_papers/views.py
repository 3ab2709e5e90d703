"""A liaison's page of the exchange paper: submitted, revised, and what has become of it."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.delegations.access import act_of, liaison_here
from eventmgr.event.delegations.board.rows import row_of
from eventmgr.event.delegations.board.standing import deadlines_of
from eventmgr.event.delegations.exchange_papers import queries, services
from eventmgr.event.delegations.exchange_papers.forms import paper_form
from eventmgr.event.delegations.exchange_papers.services import Draft
from eventmgr.event.delegations.models import Due, ExchangePaper, Liaison
from eventmgr.event.delegations.queries import find_plan
from eventmgr.event.delegations.services import check_open
from eventmgr.event.delegations.switch import EXCHANGE_PAPERS
from eventmgr.event.delegations.views import refusal_of
from eventmgr.event.events.access import refuse_what_is_off
from eventmgr.event.events.models import Event
from eventmgr.event.events.views import download
from eventmgr.event.registration.own_page.views.page import private
from eventmgr.ground import clock
from eventmgr.ground.errors import NotFound
from eventmgr.ground.i18n import _, language
from eventmgr.tools.taxonomy import get_unit
from eventmgr.tools.uploads.forms import sent_upload
from eventmgr.tools.web.pages import Answer, submit_read

bp = Blueprint("exchange_papers", __name__, url_prefix="/delegations/<slug>/<unit_code>/paper")


def _liaison(slug: str, unit_code: str) -> Liaison:
    liaison = liaison_here(slug, unit_code)
    refuse_what_is_off(liaison.event, EXCHANGE_PAPERS)
    return liaison


@bp.route("/", methods=["GET", "POST"])
def show(slug: str, unit_code: str) -> ResponseReturnValue:
    """What was submitted and what the organizers say of it; the form for the next version."""
    liaison = _liaison(slug, unit_code)
    event = liaison.event
    paper = queries.find_paper(event.id, unit_code)
    versions = queries.list_versions(paper) if paper is not None else []
    form = paper_form(versions[0] if versions else None)

    def save(draft: Draft) -> Answer:
        made = services.submit(event, unit_code, draft, act=act_of(liaison))
        said = _("Thank you. The organizers have your paper.") if made else _("Nothing was changed.")
        return Answer(url_for(".show", slug=slug, unit_code=unit_code), said)

    if answer := submit_read(form, lambda: form.draft(sent_upload()), save):
        return answer
    row = row_of(event, unit_code)
    html = render_template(
        "event/delegations/exchange_papers/show.html",
        event=event,
        unit=get_unit(unit_code).name(language()),
        unit_code=unit_code,
        paper=paper,
        versions=versions,
        form=form,
        due_at=deadlines_of(event, find_plan(event.id), row.facts.delegation).get(Due.PAPER),
        is_owed=Due.PAPER in row.owed,
        closed=refusal_of(lambda: check_open(event, at=clock.now())),
        now=clock.now(),
    )
    return private(html, form.status)


@bp.route("/versions/<int:paper_version>/file")
def file(slug: str, unit_code: str, paper_version: int) -> Response:
    """The file that came with a version."""
    return file_of(_liaison(slug, unit_code).event, unit_code, paper_version)


def file_of(event: Event, unit_code: str, paper_version: int) -> Response:
    """The file of a version, as a download.

    Raises:
        NotFound: there is no such version, or none came with it.
    """
    version = queries.get_version(queries.get_paper(event, unit_code), paper_version)
    if not version.filename or version.content is None:
        raise NotFound(str(ExchangePaper.not_found))
    return download(version.filename, version.content_type, version.content, etag=f"{version.id}")
