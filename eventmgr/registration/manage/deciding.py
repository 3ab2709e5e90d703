"""Decisions about one registration or many, and marks of who came."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.accounts.access import act_now
from eventmgr.db import write
from eventmgr.errors import BadValue, Refusal
from eventmgr.events.access import event_for
from eventmgr.events.models import Event
from eventmgr.i18n import _, _n
from eventmgr.quotas.errors import OverQuota
from eventmgr.registration import queries, services
from eventmgr.registration.forms import ReasonForm
from eventmgr.registration.manage.blueprint import bp
from eventmgr.registration.manage.using import tell_of_quota
from eventmgr.registration.models import Registration
from eventmgr.text import whole_number

_MOST = 200
"""Registrations decided at once."""
_MARKS: dict[str, Callable[..., Any]] = {
    "attended": services.mark_attended,
    "absent": services.mark_absent,
    "unmark": services.unmark,
}


@bp.route("/decide", methods=["POST"])
def decide(slug: str) -> ResponseReturnValue:
    """`act` is done to all of `ids`, or to none: confirm, waitlist, reject (asks the reason first).

    Confirming beyond a delegation's quota that does not bind asks once; `beyond` says yes.
    """
    event = event_for(slug, "registrations.edit")
    decision, chosen = request.form.get("act", ""), _chosen(event)
    back = _back(event)
    if decision not in ("confirm", "waitlist", "reject"):
        raise BadValue(_("“%(value)s” is no decision. Choose one of the buttons.", value=decision[:40]))
    if not chosen:
        flash(_("Nothing was chosen. Tick the registrations first."), "warning")
        return redirect(back, 303)
    form = ReasonForm()
    if decision == "reject" and not (form.validate() and form.reason.data):
        return _ask_reason(event, chosen, form, back)
    try:
        write(lambda: _decide(event, decision, chosen, form.reason.data or ""))
    except OverQuota as question:
        return render_template(
            "registration/manage/beyond.html", event=event, chosen=chosen, question=question.message, back=back
        )
    except Refusal as refusal:
        flash(refusal.message, "danger")
    else:
        flash(
            _n("%(num)s registration was changed.", "%(num)s registrations were changed.", len(chosen)), "success"
        )  # fmt: skip
    return redirect(back, 303)


def _decide(event: Event, decision: str, chosen: list[Registration], reason: str) -> None:
    act = act_now()
    if decision == "confirm":
        services.confirm(event, chosen, beyond_quota="beyond" in request.form, act=act)
    elif decision == "waitlist":
        services.put_on_waiting_list(event, chosen, act=act)
    else:
        services.reject(event, chosen, reason=reason, act=act)


def _ask_reason(event: Event, chosen: list[Registration], form: ReasonForm, back: str) -> ResponseReturnValue:
    html = render_template(
        "registration/manage/reject.html", event=event, chosen=chosen, form=form, back=back, query=_query(back)
    )
    return html, form.status


@bp.route("/<int:registration_id>/withdraw", methods=["GET", "POST"])
def withdraw(slug: str, registration_id: int) -> ResponseReturnValue:
    """The office takes a registration back for somebody; asks once."""
    event = event_for(slug, "registrations.edit")
    registration = queries.get_registration(event, registration_id)
    form = ReasonForm()
    if request.method == "POST" and form.validate():
        return _do(
            event, registration, services.withdraw, _("The registration is withdrawn."), reason=form.reason.data or ""
        )
    return render_template(
        "registration/manage/withdraw.html", event=event, registration=registration, form=form
    ), form.status


@bp.route("/<int:registration_id>/delete", methods=["GET", "POST"])
def delete(slug: str, registration_id: int) -> ResponseReturnValue:
    """Delete what is personal in a registration, with a reason; asks once."""
    event = event_for(slug, "registrations.delete")
    registration = queries.get_registration(event, registration_id)
    page, form = url_for("registration_manage.show", slug=event.slug, registration_id=registration.id), ReasonForm()
    if registration.forgotten_at is not None:
        return redirect(page, 303)
    if request.method == "POST" and form.validate():
        try:
            write(lambda: services.delete(event, registration, reason=form.reason.data or "", act=act_now()))
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("The personal information is deleted."), "success")
            return redirect(page, 303)
    return render_template(
        "registration/manage/delete.html", event=event, registration=registration, form=form
    ), form.status


@bp.route("/<int:registration_id>/restore", methods=["POST"])
def restore(slug: str, registration_id: int) -> ResponseReturnValue:
    """Take up again what was withdrawn or rejected."""
    event = event_for(slug, "registrations.edit")
    registration = queries.get_registration(event, registration_id)
    answer = _do(event, registration, services.restore, _("The registration is taken up again."))
    tell_of_quota(event, registration)
    return answer


@bp.route("/<int:registration_id>/mark", methods=["POST"])
def mark(slug: str, registration_id: int) -> ResponseReturnValue:
    """`mark` is attended, absent, or unmark, which takes either back."""
    event = event_for(slug, "registrations.mark")
    registration = queries.get_registration(event, registration_id)
    chosen = request.form.get("mark", "")
    if chosen not in _MARKS:
        raise BadValue(_("“%(value)s” is no mark. Choose one of the buttons.", value=chosen[:40]))
    return _do(event, registration, _MARKS[chosen], _("The mark is set."))


@bp.route("/<int:registration_id>/looked-at", methods=["POST"])
def looked_at(slug: str, registration_id: int) -> ResponseReturnValue:
    """The office has looked at a hint (perhaps the same person, changed after the deadline): it goes."""
    event = event_for(slug, "registrations.edit")
    registration = queries.get_registration(event, registration_id)
    return _do(event, registration, services.settle_lookalike, _("Noted."))


@bp.route("/<int:registration_id>/new-link", methods=["POST"])
def new_link(slug: str, registration_id: int) -> ResponseReturnValue:
    """Void the participant's link and code; the new link goes to the stored address."""
    event = event_for(slug, "registrations.edit")
    registration = queries.get_registration(event, registration_id)
    return _do(event, registration, services.renew_link, _("The old link no longer works; the new one is on its way."))


