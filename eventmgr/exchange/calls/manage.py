"""The office's pages of calls for cases, and those of a province that submits for its organizations."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, make_response, render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.exchange.calls import queries, services
from eventmgr.exchange.calls.access import call_of_office, office_required
from eventmgr.exchange.calls.forms import CallForm, ReviewerForm, call_form, delegation_form
from eventmgr.exchange.calls.models import CallStage, CaseCall, CaseSubmission, SubmissionState
from eventmgr.exchange.calls.stages import is_open
from eventmgr.exchange.calls.views.blueprint import today, words_for
from eventmgr.ground.i18n import _, _n
from eventmgr.ground.masking import mask_email
from eventmgr.identity.accounts.access import act_now, editor_required
from eventmgr.tools.log.history import history_of
from eventmgr.tools.taxonomy.asked import read_member
from eventmgr.tools.web.pages import Answer, attempt, form_page, submit
from eventmgr.tools.web.requests.parameters import query
from eventmgr.tools.web.responses.answers import never_kept

bp = Blueprint("calls_manage", __name__, url_prefix="/manage/calls")
_STATES = [(one.value, one.label) for one in SubmissionState if one is not SubmissionState.UNCONFIRMED]


@bp.route("/")
def index() -> ResponseReturnValue:
    """All calls for the office; for a province those that are published."""
    _user, own = editor_required()
    day, stage = today(), read_member(CallStage, "stage", query.text("stage"))
    return render_template(
        "exchange/calls/manage/index.html",
        page=queries.get_office_page(stage, query.cursor(), day=day, is_office=not own),
        number=queries.count_calls(stage, day=day, is_office=not own),
        stage=stage,
        stage_choices=[(one.value, one.label) for one in CallStage if not own or one is not CallStage.DRAFT],
        own=own,
        **words_for(day),
    )


@bp.route("/<int:case_call_id>/")
def show(case_call_id: int) -> ResponseReturnValue:
    """One call with what was submitted, the best scored first; a province sees its own submissions."""
    call = queries.get_call(case_call_id, is_office=not editor_required()[1])
    return _page(call, ReviewerForm(None))


def _page(call: CaseCall, form: ReviewerForm) -> ResponseReturnValue:
    (_user, own), day = editor_required(), today()
    state = read_member(SubmissionState, "state", query.text("state"))
    html = render_template(
        "exchange/calls/manage/call.html",
        call=call,
        page=queries.get_submissions_page(call, state, query.cursor(), own=own),
        number=queries.count_submissions(call, state, own=own),
        selected=queries.count_submissions(call, SubmissionState.SELECTED, own=own),
        awaited=queries.count_awaited(day=day, call=call) if not own else 0,
        scored=queries.count_scored(call) if not own else {},
        state=state,
        state_choices=_STATES,
        form=form,
        own=own,
        most_reviewers=services.MOST_REVIEWERS,
        is_open=is_open(call, day=day),
        history=history_of(call) if not own else [],
        **words_for(day),
    )
    return html, form.status


@bp.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """A new call; it is a draft first."""
    office_required()
    form = _form(None)

    def save() -> Answer:
        call = services.add(form.draft(), act=act_now())
        return Answer(_address(call.id), _("The call has been saved as a draft. Name its reviewers, then publish it."))

    return submit(form, save, makes="case_call") or form_page("exchange/calls/manage/edit.html", form, call=None)


@bp.route("/<int:case_call_id>/edit", methods=["GET", "POST"])
def edit(case_call_id: int) -> ResponseReturnValue:
    """Change what a call says."""
    call = call_of_office(case_call_id)
    form = _form(call).watching()

    def save() -> Answer:
        held = services.hold(call)
        changed = form.compare(_form(held, is_fresh=True)) and services.edit(held, form.draft(), act=act_now())
        words = _("The changes have been saved.") if changed else _("Nothing was changed.")
        return Answer(_address(call.id), words)

    return submit(form, save) or form_page("exchange/calls/manage/edit.html", form, call=call)


def _form(call: CaseCall | None, *, is_fresh: bool = False) -> CallForm:
    return call_form(call, queries.list_events(), is_fresh=is_fresh)


@bp.route("/<int:case_call_id>/publish", methods=["POST"])
def publish(case_call_id: int) -> ResponseReturnValue:
    """Publish the call."""
    call = call_of_office(case_call_id)
    return attempt(lambda: services.publish(call, act=act_now()), _("The call has been published."), _address(call.id))


@bp.route("/<int:case_call_id>/delete", methods=["POST"])
def delete(case_call_id: int) -> ResponseReturnValue:
    """Delete a draft."""
    call = call_of_office(case_call_id)
    return attempt(
        lambda: services.delete(call, act=act_now()),
        _("The draft has been deleted."),
        url_for(".index"),
        back=_address(case_call_id),
    )


@bp.route("/<int:case_call_id>/decide", methods=["POST"])
def decide(case_call_id: int) -> ResponseReturnValue:
    """What was selected becomes draft cases, and everybody gets a letter."""
    call = call_of_office(case_call_id)

    def said(number: int) -> str:
        return _n(
            "Decided: %(num)s case was selected and is a draft now. All who submitted get an e-mail.",
            "Decided: %(num)s cases were selected and are drafts now. All who submitted get an e-mail.",
            number,
        )

    return attempt(lambda: services.decide(call, act=act_now()), said, _address(case_call_id))


@bp.route("/<int:case_call_id>/reviewers", methods=["POST"])
def add_reviewer(case_call_id: int) -> ResponseReturnValue:
    """Name a reviewer."""
    call, form = call_of_office(case_call_id), ReviewerForm()

    def save() -> Answer:
        reviewer = services.name_reviewer(call, form.draft(), act=act_now())
        return Answer(_address(call.id), _("%(name)s gets the link by e-mail.", name=reviewer.name))

    return submit(form, save, makes=f"case_reviewer:{call.id}") or _page(call, form)


@bp.route("/<int:case_call_id>/reviewers/<int:case_reviewer_id>/remove", methods=["POST"])
def remove_reviewer(case_call_id: int, case_reviewer_id: int) -> ResponseReturnValue:
    """Remove a reviewer."""
    call = call_of_office(case_call_id)
    return attempt(
        lambda: services.remove_reviewer(call, case_reviewer_id, act=act_now()),
        _("The reviewer has been removed."),
        _address(case_call_id),
    )


@bp.route("/<int:case_call_id>/submit", methods=["GET", "POST"])
def submit_for(case_call_id: int) -> ResponseReturnValue:
    """A province, or the office, submits for an organization, without a confirmation."""
    user, own = editor_required()
    call, form = queries.get_call(case_call_id, is_office=not own), delegation_form(own)

    def save() -> Answer:
        made = services.submit_for(call, form.draft(), form.contact(), user_id=user.id, act=act_now())
        words = _("Submitted as No. %(number)s. The contact person gets the link by e-mail.", number=made.number)
        return Answer(_address(call.id), words)

    return submit(form, save, makes=f"case_submission:{call.id}") or form_page(
        "exchange/calls/manage/submit.html", form, call=call, is_open=is_open(call, day=today()), **words_for(today())
    )


@bp.route("/<int:case_call_id>/submissions/<int:case_submission_id>/")
def submission(case_call_id: int, case_submission_id: int) -> ResponseReturnValue:
    """One submission; for the office with its scores and the way to select it."""
    _user, own = editor_required()
    call = queries.get_call(case_call_id, is_office=not own)
    submitted = queries.get_submission(call, case_submission_id, own=own)
    return never_kept(
        make_response(render_template("exchange/calls/manage/submission.html", **_context_of(call, submitted, own)))
    )


def _context_of(call: CaseCall, submitted: CaseSubmission, own: str) -> dict[str, Any]:
    day = today()
    words = words_for(day)
    return {
        "call": call,
        "one": submitted,
        "email": mask_email(submitted.email),
        "scores": queries.list_scores(submitted) if not own else [],
        "may_choose": not own
        and words["stage_of"](call) is CallStage.CLOSED
        and submitted.state in queries.UNDER_REVIEW,
        "states": SubmissionState,
        "own": own,
        "history": history_of(submitted) if not own else [],
        **words,
    }


@bp.route(
    "/<int:case_call_id>/submissions/<int:case_submission_id>/select", defaults={"verb": "select"}, methods=["POST"]
)
@bp.route(
    "/<int:case_call_id>/submissions/<int:case_submission_id>/unselect", defaults={"verb": "unselect"}, methods=["POST"]
)
def choose(case_call_id: int, case_submission_id: int, verb: str) -> ResponseReturnValue:
    """The office selects it, or takes that back."""
    call, is_selected = call_of_office(case_call_id), verb == "select"
    submitted = queries.get_submission(call, case_submission_id)
    words = (
        _("Selected. The organization hears of it with the decision.") if is_selected else _("Not selected any more.")
    )
    return attempt(
        lambda: services.choose(submitted, is_selected=is_selected, act=act_now()),
        words,
        url_for(".submission", case_call_id=call.id, case_submission_id=submitted.id),
    )


def _address(case_call_id: int) -> str:
    return url_for(".show", case_call_id=case_call_id)
