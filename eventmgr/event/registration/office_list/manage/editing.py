"""Entering somebody by hand, changing what a registration says, and answering changes that participants ask for."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for
from eventmgr.event.events.derived.opening import types_of
from eventmgr.event.events.manage.asking import carry_out
from eventmgr.event.events.queries import get_of
from eventmgr.event.events.services import hold
from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.registration.asking.forms import registration_form
from eventmgr.event.registration.asking.handling import told
from eventmgr.event.registration.asking.queries import get_asked
from eventmgr.event.registration.asking.services import register
from eventmgr.event.registration.changing.services import editing
from eventmgr.event.registration.changing.services.requesting import decline_change, grant_change
from eventmgr.event.registration.counting.queries import count_chosen
from eventmgr.event.registration.forms import ReasonForm
from eventmgr.event.registration.models import Registration, Source
from eventmgr.event.registration.notes import tell_places
from eventmgr.event.registration.office_list.manage.blueprint import bp
from eventmgr.event.registration.office_list.manage.choosing import tell_of_quota
from eventmgr.event.registration.office_list.manage.showing import edit_page, is_uncovered
from eventmgr.event.registration.persons import settle_person
from eventmgr.ground.errors import NotAllowed, Refusal
from eventmgr.ground.i18n import _, _l, language
from eventmgr.identity.accounts.access import act_now
from eventmgr.identity.privacy.queries import find_privacy_notice
from eventmgr.tools.web.pages import Answer, finish
from eventmgr.tools.web.requests.parameters import query
from eventmgr.tools.web.responses.answers import never_kept

_LINKS_DIED = _l(
    "Links and codes sent before no longer work; people who are not notified, or are "
    "notified later, cannot open their own page until then."
)


@bp.route("/new", methods=["GET", "POST"])
def add(slug: str) -> ResponseReturnValue:
    """Register somebody by hand; `wait` puts them on the waiting list, `quiet` writes no letter, `walk_in` says that
    they came without having registered."""
    event = event_for(slug, "registrations.edit")
    typed = request.form if request.method == "POST" else None
    form = registration_form(get_asked(event), typed=typed, by_office=True)
    wait, quiet = "wait" in request.form, "quiet" in request.form
    walk_in = bool(query.text("walk_in") or request.form.get("walk_in"))
    if typed is not None and form.validate():
        applicant, form_id = form.applicant(language()), form.form_id.data
        own: dict[str, Any] = {
            "rank": form.rank.data,
            "office_note": form.office_note.data or "",
            "to_waiting_list": wait,
        }

        def enter() -> Registration:
            return register(
                event,
                applicant,
                act=act_now(),
                form_id=form_id,
                source=Source.WALK_IN if walk_in else Source.STAFF,
                notify=not quiet,
                **own,
            )

        try:
            registration = carry_out(event, enter, quiet=True)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("%(name)s has been registered.", name=registration.name), "success")
            if (registration.sector_code, registration.province_code) != (applicant.sector, applicant.province):
                flash(_("Sector or province was filled in from the directory of organizations."), "info")
            tell_of_quota(event, registration)
            target = url_for("registration_manage.show", slug=event.slug, registration_id=registration.id)
            return redirect(target, 303)
    tell_places(form, event.id, count_chosen)
    html = render_template(
        "event/registration/manage/add.html", event=event, form=form, wait=wait, quiet=quiet, walk_in=walk_in
    )
    return html, form.status


@bp.route("/<int:registration_id>/edit", methods=["GET", "POST"])
def edit(slug: str, registration_id: int) -> ResponseReturnValue:
    """Change a registration; who changed what stands in its history."""
    event = event_for(slug, "registrations.edit")
    registration = get_of(event, Registration, registration_id)
    typed = request.form if request.method == "POST" else None
    asked, uncovered = get_asked(event), False
    if "uncovered" in request.form:
        uncovered = is_uncovered(event, registration)
        if not uncovered:
            raise NotAllowed(_("You can no longer see the masked data of this registration. Open the form again."))
    form = registration_form(
        asked, typed=typed, registration=registration, by_office=True, uncovered=uncovered
    ).watching()
    if typed is not None and form.validate():
        applicant, rank, note = form.applicant(registration.language), form.rank.data, form.office_note.data or ""

        def save() -> bool:
            act = act_now()
            settled = settle_person(applicant, by_office=True, at=act.at)
            hold(event)
            now = registration_form(asked, registration=registration, by_office=True, uncovered=uncovered)
            if not form.compare(now):
                return False
            own: dict[str, Any] = {"office_note": note, "rank": rank, "another": "another" in request.form}
            return editing.edit(event, registration, applicant, act=act, settled=settled, **own)

        try:
            changed = carry_out(event, save, warning=_LINKS_DIED, quiet=True)
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("The changes have been saved.") if changed else _("Nothing was changed."), "success")
            if changed:
                tell_of_quota(event, registration)
            return redirect(url_for("registration_manage.show", slug=event.slug, registration_id=registration.id), 303)
    answer = make_response(edit_page(event, registration, form), form.status)
    return never_kept(answer) if uncovered else answer


@bp.route("/<int:registration_id>/request/accept", methods=["POST"])
def grant(slug: str, registration_id: int) -> ResponseReturnValue:
    """The registration says from now on what its participant has asked for; `requested_at` is the request that was
    seen."""
    event = event_for(slug, "registrations.edit")
    registration = get_of(event, Registration, registration_id)
    seen = request.form.get("requested_at", "")
    try:
        carry_out(
            event,
            lambda: grant_change(event, registration, requested_at=seen, act=act_now()),
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
            decline_change(event, registration, requested_at=seen, reason=reason, act=act_now())
            return Answer(page, _("The change has been declined."))

        if answer := finish(form, work, using=partial(carry_out, event, quiet=True)):
            return answer
    html = render_template(
        "event/registration/manage/decline.html", event=event, registration=registration, form=form, requested_at=seen
    )
    return html, form.status


@bp.route("/preview")
def preview(slug: str) -> ResponseReturnValue:
    """The form, filled in for nobody; `role` says in what capacity the reader would come."""
    event = event_for(slug, "event.edit")
    types = [kind for kind in types_of(event) if not kind.is_hidden and kind.key != Role.STAFF]
    chosen = next((kind.key for kind in types if kind.key == query.text("role")), Role.DELEGATE.value)
    form = registration_form(get_asked(event), preset={"role": chosen})
    tell_places(form, event.id, count_chosen)
    return render_template(
        "event/registration/manage/preview.html",
        event=event,
        form=form,
        notice=find_privacy_notice(event.id),
        uses=told(event.legal_bases, form.purposes()),
        roles=[(kind.key, kind.called(), kind.key == chosen) for kind in types],
    )
