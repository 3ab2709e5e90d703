"""Vehicles of an event."""

from __future__ import annotations

from functools import partial

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for, may
from eventmgr.event.events.manage.asking import carry_out
from eventmgr.event.events.queries import get_of
from eventmgr.event.events.services import hold
from eventmgr.ground.i18n import _
from eventmgr.identity.accounts.access import act_now
from eventmgr.on_site.logistics.labels import EDIT, READ
from eventmgr.on_site.logistics.models import Vehicle
from eventmgr.on_site.logistics.transport import queries, services
from eventmgr.on_site.logistics.transport.forms import VehicleForm, vehicle_values
from eventmgr.on_site.logistics.transport.manage.blueprint import bp
from eventmgr.tools.web.pages import Answer, form_page, go_to, submit


@bp.route("/vehicles/")
def vehicles(slug: str) -> ResponseReturnValue:
    """List all vehicles."""
    event = event_for(slug, READ)
    found = queries.list_vehicles(event.id)
    return render_template(
        "on_site/logistics/transport/vehicles.html", event=event, vehicles=found, edits=may(event, EDIT)
    )


@bp.route("/vehicles/new", methods=["GET", "POST"])
def new_vehicle(slug: str) -> ResponseReturnValue:
    """Add a vehicle."""
    event = event_for(slug, EDIT)
    form = VehicleForm(data={"kind": "bus", "seats": 45})

    def add() -> Answer:
        services.put_vehicle(event, None, form.draft(), act=act_now())
        return Answer(url_for(".vehicles", slug=slug), _("The vehicle has been added."))

    return submit(form, add, makes=f"vehicle:{event.id}") or form_page(
        "on_site/logistics/transport/vehicle.html", form, event=event, vehicle=None
    )


@bp.route("/vehicles/<int:vehicle_id>", methods=["GET", "POST"])
def vehicle(slug: str, vehicle_id: int) -> ResponseReturnValue:
    """Change what is said of a vehicle."""
    event = event_for(slug, EDIT)
    row = get_of(event, Vehicle, vehicle_id)
    form = VehicleForm(data=vehicle_values(row)).watching()

    def save() -> Answer:
        hold(event)
        stands = get_of(event, Vehicle, vehicle_id)
        if form.compare(VehicleForm(None, data=vehicle_values(stands))):
            services.put_vehicle(event, stands, form.draft(), act=act_now())
        return Answer(url_for(".vehicles", slug=slug), _("The vehicle has been saved."))

    return submit(form, save, using=partial(carry_out, event, quiet=True)) or form_page(
        "on_site/logistics/transport/vehicle.html", form, event=event, vehicle=row
    )


@bp.route("/vehicles/<int:vehicle_id>/remove", methods=["POST"])
def remove_vehicle(slug: str, vehicle_id: int) -> ResponseReturnValue:
    """Delete a vehicle with its rides."""
    event = event_for(slug, EDIT)
    get_of(event, Vehicle, vehicle_id)
    carry_out(
        event, lambda: services.remove_vehicle(event, get_of(event, Vehicle, vehicle_id), act=act_now()), quiet=True
    )
    return go_to(url_for(".vehicles", slug=slug), _("The vehicle has been deleted."))
