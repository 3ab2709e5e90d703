"""A participant's change: made at once, or asked for where the organizers decide about it."""

from __future__ import annotations

import enum
from functools import partial

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.derived.opening import closing_instant, is_over
from eventmgr.event.events.models import Event, EventStatus
from eventmgr.event.events.services import hold
from eventmgr.event.forms.asking import Asked
from eventmgr.event.forms.fields import LABELS
from eventmgr.event.forms.questions import from_answer
from eventmgr.event.quotas.models import LIVE
from eventmgr.event.registration.applicant import Applicant
from eventmgr.event.registration.asking.forms import RegistrationForm, registration_form
from eventmgr.event.registration.asking.queries import get_asked
from eventmgr.event.registration.asking.unit_form import empty_of_person
from eventmgr.event.registration.asking.views.blueprint import bp
from eventmgr.event.registration.asking.views.receiving import is_valid, received, take_files
from eventmgr.event.registration.changing.services import editing, requesting
from eventmgr.event.registration.changing.services.substituting import addresses_told
from eventmgr.event.registration.counting.queries import count_chosen
from eventmgr.event.registration.errors import NotPossible
from eventmgr.event.registration.letters.writing import my_token
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.notes import tell_places
from eventmgr.event.registration.own_page.views.page import act_of, agreed, owes_consent, private
from eventmgr.event.registration.persons import settle_person
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.errors import Refusal, TooMany
from eventmgr.ground.i18n import _, _l, language
from eventmgr.tools.web.forms import CodeMultiSelect
from eventmgr.tools.web.pages import go_to
from eventmgr.tools.web.rate_limits.limits import limit
from eventmgr.tools.web.rate_limits.mail_limits import letter_needed
from eventmgr.tools.web.requests.accepted import without_token
from eventmgr.tools.web.requests.parameters import query

_REQUESTS = 30
"""So often within an hour a request for a change may be replaced."""


class Saved(enum.Enum):
    """What became of a form that was sent."""

    NOTHING = "nothing"
    CHANGE = "change"
    REQUEST = "request"


_SAID = {
    Saved.NOTHING: _l("Nothing was changed."),
    Saved.CHANGE: _l("Your changes have been saved."),
    Saved.REQUEST: _l(
        "Your request has been sent to the organizers. Until they decide, your registration stays as it is."
    ),
}


@bp.route("/my/<token>/edit", methods=["GET", "POST"])
@without_token
def edit(token: str) -> ResponseReturnValue:
    """The registration form again; after the closing instant the office is told of the change, after the deadline for
    changes it is asked. With `colleague` in the address the fields of the person are empty: somebody else comes
    instead."""
    registration = agreed(token)
    event, typed = registration.event, request.form if request.method == "POST" else None
    asked = get_asked(event)
    form = registration_form(asked, typed=typed, registration=registration).watching()
    del form.consent
    colleague = query.text("colleague") != ""
    if typed is not None:
        take_files(form, event.id, partial(_check_takes_files, registration))
    else:
        _begin(form, asked, registration, colleague=colleague)
    wait = None
    if typed is not None and is_valid(form, event.id):
        applicant = form.applicant(language())
        try:
            _limit_change(registration, applicant, form)
            saved = write(lambda: _save(registration, applicant, form, asked))
        except Refusal as refusal:
            form.refuse(refusal)
            wait = refusal.retry_after if isinstance(refusal, TooMany) else None
        else:
            return _saved(registration, saved)
    tell_places(form, event.id, count_chosen)
    at = clock.now()
    html = render_template(
        "event/registration/edit.html",
        registration=registration,
        event=event,
        form=form,
        token=token,
        late=at > closing_instant(event),
        is_past=is_over(event, at=at),
        colleague=colleague,
        closed=requesting.is_closed(event, at=at),
        reviewed=_reviewed(event, asked, form),
    )
    answer = private(html, form.status)
    if wait is not None:
        answer.headers["Retry-After"] = str(wait)
    return answer


@bp.route("/my/<token>/files/<field>", methods=["POST"])
@without_token
def upload_own(token: str, field: str) -> ResponseReturnValue:
    """A file alone, as `upload`, for the own registration."""
    registration = agreed(token)
    return received(registration.event, field, partial(_check_takes_files, registration))


def _check_takes_files(registration: Registration) -> None:
    if registration.status not in LIVE or registration.event.status not in (
        EventStatus.PUBLISHED,
        EventStatus.POSTPONED,
    ):
        raise NotPossible(_("No more files are accepted here. Contact the organizers."))


def _limit_change(registration: Registration, applicant: Applicant, form: RegistrationForm) -> None:
    """Count what the change writes to, or the request.

    Raises:
        TooMany: there were too many.
    """
    about, at = f"registration:{registration.id}", clock.now()
    if requesting.needs_approval(registration.event, registration, applicant, form.names(), at=at):
        limit(f"request:{registration.id}", most=_REQUESTS, per_seconds=3600, at=at)
    else:
        for address in addresses_told(registration, applicant):
            letter_needed(address, about=about, at=at)


def _save(registration: Registration, applicant: Applicant, form: RegistrationForm, asked: Asked) -> Saved:
    """Inside a transaction: change the registration, or ask the organizers to."""
    event, act = registration.event, act_of(registration)
    settled = settle_person(applicant, by_office=False, at=act.at)
    hold(event)
    if not form.compare(registration_form(asked, registration=registration)):
        return Saved.NOTHING
    if requesting.needs_approval(event, registration, applicant, form.names(), at=act.at):
        requesting.request_change(event, registration, applicant, form.names(), act=act)
        return Saved.REQUEST
    changed = editing.edit(event, registration, applicant, act=act, settled=settled)
    return Saved.CHANGE if changed else Saved.NOTHING


def _saved(registration: Registration, saved: Saved) -> ResponseReturnValue:
    if saved is Saved.CHANGE and owes_consent(registration) and registration.email:
        html = render_template(
            "event/registration/handed_over.html", registration=registration, event=registration.event
        )
        return private(html)
    return go_to(url_for("registration.show", token=my_token(registration)), str(_SAID[saved]))


def _begin(form: RegistrationForm, asked: Asked, registration: Registration, *, colleague: bool) -> None:
    """What stands in the form at first beside the registration: nothing of the person, or what was asked for."""
    if not colleague:
        _show_wanted(form, asked, registration)
        return
    empty_of_person(form)


def _show_wanted(form: RegistrationForm, asked: Asked, registration: Registration) -> None:
    """What was asked for and is not decided stands in the form: what is sent now replaces it."""
    if registration.change_requested_at is None:
        return
    kinds = {question.name: question.kind for question in asked.questions}
    for name, pair in registration.requested_change.items():
        if name in form:
            form[name].data = from_answer(kinds[name], pair[1]) if name in kinds else pair[1]
            if isinstance(form[name], CodeMultiSelect):
                form[name].process_data(pair[1])


def _reviewed(event: Event, asked: Asked, form: RegistrationForm) -> list[str]:
    """What of the form needs the organizers' approval, in words."""
    labels = {question.name: question.label_in(language()) for question in asked.questions}
    return [labels.get(name) or str(LABELS.get(name, name)) for name in event.reviewed_fields if name in form]


@bp.route("/my/<token>/request/withdraw", methods=["POST"])
def take_request_back(token: str) -> ResponseReturnValue:
    """What was asked for is not wanted any more; the registration stays as it is."""
    registration = agreed(token)
    write(lambda: requesting.take_request_back(registration.event, registration, act=act_of(registration)))
    return go_to(
        url_for("registration.show", token=token),
        _("Your request has been withdrawn. The registration stays as it is."),
    )
