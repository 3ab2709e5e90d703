"""A case is submitted, confirmed, corrected and withdrawn, without an account."""

from __future__ import annotations

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.registration.own_page.views.page import private
from eventmgr.exchange.calls import queries, services
from eventmgr.exchange.calls.access import submission_of
from eventmgr.exchange.calls.forms import CaseTextForm, SubmitForm, text_form
from eventmgr.exchange.calls.models import CallStage, CaseCall, CaseSubmission, SubmissionState
from eventmgr.exchange.calls.periods import handling
from eventmgr.exchange.calls.stages import is_open, stage_of
from eventmgr.exchange.calls.views.blueprint import bp, today, words_for
from eventmgr.exchange.calls.wording import state_for_sender
from eventmgr.ground.db import write
from eventmgr.ground.i18n import _
from eventmgr.identity.accounts.access import act_by_link
from eventmgr.identity.privacy.periods import UNCONFIRMED_DAYS
from eventmgr.tools.web.once import Answer
from eventmgr.tools.web.pages import attempt, submit, submit_openly
from eventmgr.tools.web.rate_limits.open_forms import limit_form
from eventmgr.tools.web.requests.accepted import without_token
from eventmgr.tools.web.responses.cache import cached_page


@bp.route("/<case_call_slug>/submit", methods=["GET"])
@cached_page("cases")
def form(case_call_slug: str) -> ResponseReturnValue:
    """The form by which an organization submits a case, the same for everybody; after the last day, that it is over."""
    return _form_page(queries.get_public(case_call_slug), SubmitForm(None))


@bp.route("/<case_call_slug>/submit", methods=["POST"])
@without_token
def send(case_call_slug: str) -> ResponseReturnValue:
    """Keep what was typed and say where the link to confirm went; or the form again, with what is wrong."""
    call, typed = queries.get_public(case_call_slug), SubmitForm()

    def work() -> None:
        limit_form("case-call", typed.email.data or "")
        write(lambda: services.submit(call, typed.draft(), typed.contact(), act=act_by_link(None, "")))

    return submit_openly(typed, work, lambda: _form_page(call, typed)) or private(
        render_template("exchange/calls/sent.html", call=call, email=typed.email.data, days=UNCONFIRMED_DAYS)
    )


def _form_page(call: CaseCall, typed: SubmitForm) -> tuple[str, int]:
    html = render_template(
        "exchange/calls/submit.html", call=call, form=typed, handling=handling()[1], **words_for(today())
    )
    return html, typed.status


@bp.route("/own/<token>/", methods=["GET", "POST"])
def own(token: str) -> ResponseReturnValue:
    """A submission as who has sent it sees it: confirmed, corrected until the last day, withdrawn, and what came of
    it."""
    mine = submission_of(token)
    typed = text_form(mine).watching()

    def save() -> Answer:
        is_new = typed.compare(text_form(mine, is_fresh=True))
        act = act_by_link(None, mine.contact_name)
        changed = is_new and services.correct(mine, typed.draft(), typed.contact_name.data or "", act=act)
        words = _("The changes have been saved.") if changed else _("Nothing was changed.")
        return Answer(url_for(".own", token=token), words)

    return submit(typed, save) or _own_page(mine, token, typed)


def _own_page(mine: CaseSubmission, token: str, typed: CaseTextForm) -> ResponseReturnValue:
    day = today()
    stage = stage_of(mine.call, day=day)
    is_in = mine.state not in (SubmissionState.UNCONFIRMED, SubmissionState.WITHDRAWN)
    html = render_template(
        "exchange/calls/own.html",
        one=mine,
        call=mine.call,
        token=token,
        form=typed,
        state=state_for_sender(mine, stage),
        states=SubmissionState,
        is_new=mine.state is SubmissionState.UNCONFIRMED,
        may_correct=is_in and is_open(mine.call, day=day),
        may_withdraw=is_in and stage is not CallStage.DECIDED,
        **words_for(day),
    )
    return private(html, typed.status)


@bp.route("/own/<token>/confirm", methods=["POST"])
@without_token
def confirm(token: str) -> ResponseReturnValue:
    """The address is that of who has submitted it."""
    mine = submission_of(token)
    return attempt(
        lambda: services.confirm(mine, act=act_by_link(None, mine.contact_name)), "", url_for(".own", token=token)
    )


@bp.route("/own/<token>/withdraw", methods=["POST"])
def withdraw(token: str) -> ResponseReturnValue:
    """Withdraw the submission."""
    mine = submission_of(token)
    return attempt(
        lambda: services.withdraw(mine, act=act_by_link(None, mine.contact_name)),
        _("The submission has been withdrawn."),
        url_for(".own", token=token),
    )
