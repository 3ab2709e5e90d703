"""Who sits at the tables of an organization, and their links."""

from __future__ import annotations

from functools import partial

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.manage.asking import carry_out
from eventmgr.event.events.models import Event
from eventmgr.event.events.queries import get_of
from eventmgr.event.registration.manage import note_contact_shown, uncover
from eventmgr.ground.db import write
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.identity.accounts.access import act_now
from eventmgr.matchmaking.meeting_parties import queries, services
from eventmgr.matchmaking.meeting_parties.forms import LanguagesForm, PersonForm, SeatForm, person_data
from eventmgr.matchmaking.meeting_parties.manage.blueprint import WHOSE_SEATS, bp
from eventmgr.matchmaking.meeting_parties.manage.party import page_of
from eventmgr.matchmaking.meeting_parties.models import MeetingParty, PartyRepresentative
from eventmgr.matchmaking.meeting_plans.access import EDIT, planned_for
from eventmgr.matchmaking.meeting_plans.queries import get_locked_plan
from eventmgr.tools.messages.telling import Choice
from eventmgr.tools.web.pages import Answer, attempt, finish, go_to

_PEOPLE = "/<int:party_id>/people/"
_ONE = f"{_PEOPLE}<int:representative_id>/"


@bp.route(f"{_PEOPLE}new", methods=["GET", "POST"])
def add_person(slug: str, party_id: int) -> ResponseReturnValue:
    """Add a representative who is not registered."""
    event, _plan = planned_for(slug, EDIT)
    party = queries.get_party(event, party_id)
    form = PersonForm()
    if form.validate_on_submit() and (person := form.person()) is not None:

        def add() -> Answer:
            services.add_person(event, party, person, act=act_now())
            return Answer(_address(event, party), _("%(name)s has been entered.", name=person.name))

        if answer := finish(
            form,
            add,
            makes=f"meeting_person:{party.id}",
            using=partial(carry_out, event, choices=WHOSE_SEATS, quiet=True),
        ):
            return answer
    return _adding(event, party, form, _seat_form(event, party, sent=False))


@bp.route(f"{_PEOPLE}registered", methods=["POST"])
def seat(slug: str, party_id: int) -> ResponseReturnValue:
    """Make a registered person of the organization a representative."""
    event, _plan = planned_for(slug, EDIT)
    party = queries.get_party(event, party_id)
    form = _seat_form(event, party, sent=True)
    if form.validate_on_submit():
        chosen = {
            str(registration.id): registration for registration in queries.list_unseated(event, party.organization_id)
        }
        try:
            registration = chosen[form.registration.data or ""]
            carry_out(
                event,
                lambda: services.seat_registration(event, party, registration, act=act_now()),
                choices=WHOSE_SEATS,
                quiet=True,
            )
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return go_to(_address(event, party), _("The person is now a representative."))
    return _adding(event, party, PersonForm(None), form)


def _seat_form(event: Event, party: MeetingParty, *, sent: bool) -> SeatForm:
    form = SeatForm() if sent else SeatForm(None)
    people = queries.list_unseated(event, party.organization_id)
    form.registration.offer([(str(one.id), f"{one.name} {one.title}".strip()) for one in people])
    return form


def _adding(event: Event, party: MeetingParty, form: PersonForm, seating: SeatForm) -> ResponseReturnValue:
    html = render_template(
        "matchmaking/meeting_parties/add_person.html", event=event, party=party, form=form, seating=seating
    )
    return html, max(form.status, seating.status)


@bp.route(_ONE, methods=["GET", "POST"])
def person(slug: str, party_id: int, representative_id: int) -> ResponseReturnValue:
    """Their details; of somebody who is registered the languages alone."""
    event, _plan = planned_for(slug, EDIT)
    party = queries.get_party(event, party_id)
    representative = get_of(party, PartyRepresentative, representative_id)
    kind = PersonForm if representative.registration_id is None else LanguagesForm
    form = kind(data=person_data(representative)).watching()
    if form.validate_on_submit() and (typed := form.person()) is not None:

        def save() -> Answer:
            get_locked_plan(event.id)
            stored = get_of(party, PartyRepresentative, representative_id)
            if form.compare(kind(None, data=person_data(stored))):
                services.change_person(event, stored, typed, act=act_now())
            return Answer(_address(event, party), _("%(name)s has been saved.", name=representative.name))

        if answer := finish(form, save, using=partial(carry_out, event, choices=WHOSE_SEATS, quiet=True)):
            return answer
    html = render_template(
        "matchmaking/meeting_parties/person.html", event=event, party=party, seat=representative, form=form
    )
    return html, form.status


@bp.route(f"{_ONE}reveal", methods=["GET", "POST"])
def reveal(slug: str, party_id: int, representative_id: int) -> ResponseReturnValue:
    """Asks what number and address are needed for, records it, and shows them once."""
    event, plan = planned_for(slug, EDIT)
    party, representative = _own(event, party_id, representative_id)
    return uncover(
        event,
        whose=representative.name,
        back=_address(event, party),
        note=lambda need: note_contact_shown(event, representative, party.organization.name, need),
        draw=lambda: page_of(event, plan, party, shown=representative.id),
    )


@bp.route(f"{_ONE}remove", methods=["POST"])
def remove_person(slug: str, party_id: int, representative_id: int) -> ResponseReturnValue:
    """Remove a representative."""
    event, _plan = planned_for(slug, EDIT)
    party, found = _own(event, party_id, representative_id)
    name = found.name
    return attempt(
        lambda: services.remove_person(event, found, act=act_now()),
        _("%(name)s is no longer a representative, and their link no longer works.", name=name),
        _address(event, party),
        using=partial(carry_out, event, choices=WHOSE_SEATS, quiet=True),
    )


@bp.route(f"{_ONE}up", methods=["POST"])
def move_up(slug: str, party_id: int, representative_id: int) -> ResponseReturnValue:
    """They change places with whoever stands before them."""
    event, _plan = planned_for(slug, EDIT)
    party, found = _own(event, party_id, representative_id)
    write(lambda: services.move_up(event, found, act=act_now()))
    return redirect(_address(event, party), 303)


@bp.route(f"{_ONE}invite", methods=["POST"])
def invite_person(slug: str, party_id: int, representative_id: int) -> ResponseReturnValue:
    """Their link by e-mail, once more if need be."""
    event, _plan = planned_for(slug, EDIT)
    party, found = _own(event, party_id, representative_id)
    is_sent = carry_out(event, lambda: services.invite(event, found, act=act_now()), choices=(Choice.NOW,), quiet=True)
    flash(
        _("%(name)s has been sent their link.", name=found.name) if is_sent else _("There is no e-mail address."),
        "success" if is_sent else "danger",
    )
    return redirect(_address(event, party), 303)


def _own(event: Event, party_id: int, representative_id: int) -> tuple[MeetingParty, PartyRepresentative]:
    party = queries.get_party(event, party_id)
    return party, get_of(party, PartyRepresentative, representative_id)


def _address(event: Event, party: MeetingParty) -> str:
    return url_for(".show", slug=event.slug, party_id=party.id)
