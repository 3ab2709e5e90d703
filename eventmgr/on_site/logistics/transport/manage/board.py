"""The board of rides in one direction: who is to be fetched when and where, who rides in what; moved by hand."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for, may
from eventmgr.event.events.manage.asking import carry_out, put_off
from eventmgr.event.events.models import Event
from eventmgr.event.events.queries import get_of
from eventmgr.event.registration.models import Registration
from eventmgr.ground.errors import BadValue, Refusal
from eventmgr.ground.i18n import _, _n
from eventmgr.identity.accounts.access import act_now
from eventmgr.on_site.logistics.arranging.seats import SeatBreak, SeatReason
from eventmgr.on_site.logistics.labels import EDIT, READ
from eventmgr.on_site.logistics.models import Direction
from eventmgr.on_site.logistics.transport import queries, services
from eventmgr.on_site.logistics.transport.manage.blueprint import bp
from eventmgr.tools.web.pages import attempt
from eventmgr.tools.web.requests.moving import moved_anchor, typed_person, typed_place
from eventmgr.tools.web.requests.parameters import query

_MOST_MISSING = 200


def asked_direction(value: str) -> Direction:
    """The direction that an address or a form names; arrivals where it names none.

    Raises:
        BadValue: it is none.
    """
    try:
        return Direction(value or Direction.ARRIVAL.value)
    except ValueError:
        raise BadValue(_("“%(value)s” is not a valid direction of rides.", value=value[:40])) from None


@bp.route("/")
def index(slug: str) -> ResponseReturnValue:
    """The board of rides in one direction."""
    event = event_for(slug, READ)
    now = queries.load_transport(event, asked_direction(query.text("direction")))
    missing = now.missing
    return render_template(
        "on_site/logistics/transport/index.html",
        event=event,
        now=now,
        directions=Direction,
        missing=missing[:_MOST_MISSING],
        number=len(missing),
        seats={(seat.ride_id, seat.registration_id): seat for seat in now.seats},
        words={"why": dict(SeatReason.choices()), "breaks": dict(SeatBreak.choices())},
        published=any(ride.published_at for ride in now.rides.values()),
        name_of=services.name_of,
        edits=may(event, EDIT),
    )


@bp.route("/propose", methods=["POST"])
def propose(slug: str) -> ResponseReturnValue:
    """Seats for those who have none."""
    event, direction = event_for(slug, EDIT), asked_direction(request.form.get("direction", ""))

    def work() -> str:
        number = services.propose_rides(event, direction, act=act_now())
        return _n("%(num)s person has been given a seat.", "%(num)s people have been given a seat.", number)

    return _done(event, direction, work)


@bp.route("/repair", methods=["POST"])
def repair(slug: str) -> ResponseReturnValue:
    """Give up seats that do not hold any more, and seat who has none."""
    event, direction = event_for(slug, EDIT), asked_direction(request.form.get("direction", ""))

    def work() -> str:
        number = services.repair_rides(event, direction, act=act_now())
        return _n("One change has been made.", "%(num)s changes have been made.", number)

    return _done(event, direction, work)


@bp.route("/publish", methods=["POST"])
def publish(slug: str) -> ResponseReturnValue:
    """Passengers see their rides; with `withdraw` they do not any more."""
    event, direction = event_for(slug, EDIT), asked_direction(request.form.get("direction", ""))
    withdraw = request.form.get("withdraw") == "1"

    def work() -> str:
        services.publish_rides(event, direction, withdraw=withdraw, act=act_now())
        return _("Passengers can no longer see these rides.") if withdraw else _("Passengers can now see their rides.")

    return _done(event, direction, work)


@bp.route("/move", methods=["POST"])
def move(slug: str) -> ResponseReturnValue:
    """Give the person of `person` a seat on the ride `to` (0: none) by hand."""
    event, direction = event_for(slug, EDIT), asked_direction(request.form.get("direction", ""))
    try:
        person, number = typed_person(), typed_place()
        registration = get_of(event, Registration, person)
        ride = queries.get_ride(event, number) if number else None
        put_off(event, lambda: services.move(event, direction, registration, ride, act=act_now()))
    except Refusal as refusal:
        flash(refusal.message, "danger")
    return redirect(url_for(".index", slug=slug, direction=direction.value, _anchor=moved_anchor()), 303)


def _done(event: Event, direction: Direction, work: Callable[[], str]) -> ResponseReturnValue:
    return attempt(
        work,
        lambda said: said,
        url_for(".index", slug=event.slug, direction=direction.value),
        using=partial(carry_out, event, quiet=True),
    )
