"""The organizers' pages of exchange papers: who has submitted what, read, accepted or returned; submitted for a
delegation."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, Response, current_app, render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.delegations.board.rows import BoardRow, board_of
from eventmgr.event.delegations.board.standing import deadlines_of
from eventmgr.event.delegations.exchange_papers import queries, services
from eventmgr.event.delegations.exchange_papers.forms import PaperForm, ReturnForm, paper_form
from eventmgr.event.delegations.exchange_papers.printing import lacks_papers
from eventmgr.event.delegations.exchange_papers.services import Draft
from eventmgr.event.delegations.exchange_papers.views import file_of
from eventmgr.event.delegations.exchange_papers.wording import changes_of, writer_of
from eventmgr.event.delegations.models import Due, PaperState
from eventmgr.event.delegations.panels import EDIT, READ
from eventmgr.event.delegations.queries import find_delegation, find_plan, get_unit_code
from eventmgr.event.events.access import event_for, may
from eventmgr.event.events.derived.opening import is_over
from eventmgr.event.events.manage.asking import carry_out
from eventmgr.event.events.models import Event
from eventmgr.ground import clock
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _, _n, language, localized
from eventmgr.identity.accounts.access import act_now
from eventmgr.tools.log.history import history_of
from eventmgr.tools.messages.telling import Choice
from eventmgr.tools.taxonomy import get_unit
from eventmgr.tools.taxonomy.asked import read_choice
from eventmgr.tools.typesetting.passages import paragraphs_of
from eventmgr.tools.uploads.forms import sent_upload
from eventmgr.tools.web.pages import Answer, attempt, submit, submit_read
from eventmgr.tools.web.requests.parameters import query
from eventmgr.tools.web.responses.answers import list_file

bp = Blueprint("exchange_papers_manage", __name__, url_prefix="/manage/events/<slug>/exchange-papers")
_UNIT = "/<unit_code>/"
_OWED = "owed"
"""What the list can be narrowed to beside a state."""


@bp.route("/")
def index(slug: str) -> ResponseReturnValue:
    """Every invited delegation with its paper, in official order; to be narrowed to where the papers stand."""
    event = event_for(slug, READ)
    state = read_choice("state", query.text("state"), [*(member.value for member in PaperState), _OWED])
    at, board, papers = clock.now(), board_of(event), queries.list_newest(event.id)
    shown = [row for row in board if not state or state == _state_of(row)]
    return render_template(
        "event/delegations/exchange_papers/manage/index.html",
        event=event,
        rows=shown,
        papers=papers,
        number=len(board),
        bound=sum(submitted.paper.bound is not None for submitted in papers.values()),
        owed=sum(Due.PAPER in row.owed for row in board),
        state=state,
        states=[*((member.value, member.label) for member in PaperState), (_OWED, _("not submitted yet"))],
        due=Due.PAPER,
        due_at=deadlines_of(event, find_plan(event.id), None).get(Due.PAPER),
        edits=may(event, EDIT),
        is_over=is_over(event, at=at),
        now=at,
    )


@bp.route("/papers.pdf")
def bound(slug: str) -> Response:
    """All accepted papers as one book."""
    from eventmgr.event.delegations.exchange_papers.binding import bind  # noqa: PLC0415 - loads ReportLab, for documents only

    event = event_for(slug, READ)
    if words := lacks_papers(event):
        raise Refusal(words)
    body = bind(event, at=clock.now(), fallback_fonts=current_app.config["PDF_FALLBACK_FONTS"])
    return list_file(
        body, "pdf", " ".join((localized(event.title), _("Collected exchange papers"))), plain="exchange-papers"
    )


def _state_of(row: BoardRow) -> str:
    """Where its paper stands; empty: it submits none."""
    if row.facts.paper is not None:
        return row.facts.paper.value
    return _OWED if row.facts.takes_part is not False else ""


@bp.route(_UNIT)
def show(slug: str, unit_code: str) -> ResponseReturnValue:
    """The paper of one delegation in all its versions."""
    event = _own(slug, unit_code, READ)
    return _page(event, unit_code, ReturnForm(None))


def _page(event: Event, unit_code: str, form: ReturnForm) -> ResponseReturnValue:
    paper = queries.get_paper(event, unit_code)
    versions = queries.list_versions(paper)
    asked = query.text("version")
    chosen = next((one for one in versions if str(one.number) == asked), versions[0])
    html = render_template(
        "event/delegations/exchange_papers/manage/show.html",
        event=event,
        unit=get_unit(unit_code).name(language()),
        unit_code=unit_code,
        paper=paper,
        states=PaperState,
        versions=versions,
        chosen=chosen,
        passages=list(paragraphs_of(chosen.text)),
        written_by=writer_of(unit_code, chosen),
        changes=changes_of(versions).get(chosen.number, []),
        form=form,
        edits=may(event, EDIT),
        is_over=is_over(event, at=clock.now()),
        history=history_of(paper, event_id=event.id),
    )
    return html, form.status


@bp.route(f"{_UNIT}submit", methods=["GET", "POST"])
def submit_for(slug: str, unit_code: str) -> ResponseReturnValue:
    """What a delegation has sent by other ways, or as the organizers have corrected it."""
    event = _own(slug, unit_code, EDIT)
    paper = queries.find_paper(event.id, unit_code)
    form = paper_form(queries.get_version(paper, paper.newest) if paper is not None else None)
    back = _address(event, unit_code) if paper is not None else url_for(".index", slug=slug)

    def save(draft: Draft) -> Answer:
        made = services.submit(event, unit_code, draft, act=act_now(), by_office=True)
        said = _("The paper has been saved. Accept it to have it printed.") if made else _("Nothing was changed.")
        return Answer(_address(event, unit_code), said)

    return submit_read(form, lambda: form.draft(sent_upload()), save) or _form_page(event, unit_code, form, back)


def _form_page(event: Event, unit_code: str, form: PaperForm, back: str) -> ResponseReturnValue:
    delegation = find_delegation(event.id, unit_code)
    html = render_template(
        "event/delegations/exchange_papers/manage/submit.html",
        event=event,
        unit=get_unit(unit_code).name(language()),
        form=form,
        back=back,
        due_at=deadlines_of(event, find_plan(event.id), delegation).get(Due.PAPER),
    )
    return html, form.status


@bp.route(f"{_UNIT}versions/<int:paper_version>/accept", methods=["POST"])
def accept(slug: str, unit_code: str, paper_version: int) -> ResponseReturnValue:
    """Accept a version of the paper, which is then the one that is printed."""
    event = _own(slug, unit_code, EDIT)
    return attempt(
        lambda: services.accept(event, unit_code, paper_version, act=act_now()),
        _("Accepted. It is printed in the handbook and among the collected papers."),
        _address(event, unit_code),
    )


@bp.route(f"{_UNIT}versions/<int:paper_version>/return", methods=["POST"])
def give_back(slug: str, unit_code: str, paper_version: int) -> ResponseReturnValue:
    """That version is to be revised; the e-mails are seen before they are sent."""
    event, form = _own(slug, unit_code, EDIT), ReturnForm()

    def save() -> Answer:
        told = services.give_back(event, unit_code, paper_version, form.note.data or "", act=act_now())
        said = _n("Returned. %(num)s liaison is told.", "Returned. %(num)s liaisons are told.", told)
        return Answer(_address(event, unit_code), said if told else _("Returned. No liaison can be told by e-mail."))

    using = partial(carry_out, event, choices=(Choice.NOW,), quiet=True)
    return submit(form, save, using=using) or _page(event, unit_code, form)


@bp.route(f"{_UNIT}versions/<int:paper_version>/file")
def file(slug: str, unit_code: str, paper_version: int) -> Response:
    """The file that came with a version."""
    return file_of(_own(slug, unit_code, READ), unit_code, paper_version)


def _own(slug: str, unit_code: str, permission: str) -> Event:
    event = event_for(slug, permission)
    get_unit_code(event, unit_code)
    return event


def _address(event: Event, unit_code: str) -> str:
    return url_for(".show", slug=event.slug, unit_code=unit_code)
