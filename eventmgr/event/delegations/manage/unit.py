"""One unit: its liaison and deputy, what it has said, its deadlines, and what was sent."""

from __future__ import annotations

from flask import make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.delegations import queries, services
from eventmgr.event.delegations.board.labels import MAKING_LEADERS
from eventmgr.event.delegations.board.rows import row_of
from eventmgr.event.delegations.board.standing import deadlines_of
from eventmgr.event.delegations.forms import DeadlinesForm, LiaisonForm
from eventmgr.event.delegations.manage.blueprint import bp
from eventmgr.event.delegations.models import Liaison, Place
from eventmgr.event.delegations.panels import EDIT, READ
from eventmgr.event.events.access import event_for, may
from eventmgr.event.events.models import Event
from eventmgr.event.registration.access import REVEAL, rows_of
from eventmgr.event.registration.manage import uncover
from eventmgr.event.registration.models import Leadership
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.errors import NotFound
from eventmgr.ground.i18n import _, language
from eventmgr.ground.masking import mask_email, mask_mobile
from eventmgr.ground.text import LARGEST
from eventmgr.identity.accounts.access import act_now
from eventmgr.tools.messages.composing import absolute_url
from eventmgr.tools.messages.models import OutboxLetter
from eventmgr.tools.messages.queries import list_letters
from eventmgr.tools.taxonomy import get_unit
from eventmgr.tools.web.pages import Answer, finish, go_to
from eventmgr.tools.web.responses.answers import never_kept

_UNIT = "/units/<unit_code>/"
_PERSON = f"{_UNIT}<any(liaison, deputy):place>/"
_MOST_AN_HOUR, _HOUR = 120, 3600
_MOST_LETTERS = 50


def _own(slug: str, unit_code: str, permission: str) -> Event:
    event = event_for(slug, permission)
    queries.get_unit_code(event, unit_code)
    return event


@bp.route(_UNIT)
def show(slug: str, unit_code: str) -> ResponseReturnValue:
    """How far it is, who speaks for it, and what was sent."""
    return _page(_own(slug, unit_code, READ), unit_code)


def _page(event: Event, unit_code: str, form: DeadlinesForm | None = None, shown: int = 0) -> ResponseReturnValue:
    row = row_of(event, unit_code)
    delegation = row.facts.delegation
    if form is None:
        form = DeadlinesForm(None, obj=delegation)
        form.prepare(event)
    html = render_template(
        "event/delegations/manage/unit.html",
        event=event,
        row=row,
        unit=get_unit(unit_code).name(language()),
        people=[(place, place.label, _of(row.facts.people, place)) for place in Place],
        members=queries.list_people(event.id, unit_code),
        leaderships=Leadership,
        making_leaders=MAKING_LEADERS,
        keys=queries.list_key_holders(event.id),
        deadlines=deadlines_of(event, queries.find_plan(event.id), delegation),
        standing=row.standing,
        form=form,
        letters=_letters(event, row.facts.people),
        chases=queries.list_chases(event.id, unit_code),
        edits=may(event, EDIT),
        reveals=may(event, REVEAL),
        shown=shown,
        rows_of=lambda key: rows_of(event, key, unit=unit_code),
        now=clock.now(),
    )
    return html, form.status


def _of(people: tuple[Liaison, ...], place: Place) -> Liaison | None:
    return next((one for one in people if one.place is place), None)


def _letters(event: Event, people: tuple[Liaison, ...]) -> list[tuple[OutboxLetter, Liaison]]:
    """E-mails to its liaison and deputy, newest first."""
    pairs = [
        (letter, one)
        for one in people
        for letter in list_letters(event.id, about=f"{Liaison.__tablename__}:{one.id}", limit=_MOST_LETTERS)
    ]
    return sorted(pairs, key=lambda pair: -pair[0].id)


@bp.route("/liaisons/<int:liaison_id>/")
def liaison(slug: str, liaison_id: int) -> ResponseReturnValue:
    """The page of the unit for which somebody speaks."""
    event = event_for(slug, READ)
    found = queries.find_liaison_by_id(liaison_id) if liaison_id <= LARGEST else None
    if found is None or found.event_id != event.id:
        raise NotFound(_("There is no such liaison at this event."))
    return redirect(url_for(".show", slug=slug, unit_code=found.unit_code), 303)


