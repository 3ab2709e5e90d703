"""A deal comes further, ends, goes on; files that prove it; what its sides have told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import cast

from flask import request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for
from eventmgr.event.events.models import Event
from eventmgr.ground.i18n import _
from eventmgr.identity.accounts.access import act_now
from eventmgr.matchmaking.outcomes.deals import queries, services
from eventmgr.matchmaking.outcomes.forms import EndForm, EvidenceForm, ReopenForm, StageForm
from eventmgr.matchmaking.outcomes.manage.blueprint import bp
from eventmgr.matchmaking.outcomes.manage.showing import page_of
from eventmgr.matchmaking.outcomes.models import Deal, DealType, Stage
from eventmgr.matchmaking.outcomes.panels import EDIT
from eventmgr.matchmaking.outcomes.reminding import services as reminding
from eventmgr.tools.uploads.checking import CheckedFile
from eventmgr.tools.uploads.forms import checked_upload
from eventmgr.tools.web.forms import Form
from eventmgr.tools.web.pages import Answer, attempt, submit, submit_read


def _begin(slug: str, deal_id: int) -> tuple[Event, Deal]:
    event = event_for(slug, EDIT)
    return event, queries.get_deal(event, deal_id)


def _act(event: Event, deal: Deal, form: Form, work: Callable[[], object], sentence: str) -> ResponseReturnValue:
    """Do it once where the form holds; the page of the deal shows what is wrong."""

    def act() -> Answer:
        work()
        return Answer(url_for(".show", slug=event.slug, deal_id=deal.id), sentence)

    if answer := submit(form, act, makes=f"{request.endpoint}:{deal.id}"):
        return answer
    return page_of(event, deal, form)


@bp.route("/<int:deal_id>/advance", methods=["POST"])
def advance(slug: str, deal_id: int) -> ResponseReturnValue:
    """Record that the deal has reached a later stage."""
    event, deal = _begin(slug, deal_id)
    form = StageForm().prepare(deal, asks_type=queries.is_untyped(deal))

    def work() -> None:
        on_date = cast(date, form.on_date.data)
        asked = DealType(form.type.data) if form.type else None
        services.advance(
            event, deal, Stage(form.stage.data), on_date, note=form.note.data or "", type_=asked, act=act_now()
        )

    return _act(event, deal, form, work, _("The stage has been recorded."))


@bp.route("/<int:deal_id>/end", methods=["POST"])
def end(slug: str, deal_id: int) -> ResponseReturnValue:
    """Record that the deal has ended early."""
    event, deal = _begin(slug, deal_id)
    form = EndForm()

    def work() -> None:
        services.end(event, deal, cast(date, form.on_date.data), form.reason.data or "", act=act_now())

    return _act(event, deal, form, work, _("The end has been recorded."))


@bp.route("/<int:deal_id>/reopen", methods=["POST"])
def reopen(slug: str, deal_id: int) -> ResponseReturnValue:
    """Record that a deal which had ended goes on."""
    event, deal = _begin(slug, deal_id)
    form = ReopenForm()

    def work() -> None:
        services.reopen(event, deal, cast(date, form.on_date.data), note=form.note.data or "", act=act_now())

    return _act(event, deal, form, work, _("The deal continues."))


@bp.route("/<int:deal_id>/step-back", methods=["POST"])
def step_back(slug: str, deal_id: int) -> ResponseReturnValue:
    """The last step was a mistake."""
    event, deal = _begin(slug, deal_id)
    return _button(
        event, deal, lambda: services.step_back(event, deal, act=act_now()), _("The last step has been taken back.")
    )


@bp.route("/<int:deal_id>/evidence", methods=["POST"])
def add_evidence(slug: str, deal_id: int) -> ResponseReturnValue:
    """A file that proves a stage."""
    event, deal = _begin(slug, deal_id)
    form = EvidenceForm()

    def add(file: CheckedFile) -> Answer:
        services.add_evidence(event, deal, file, Stage(form.stage.data), act=act_now())
        return Answer(url_for(".show", slug=slug, deal_id=deal_id), _("The file has been added."))

    return submit_read(form, checked_upload, add, makes=f"evidence:{deal_id}") or page_of(event, deal, form)


@bp.route("/<int:deal_id>/evidence/<int:evidence_id>/remove", methods=["POST"])
def remove_evidence(slug: str, deal_id: int, evidence_id: int) -> ResponseReturnValue:
    """Delete a file of the deal."""
    event, deal = _begin(slug, deal_id)
    file = queries.get_evidence(event, deal_id, evidence_id)
    return _button(
        event, deal, lambda: services.remove_evidence(event, deal, file, act=act_now()), _("The file has been removed.")
    )


@bp.route("/<int:deal_id>/reports/<int:report_id>", methods=["POST"])
def decide(slug: str, deal_id: int, report_id: int) -> ResponseReturnValue:
    """What a side has told is taken over (`take=1`), or not."""
    event, deal = _begin(slug, deal_id)
    report = queries.get_report(event, deal_id, report_id)
    if request.form.get("take"):
        said = _("The report has been adopted.")
        return _button(event, deal, lambda: reminding.take(event, deal, report, act=act_now()), said)
    said = _("The report has not been adopted.")
    return _button(event, deal, lambda: reminding.decline(event, deal, report, act=act_now()), said)


def _button(event: Event, deal: Deal, work: Callable[[], object], said: str) -> ResponseReturnValue:
    """Do what a button says; why it cannot be done stands on the page that follows."""
    return attempt(work, said, url_for(".show", slug=event.slug, deal_id=deal.id))
