"""Changes that participants ask for: accepted, or declined with a reason."""

from __future__ import annotations

from functools import partial

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for
from eventmgr.event.events.manage.asking import carry_out
from eventmgr.event.events.queries import get_of
from eventmgr.event.registration import services
from eventmgr.event.registration.forms import ReasonForm
from eventmgr.event.registration.manage.blueprint import bp
from eventmgr.event.registration.manage.using import tell_of_quota
from eventmgr.event.registration.models import Registration
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.identity.accounts.access import act_now
from eventmgr.tools.web.pages import Answer, finish


@bp.route("/<int:registration_id>/request/accept", methods=["POST"])
def grant(slug: str, registration_id: int) -> ResponseReturnValue:
    """The registration says from now on what its participant has asked for; `requested_at` is the request that was seen."""
    event = event_for(slug, "registrations.edit")
    registration = get_of(event, Registration, registration_id)
    seen = request.form.get("requested_at", "")
    try:
        carry_out(
            event,
            lambda: services.grant_change(event, registration, requested_at=seen, act=act_now()),
            quiet=True,
        )
    except Refusal as refusal:
        flash(refusal.message, "danger")
    else:
        flash(_("The change has been accepted."), "success")
        tell_of_quota(event, registration)
    return redirect(url_for("registration_manage.show", slug=event.slug, registration_id=registration_id), 303)


@bp.route("/<int:registration_id>/request/decline", methods=["GET", "POST"])
def decline(slug: str, registration_id: int) -> ResponseReturnValue:
    """The registration stays as it is; the reason is asked first."""
    event = event_for(slug, "registrations.edit")
    registration = get_of(event, Registration, registration_id)
    page = url_for("registration_manage.show", slug=event.slug, registration_id=registration_id)
    if registration.change_requested_at is None:
        flash(_("There is no open request for a change."), "warning")
        return redirect(page, 303)
    form, seen = ReasonForm(), request.form.get("requested_at", registration.change_requested_at.isoformat())
    reason = (form.reason.data or "") if request.method == "POST" and form.validate() else ""
    if request.method == "POST" and not reason and not form.errors:
        form.reason.errors = [_("Enter a reason: it is included in the e-mail.")]
    if reason:

        def work() -> Answer:
            services.decline_change(event, registration, requested_at=seen, reason=reason, act=act_now())
            return Answer(page, _("The change has been declined."))

        if answer := finish(form, work, using=partial(carry_out, event, quiet=True)):
            return answer
    html = render_template(
        "event/registration/manage/decline.html", event=event, registration=registration, form=form, requested_at=seen
    )  # fmt: skip
    return html, form.status
