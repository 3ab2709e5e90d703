"""One ride: made and changed, its passengers as a plain form, and how many are on board."""

from __future__ import annotations

from functools import partial

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for, may
from eventmgr.event.events.manage.asking import carry_out
from eventmgr.event.events.manage.fitting import fitting
from eventmgr.event.events.queries import get_of
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import write
from eventmgr.ground.i18n import _
from eventmgr.ground.text import whole_number
from eventmgr.identity.accounts.access import act_now
from eventmgr.on_site.logistics.arranging.seats import SeatReason
from eventmgr.on_site.logistics.labels import EDIT, READ
from eventmgr.on_site.logistics.transport import queries, services
from eventmgr.on_site.logistics.transport.forms import RideForm, ride_values
from eventmgr.on_site.logistics.transport.manage.blueprint import bp
from eventmgr.on_site.logistics.transport.manage.board import asked_direction
from eventmgr.tools.web.pages import Answer, attempt, form_page, go_to, submit
from eventmgr.tools.web.requests.parameters import query


@bp.route("/rides/new", methods=["GET", "POST"])
def new_ride(slug: str) -> ResponseReturnValue:
    """Add a ride."""
    event = event_for(slug, EDIT)
    asked = asked_direction(query.text("direction"))
    form = RideForm(data={"direction": asked.value, "leaves_at": event.starts_at})
    form = form.prepare(queries.list_vehicles(event.id), event.timezone)

    def add() -> Answer:
        ride = services.put_ride(event, None, form.draft(), act=act_now())
        return Answer(url_for(".ride", slug=slug, ride_id=ride.id), _("The ride has been added."))

    if answer := submit(form, add, makes=f"ride:{event.id}", using=lambda work: write(fitting(event, work))):
        return answer
    return form_page("on_site/logistics/transport/edit.html", form, event=event, ride=None)


@bp.route("/rides/<int:ride_id>")
def ride(slug: str, ride_id: int) -> ResponseReturnValue:
    """Its passengers, who of them is on board by its check-in list, and who can be added."""
    event = event_for(slug, READ)
    row = queries.get_ride(event, ride_id)
    now = queries.load_transport(event, row.direction)
    people = now.inside.get(ride_id, [])
    on_board = queries.find_on_board(event.id, row)
    return render_template(
        "on_site/logistics/transport/ride.html",
        event=event,
        ride=row,
        now=now,
        people=people,
        on_board=on_board,
        missing=[person for person in people if on_board is not None and person not in on_board],
        others=[guest for guest in now.guests.values() if guest.id not in people],
        seats={seat.registration_id: seat for seat in now.seats if seat.ride_id == ride_id},
        why=dict(SeatReason.choices()),
        name=services.name_of(row),
        edits=may(event, EDIT),
        marks=may(event, "registrations.mark"),
    )


@bp.route("/rides/<int:ride_id>/edit", methods=["GET", "POST"])
def edit_ride(slug: str, ride_id: int) -> ResponseReturnValue:
    """Change vehicle, time and way of a ride."""
    event = event_for(slug, EDIT)
    row = queries.get_ride(event, ride_id)
    form = RideForm(data=ride_values(row)).prepare(queries.list_vehicles(event.id), event.timezone)

    def save() -> Answer:
        services.put_ride(event, queries.get_ride(event, ride_id), form.draft(), act=act_now())
        return Answer(url_for(".ride", slug=slug, ride_id=ride_id), _("The ride has been saved."))

    if answer := submit(form, save, using=lambda work: carry_out(event, fitting(event, work), quiet=True)):
        return answer
    return form_page("on_site/logistics/transport/edit.html", form, event=event, ride=row)


@bp.route("/rides/<int:ride_id>/seat", methods=["POST"])
def seat(slug: str, ride_id: int) -> ResponseReturnValue:
    """Give the person of `person` a seat on it by hand; with `leaves` take it away."""
    event = event_for(slug, EDIT)
    row = queries.get_ride(event, ride_id)
    to = None if request.form.get("leaves") == "1" else row
    number = whole_number(request.form.get("person", ""))
    if number is None:
        flash(_("Choose a person."), "danger")
        return redirect(url_for(".ride", slug=slug, ride_id=ride_id), 303)
    registration = get_of(event, Registration, number)
    return attempt(
        lambda: services.move(event, row.direction, registration, to, act=act_now()),
        _("Saved: %(name)s.", name=registration.name),
        url_for(".ride", slug=slug, ride_id=ride_id),
        using=partial(carry_out, event, quiet=True),
    )


@bp.route("/rides/<int:ride_id>/list", methods=["POST"])
def count_by_list(slug: str, ride_id: int) -> ResponseReturnValue:
    """Passengers are counted by a check-in list from now on."""
    event = event_for(slug, EDIT)
    queries.get_ride(event, ride_id)
    write(lambda: services.count_by_list(event, queries.get_ride(event, ride_id), act=act_now()))
    return go_to(
        url_for(".ride", slug=slug, ride_id=ride_id),
        _("The check-in list is ready. Choose it for the devices that are used at this vehicle."),
    )


@bp.route("/rides/<int:ride_id>/remove", methods=["POST"])
def remove_ride(slug: str, ride_id: int) -> ResponseReturnValue:
    """Delete a ride; its passengers have no seat any more."""
    event = event_for(slug, EDIT)
    direction = queries.get_ride(event, ride_id).direction
    carry_out(event, lambda: services.remove_ride(event, queries.get_ride(event, ride_id), act=act_now()), quiet=True)
    return go_to(url_for(".index", slug=slug, direction=direction.value), _("The ride has been deleted."))
