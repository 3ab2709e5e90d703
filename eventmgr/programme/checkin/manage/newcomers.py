"""At the desk in half a minute: somebody without registration, and somebody who comes in another's place."""

from __future__ import annotations

from functools import partial

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for
from eventmgr.event.events.manage.asking import carry_out
from eventmgr.event.events.queries import get_of
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.models import Registration
from eventmgr.ground import clock
from eventmgr.ground.i18n import _, _l, language
from eventmgr.identity.accounts.access import act_now
from eventmgr.programme.checkin import services
from eventmgr.programme.checkin.forms import SubstituteForm, WalkInForm
from eventmgr.programme.checkin.manage.blueprint import bp
from eventmgr.programme.checkin.manage.closing import why_closed
from eventmgr.tools.web.pages import Answer, finish, form_page, submit

_LINKS_DIED = _l("The code and the links of the person before no longer work.")


@bp.route("/walk-in", methods=["GET", "POST"])
def walk_in(slug: str) -> ResponseReturnValue:
    """Registered on site and marked as here, with four fields."""
    event = event_for(slug, "registrations.edit")
    form = WalkInForm().of_event([unit.unit_code for unit in event.units])

    def enter() -> Answer:
        registration = services.register_here(event, form.applicant(), act=act_now())
        target = url_for(".index", slug=slug, seen=registration.id)
        if registration.status is Status.ATTENDED:
            return Answer(target, _("%(name)s is registered on site and checked in.", name=registration.name))
        if registration.status is Status.CONFIRMED:
            return Answer(target, _("%(name)s is registered on site, but not checked in.", name=registration.name))
        return Answer(target, _("%(name)s is registered, but has no confirmed place.", name=registration.name))

    if answer := submit(form, enter, makes=f"checkin_walk_in:{event.id}"):
        return answer
    closed = why_closed(event, at=clock.now())
    return form_page("programme/checkin/manage/walk_in.html", form, event=event, closed=closed)


@bp.route("/<int:registration_id>/substitute", methods=["GET", "POST"])
def substitute(slug: str, registration_id: int) -> ResponseReturnValue:
    """Another person has the place from now on, and is here."""
    event = event_for(slug, "registrations.edit")
    registration = get_of(event, Registration, registration_id)
    form = SubstituteForm()
    if form.validate_on_submit():
        applicant, former = form.applicant(registration, language()), registration.name

        def work() -> Answer:
            services.substitute(event, registration, applicant, act=act_now())
            said = _("%(name)s comes instead of %(former)s and is checked in.", name=applicant.name, former=former)
            return Answer(url_for(".index", slug=slug, seen=registration.id), said)

        if answer := finish(form, work, using=partial(carry_out, event, warning=_LINKS_DIED, quiet=True)):
            return answer
    html = render_template(
        "programme/checkin/manage/substitute.html", event=event, form=form, registration=registration
    )
    return html, form.status