def _do(
    event: Event, registration: Registration, verb: Callable[..., Any], done: str, **options: object
) -> ResponseReturnValue:
    """Run one verb on one registration and go back to its page with a sentence."""
    target = url_for("registration_manage.show", slug=event.slug, registration_id=registration.id)
    try:
        write(lambda: verb(event, registration, act=act_now(), **options))
    except Refusal as refusal:
        flash(refusal.message, "danger")
    else:
        flash(done, "success")
    return redirect(target, 303)


def _chosen(event: Event) -> list[Registration]:
    """The registrations of this event that were ticked.

    Raises:
        BadValue: an id is no number, there are too many, or one of them is not of this event.
    """
    texts = list(dict.fromkeys(request.form.getlist("ids")))
    numbers = [number for number in map(whole_number, texts) if number is not None]
    if len(texts) > _MOST or len(numbers) < len(texts):
        raise BadValue(_("The choice could not be read. Go back to the list and choose at most 200."))
    registrations = queries.list_registrations_by_id(event.id, numbers)
    if len(registrations) != len(texts):
        raise BadValue(_("One of the chosen registrations is not of this event. Load the list again."))
    return registrations


def _back(event: Event) -> str:
    """The list as it was, or the registration's own page: a path of this event's registrations, nothing else."""
    start = url_for("registration_manage.index", slug=event.slug)
    target = request.form.get("back", "")
    parts = urlsplit(target)
    is_ours = not parts.scheme and not parts.netloc and parts.path.startswith(start) and "\\" not in target
    return target if is_ours and target.isprintable() else start


def _query(address: str) -> str:
    return urlsplit(address).query