@bp.route(f"{_UNIT}deadlines", methods=["POST"])
def deadlines(slug: str, unit_code: str) -> ResponseReturnValue:
    """Set deadlines of one delegation."""
    event, form = _own(slug, unit_code, EDIT), DeadlinesForm()
    form.prepare(event)
    if not form.validate_on_submit():
        return _page(event, unit_code, form)
    write(lambda: services.set_deadlines(event, unit_code, form.dues(), act=act_now()))
    return go_to(
        url_for(".show", slug=slug, unit_code=unit_code), _("The deadlines of the delegation have been saved.")
    )


@bp.route(_PERSON, methods=["GET", "POST"])
def edit(slug: str, unit_code: str, place: str) -> ResponseReturnValue:
    """Enter or change who speaks for it."""
    event = _own(slug, unit_code, EDIT)
    existing = queries.find_liaison(event.id, unit_code, Place(place))
    form = _form(existing).watching()
    if form.validate_on_submit() and (person := form.person(existing)) is not None:
        wanted = services.Wanted(unit_code, Place(place), person)

        def save() -> Answer:
            services.hold(event)
            if form.compare(_form(queries.find_liaison(event.id, unit_code, Place(place)), fresh=True)):
                services.put(event, wanted, act=act_now())
            said = _("%(name)s has been saved. No e-mail has been sent.", name=person.name)
            return Answer(url_for(".show", slug=slug, unit_code=unit_code), said)

        if answer := finish(form, save):
            return answer
    html = render_template(
        "event/delegations/manage/edit.html",
        event=event,
        form=form,
        existing=existing,
        unit_code=unit_code,
        unit=get_unit(unit_code).name(language()),
        label=Place(place).label,
        covered={"mobile": mask_mobile, "email": mask_email},
    )
    return html, form.status


def _form(existing: Liaison | None, *, fresh: bool = False) -> LiaisonForm:
    """The form with what is there, numbers and addresses aside."""
    data = {name: getattr(existing, name) for name in ("name", "office", "title", "language")} if existing else {}
    data.setdefault("language", language())
    return LiaisonForm(None, data=data) if fresh else LiaisonForm(data=data)


@bp.route(f"{_PERSON}remove", methods=["POST"])
def remove(slug: str, unit_code: str, place: str) -> ResponseReturnValue:
    """Remove a liaison or deputy of the delegation."""
    event = _own(slug, unit_code, EDIT)
    found = queries.get_liaison(event, unit_code, Place(place))
    write(lambda: services.remove(event, found, act=act_now()))
    return go_to(
        url_for(".show", slug=slug, unit_code=unit_code),
        _("Removed. The links no longer work; the delegation's replies are kept."),
    )


@bp.route(f"{_PERSON}link", methods=["POST"])
def link(slug: str, unit_code: str, place: str) -> ResponseReturnValue:
    """A new link, shown once, to be handed over; former ones and open pages end."""
    event = _own(slug, unit_code, EDIT)
    liaison = queries.get_liaison(event, unit_code, Place(place))
    token = write(lambda: services.new_link(event, liaison, act=act_now()))
    html = render_template(
        "event/delegations/manage/link.html",
        event=event,
        liaison=liaison,
        unit_code=unit_code,
        unit=get_unit(unit_code).name(language()),
        link=absolute_url("delegations.link", token=token),
    )
    return never_kept(make_response(html))


@bp.route(f"{_PERSON}revoke", methods=["POST"])
def revoke(slug: str, unit_code: str, place: str) -> ResponseReturnValue:
    """Links and open pages end."""
    event = _own(slug, unit_code, EDIT)
    liaison = queries.get_liaison(event, unit_code, Place(place))
    write(lambda: services.revoke(event, liaison, act=act_now()))
    return go_to(
        url_for(".show", slug=slug, unit_code=unit_code),
        _("Links and open pages of %(name)s no longer work.", name=liaison.name),
    )


@bp.route(f"{_PERSON}reveal", methods=["GET", "POST"])
def reveal(slug: str, unit_code: str, place: str) -> ResponseReturnValue:
    """Asks what number and address are needed for, records it, and shows them once."""
    event = _own(slug, unit_code, REVEAL)
    liaison = queries.get_liaison(event, unit_code, Place(place))
    return uncover(
        event,
        whose=liaison.name,
        back=url_for(".show", slug=slug, unit_code=unit_code),
        note=lambda need: services.note_revealed(event, liaison, need.why, need.note, act=act_now()),
        draw=lambda: _page(event, unit_code, shown=liaison.id),
    )
