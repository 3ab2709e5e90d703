"""The list of one unit as organizers put it in order, and who leads it."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.delegations import queries, services
from eventmgr.event.delegations.manage.blueprint import bp
from eventmgr.event.delegations.ordering import read_leadership, read_order, read_place, say_leading
from eventmgr.event.delegations.panels import EDIT
from eventmgr.event.events.access import event_for
from eventmgr.event.events.models import Event
from eventmgr.ground.db import write
from eventmgr.ground.errors import NotFound, Refusal
from eventmgr.ground.i18n import _
from eventmgr.identity.accounts.access import act_now

_PEOPLE = "/units/<unit_code>/people/"
_PERSON = f"{_PEOPLE}<int:registration_id>/"


def _own(slug: str, unit_code: str) -> Event:
    event = event_for(slug, EDIT)
    queries.get_unit_code(event, unit_code)
    return event


def _back(slug: str, unit_code: str) -> ResponseReturnValue:
    return redirect(url_for(".show", slug=slug, unit_code=unit_code) + "#people", 303)


@bp.route(f"{_PEOPLE}order", methods=["POST"])
def order(slug: str, unit_code: str) -> ResponseReturnValue:
    """The whole list by the numbers that were typed, or as it was dragged."""
    event = _own(slug, unit_code)
    try:
        wanted = read_order(request.form)
    except Refusal as refusal:
        flash(refusal.message, "danger")
        return _back(slug, unit_code)
    write(lambda: services.set_order(event, unit_code, wanted, act=act_now(), by_office=True))
    flash(_("The order of the list has been saved."), "success")
    return _back(slug, unit_code)


@bp.route(f"{_PERSON}move", methods=["POST"])
def move(slug: str, unit_code: str, registration_id: int) -> ResponseReturnValue:
    """Put somebody at another place of the list."""
    event = _own(slug, unit_code)
    try:
        queries.get_person(event, unit_code, registration_id)
        place = read_place(request.form.get("place", ""))
        write(lambda: services.move(event, unit_code, registration_id, place, act=act_now(), by_office=True))
    except NotFound:
        raise
    except Refusal as refusal:
        flash(refusal.message, "danger")
    return _back(slug, unit_code)


@bp.route(f"{_PERSON}lead", methods=["POST"])
def lead(slug: str, unit_code: str, registration_id: int) -> ResponseReturnValue:
    """Somebody leads the delegation, or is its deputy leader, or neither."""
    event, leadership = _own(slug, unit_code), read_leadership(request.form)
    person = write(
        lambda: services.appoint(event, unit_code, registration_id, leadership, act=act_now(), by_office=True)
    )
    flash(say_leading(person.name, leadership), "success")
    return _back(slug, unit_code)
