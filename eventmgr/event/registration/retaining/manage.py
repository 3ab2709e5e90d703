"""How long an event's personal information is kept and on which ground, and what has been deleted."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for, may
from eventmgr.event.events.services import lock, set_legal_bases
from eventmgr.event.forms.queries import list_questions
from eventmgr.event.registration.asking.handling import Use, uses_of
from eventmgr.event.registration.asking.queries import get_asked
from eventmgr.event.registration.forms import ReasonForm
from eventmgr.event.registration.retaining.queries import (
    count_former,
    count_stays,
    list_answers,
    list_documents,
    list_kept,
)
from eventmgr.ground.db import write
from eventmgr.ground.i18n import _, language
from eventmgr.identity.accounts.access import act_now
from eventmgr.identity.privacy.bases import LegalBase
from eventmgr.identity.privacy.periods import TRAVEL_MONTHS, day_after, months_later
from eventmgr.identity.privacy.queries import find_hold
from eventmgr.identity.privacy.services import lift_hold, place_hold
from eventmgr.tools.log.queries import list_acts
from eventmgr.tools.log.wording import lines_of
from eventmgr.tools.web.forms import CodeSelect, Form, Required
from eventmgr.tools.web.pages import Answer, attempt, finish, form_page

bp = Blueprint("retention_manage", __name__, url_prefix="/manage/events/<slug>/retention")
HOLD = "registrations.hold"
_PREFIX = "base_"
_DELETIONS = ("documents_deleted", "stay_deleted", "records_deleted", "answers_deleted", "forgotten")


@bp.route("/")
def index(slug: str) -> ResponseReturnValue:
    """What is kept, until when, and the last hundred deletions."""
    event = event_for(slug, "registrations.delete")
    retained = list_kept(event_id=event.id)
    labels = {question.name: question.label_in(language()) for question in list_questions(event.id)}
    return render_template(
        "event/registration/retaining/retention.html",
        event=event,
        stays=count_stays(event.id),
        uses=uses_of(event.legal_bases, get_asked(event)),
        hold=find_hold(event.id),
        former=count_former(event.id),
        holds=may(event, HOLD),
        named=sum(row.named for row in retained),
        answers=[
            (labels.get(row.name, _("(a question that was removed)")), row) for row in list_answers(event_id=event.id)
        ],
        documents=sum(row.n for row in list_documents(event_id=event.id)),
        documents_until=day_after(event.ends_at, event.timezone),
        stay_months=TRAVEL_MONTHS,
        stay_until=months_later(event.ends_at, TRAVEL_MONTHS),
        until=months_later(event.ends_at, event.retention_months),
        letter_days=current_app.config["LETTER_RETENTION_DAYS"],
        log_days=current_app.config["LOG_RETENTION_DAYS"],
        lines=lines_of(list_acts(event.id, _DELETIONS), event.timezone),
    )


@bp.route("/hold", methods=["GET", "POST"])
def hold(slug: str) -> ResponseReturnValue:
    """Nothing of the event is deleted by time from now on; asks for the reason."""
    event, form = event_for(slug, HOLD), ReasonForm()
    if request.method == "POST" and form.validate() and not form.reason.data:
        form.reason.errors = [_("Enter the reason: it is kept in the change log.")]
    elif request.method == "POST" and not form.errors:

        def place() -> Answer:
            lock(event)
            place_hold(event.id, form.reason.data or "", act=act_now())
            return Answer(url_for(".index", slug=slug), _("Deletion is stopped for this event."))

        if answer := finish(form, place):
            return answer
    return form_page("event/registration/retaining/hold.html", form, event=event)


@bp.route("/hold/lift", methods=["POST"])
def lift(slug: str) -> ResponseReturnValue:
    """End the hold, so that retention periods count again."""
    event = event_for(slug, HOLD)

    def end() -> None:
        lock(event)
        lift_hold(event.id, act=act_now())

    return attempt(
        end, _("Deletion resumes: whatever is due will be deleted in the next daily run."), url_for(".index", slug=slug)
    )


def _form(uses: Sequence[Use]) -> Form:
    """One choice for each use whose ground is not fixed."""
    choices = LegalBase.choices()
    free = [use for use in uses if not use.is_fixed]
    fields = {_PREFIX + use.name: CodeSelect(use.label, [Required()], choices=choices) for use in free}
    chosen = {_PREFIX + use.name: use.base.value for use in free}
    form: Form = type("BasesForm", (Form,), fields)(data=chosen)
    return form


@bp.route("/bases", methods=["GET", "POST"])
def bases(slug: str) -> ResponseReturnValue:
    """Shows and changes the grounds; participants read them in the notice at once."""
    event = event_for(slug, "registrations.delete")
    asked = get_asked(event)
    uses, usual = uses_of(event.legal_bases, asked), {use.name: use.base.value for use in uses_of({}, asked)}
    form = _form(uses)
    if form.validate_on_submit():
        typed = {use.name: form[_PREFIX + use.name].data for use in uses if not use.is_fixed}
        chosen = {name: base for name, base in typed.items() if base != usual[name]}
        if write(lambda: set_legal_bases(event, chosen, act=act_now())):
            flash(
                _(
                    "Participants now see these legal bases in the privacy notice. If they need to agree "
                    "again, save a new text of the notice."
                ),
                "success",
            )
        return redirect(url_for(".index", slug=slug), 303)
    return form_page("event/registration/retaining/bases.html", form, event=event, uses=uses, prefix=_PREFIX)
