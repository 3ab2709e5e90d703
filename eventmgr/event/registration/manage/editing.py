"""Entering somebody by hand, and changing what a registration says."""

from __future__ import annotations

from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for
from eventmgr.event.events.manage.asking import carry_out
from eventmgr.event.events.queries import get_of
from eventmgr.event.events.services import hold
from eventmgr.event.registration import queries, services
from eventmgr.event.registration.forms import registration_form
from eventmgr.event.registration.manage.blueprint import bp
from eventmgr.event.registration.manage.showing import edit_page, is_uncovered
from eventmgr.event.registration.manage.using import tell_of_quota
from eventmgr.event.registration.models import Registration, Source
from eventmgr.event.registration.notes import tell_places
from eventmgr.ground.errors import NotAllowed, Refusal
from eventmgr.ground.i18n import _, _l, language
from eventmgr.identity.accounts.access import act_now
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
    form = registration_form(queries.get_asked(event), typed=typed, by_office=True)
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
            return services.register(
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
    tell_places(form, event.id, queries.count_chosen)
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
    asked, uncovered = queries.get_asked(event), False
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
            settled = services.settle_person(applicant, by_office=True, at=act.at)
            hold(event)
            now = registration_form(asked, registration=registration, by_office=True, uncovered=uncovered)
            if not form.compare(now):
                return False
            own: dict[str, Any] = {"office_note": note, "rank": rank, "another": "another" in request.form}
            return services.edit(event, registration, applicant, act=act, settled=settled, **own)

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
