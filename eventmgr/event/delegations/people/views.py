"""What a liaison does to single people of the unit: enters, corrects, substitutes, withdraws, puts in order,
reminds."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.delegations import queries, services
from eventmgr.event.delegations.access import act_of, liaison_here
from eventmgr.event.delegations.models import Liaison
from eventmgr.event.delegations.ordering import read_leadership, read_order, read_place, say_leading
from eventmgr.event.events.models import Event
from eventmgr.event.events.services import hold
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.asking.forms import RegistrationForm
from eventmgr.event.registration.asking.queries import get_asked
from eventmgr.event.registration.asking.unit_form import asks_stay, given_of_stay, unit_form
from eventmgr.event.registration.counting.queries import count_chosen
from eventmgr.event.registration.forms import ReasonForm
from eventmgr.event.registration.letters.writing import handed_over, my_token
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.notes import tell_places
from eventmgr.event.registration.own_page.views.page import private
from eventmgr.event.registration.persons import settle_person
from eventmgr.event.registration.waiting.leaving import said_of_leaving
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.errors import NotFound, Refusal
from eventmgr.ground.i18n import _, _n, language
from eventmgr.tools.messages.composing import absolute_url
from eventmgr.tools.taxonomy import get_unit
from eventmgr.tools.web.rate_limits.mail_limits import letter_needed, may_write

bp = Blueprint("delegation_people", __name__, url_prefix="/delegations/<slug>/<unit_code>/people")
_PERSON = "/<int:registration_id>/"


def _back(liaison: Liaison, person: int | None = None) -> ResponseReturnValue:
    """To the list; browsers open the line of `person`."""
    place = "people" if person is None else f"person-{person}"
    home = url_for("delegations.show", slug=liaison.event.slug, unit_code=liaison.unit_code, _anchor=place)
    return redirect(home, 303)


def _refused(liaison: Liaison, refusal: Refusal) -> ResponseReturnValue:
    flash(refusal.message, "danger")
    return _back(liaison)


def _form_page(
    liaison: Liaison, form: RegistrationForm, doing: str, person: Registration | None = None
) -> ResponseReturnValue:
    event, unit_code = liaison.event, liaison.unit_code
    tell_places(form, event.id, count_chosen)
    html = render_template(
        "event/delegations/people/form.html",
        event=event,
        unit_code=unit_code,
        unit=get_unit(unit_code).name(language()),
        form=form,
        doing=doing,
        person=person,
        given=given_of_stay(form, person) if person is not None else [],
        asks_stay=asks_stay(get_asked(event)),
    )
    return private(html, form.status)


@bp.route("/new", methods=["GET", "POST"])
def add(slug: str, unit_code: str) -> ResponseReturnValue:
    """Somebody of the unit is registered; they are written to and asked for consent."""
    liaison = liaison_here(slug, unit_code)
    event, typed = liaison.event, request.form if request.method == "POST" else None
    try:
        services.check_entering(event, unit_code, at=clock.now())
    except Refusal as refusal:
        return _refused(liaison, refusal)
    form = unit_form(get_asked(event), unit_code, typed=typed)
    if typed is not None and form.validate():
        applicant, form_id = form.applicant(language()), form.form_id.data
        try:
            letter_needed(applicant.email, about=f"event:{event.id}:{applicant.identity}", at=clock.now())
            entered = write(
                lambda: services.enter(
                    event, unit_code, applicant, form_id=form_id, said_by=liaison.name, act=act_of(liaison)
                )
            )
        except NotFound:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            for said in _entered(entered):
                flash(said, "success")
            return _back(liaison)
    return _form_page(liaison, form, "add")


def _entered(registration: Registration) -> tuple[str, str]:
    """How it stands, and who tells them."""
    sentences = {
        Status.PENDING: _("%(name)s is on your list; the organizers review the registration.", name=registration.name),
        Status.WAITLISTED: _(
            "%(name)s is on the waiting list, because no place is free. The organizers decide who gets one.",
            name=registration.name,
        ),
    }
    first = sentences.get(registration.status) or _("%(name)s is on your list and has a place.", name=registration.name)
    if registration.email:
        return first, _("An e-mail asks for their consent.")
    return first, _("Without an e-mail address they cannot be e-mailed: the organizers phone them.")


@bp.route(f"{_PERSON}edit", methods=["GET", "POST"])
def edit(slug: str, unit_code: str, registration_id: int) -> ResponseReturnValue:
    """What the list says of somebody is corrected."""
    liaison = liaison_here(slug, unit_code)
    event, typed = liaison.event, request.form if request.method == "POST" else None
    person = queries.get_person(event, unit_code, registration_id)
    try:
        services.check_changing(event, at=clock.now())
    except Refusal as refusal:
        return _refused(liaison, refusal)
    asked = get_asked(event)
    form = unit_form(asked, unit_code, typed=typed, registration=person).watching()
    if typed is not None and form.validate():
        applicant = form.applicant(person.language)

        def save() -> bool:
            act = act_of(liaison)
            settled = settle_person(applicant, by_office=False, at=act.at)
            hold(event)
            now = queries.get_person(event, unit_code, registration_id)
            if not form.compare(unit_form(asked, unit_code, registration=now)):
                return False
            return services.correct(event, unit_code, now, applicant, form.names(), settled=settled, act=act)

        try:
            _limit_letters(person, applicant.email)
            changed = write(save)
        except NotFound:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(_("The changes have been saved.") if changed else _("Nothing was changed."), "success")
            return _back(liaison)
    return _form_page(liaison, form, "edit", person)


def _limit_letters(person: Registration, email: str) -> None:
    """Count what a change of the mailbox, or of the person, writes.

    Raises:
        TooMany: there were too many.
    """
    if email.lower() != person.email.lower():
        about = f"registration:{person.id}"
        for address in (person.email, email):
            letter_needed(address, about=about, at=clock.now())


@bp.route(f"{_PERSON}substitute", methods=["GET", "POST"])
def substitute(slug: str, unit_code: str, registration_id: int) -> ResponseReturnValue:
    """Somebody else comes instead, and keeps the place."""
    liaison = liaison_here(slug, unit_code)
    event, typed = liaison.event, request.form if request.method == "POST" else None
    person = queries.get_person(event, unit_code, registration_id)
    former = person.name
    try:
        services.check_substitutable(event, person, at=clock.now())
    except Refusal as refusal:
        return _refused(liaison, refusal)
    form = unit_form(get_asked(event), unit_code, typed=typed, registration=person, another=True)
    if typed is not None and form.validate():
        applicant = form.applicant(person.language)
        try:
            _limit_letters(person, applicant.email)
            write(
                lambda: services.substitute(
                    event,
                    unit_code,
                    registration_id,
                    applicant,
                    form.names(),
                    said_by=liaison.name,
                    act=act_of(liaison),
                )
            )
        except NotFound:
            raise
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            flash(
                _(
                    "%(new)s replaces %(old)s. Both are notified by e-mail if they have an address.",
                    new=applicant.name,
                    old=former,
                ),
                "success",
            )
            return _back(liaison)
    return _form_page(liaison, form, "substitute", person)


@bp.route(f"{_PERSON}withdraw", methods=["GET", "POST"])
def withdraw(slug: str, unit_code: str, registration_id: int) -> ResponseReturnValue:
    """Asks once, then gives the place of somebody back."""
    liaison = liaison_here(slug, unit_code)
    event, form = liaison.event, ReasonForm()
    person = queries.get_person(event, unit_code, registration_id)
    try:
        services.check_substitutable(event, person, at=clock.now())
        if request.method == "POST" and form.validate():
            notify = may_write(person.email, about=f"registration:{person.id}", at=clock.now())
            gone = write(
                lambda: services.withdraw(
                    event,
                    unit_code,
                    registration_id,
                    reason=form.reason.data or "",
                    notify=notify,
                    act=act_of(liaison),
                )
            )
            flash(_("%(name)s is no longer on your list.", name=gone.name), "success")
            return _back(liaison)
    except NotFound:
        raise
    except Refusal as refusal:
        return _refused(liaison, refusal)
    html = render_template(
        "event/delegations/people/withdraw.html",
        event=event,
        unit_code=unit_code,
        person=person,
        form=form,
        leaving=said_of_leaving(event, [person], at=clock.now()),
    )
    return private(html, form.status)


@bp.route(f"{_PERSON}slip", methods=["POST"])
def slip(slug: str, unit_code: str, registration_id: int) -> ResponseReturnValue:
    """The way to the own page of somebody without an e-mail address, to be handed over, as long as nothing stands there
    but what the liaison has entered."""
    liaison = liaison_here(slug, unit_code)
    event = liaison.event
    person = queries.get_person(event, unit_code, registration_id)
    try:
        write(lambda: services.hand_link(event, unit_code, registration_id, act=act_of(liaison)))
    except NotFound:
        raise
    except Refusal as refusal:
        return _refused(liaison, refusal)
    link = absolute_url("registration.show", token=my_token(person))
    html = render_template(
        "event/delegations/people/slip.html",
        event=event,
        unit_code=unit_code,
        person=person,
        **handed_over(event, person, link),
    )
    answer = private(html)
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


@bp.route(f"{_PERSON}move", methods=["POST"])
def move(slug: str, unit_code: str, registration_id: int) -> ResponseReturnValue:
    """Put somebody at another place of the list."""
    liaison = liaison_here(slug, unit_code)
    name = queries.get_person(liaison.event, unit_code, registration_id).name
    try:
        place = read_place(request.form.get("place", ""))
        reached = write(lambda: services.move(liaison.event, unit_code, registration_id, place, act=act_of(liaison)))
    except NotFound:
        raise
    except Refusal as refusal:
        return _refused(liaison, refusal)
    flash(_("%(name)s is number %(place)s on your list.", name=name, place=reached), "success")
    return _back(liaison, registration_id)


@bp.route("/order", methods=["POST"])
def order(slug: str, unit_code: str) -> ResponseReturnValue:
    """The whole list by the numbers that were typed, or as it was dragged."""
    liaison = liaison_here(slug, unit_code)
    try:
        wanted = read_order(request.form)
        write(lambda: services.set_order(liaison.event, unit_code, wanted, act=act_of(liaison)))
    except Refusal as refusal:
        return _refused(liaison, refusal)
    flash(_("The order of the list has been saved."), "success")
    return _back(liaison)


@bp.route(f"{_PERSON}lead", methods=["POST"])
def lead(slug: str, unit_code: str, registration_id: int) -> ResponseReturnValue:
    """Somebody leads the delegation, or is its deputy leader, or neither."""
    liaison = liaison_here(slug, unit_code)
    leadership = read_leadership(request.form)
    try:
        person = write(
            lambda: services.appoint(liaison.event, unit_code, registration_id, leadership, act=act_of(liaison))
        )
    except NotFound:
        raise
    except Refusal as refusal:
        return _refused(liaison, refusal)
    flash(say_leading(person.name, leadership), "success")
    return _back(liaison, registration_id)


@bp.route("/remind", methods=["POST"])
def remind(slug: str, unit_code: str) -> ResponseReturnValue:
    """Those who have not agreed yet are asked once more, each once a day at most."""
    liaison = liaison_here(slug, unit_code)
    event: Event = liaison.event
    try:
        reminded = write(lambda: services.remind_people(event, unit_code, act=act_of(liaison)))
    except Refusal as refusal:
        return _refused(liaison, refusal)
    if reminded:
        flash(_n("%(num)s person has been reminded.", "%(num)s people have been reminded.", reminded), "success")
    else:
        flash(
            _(
                "Nobody was reminded: each person is reminded at most once a day, and only if they have "
                "an e-mail address."
            ),
            "info",
        )
    return _back(liaison)
