"""The board of rooms: who has which, who has none, what does not hold any more and the smallest repair; moved by
hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for, may
from eventmgr.event.events.manage.asking import carry_out, put_off
from eventmgr.event.events.models import Event
from eventmgr.event.events.queries import get_of
from eventmgr.event.registration.models import Registration
from eventmgr.ground.errors import NotFound, Refusal
from eventmgr.ground.i18n import _, _n
from eventmgr.ground.text import whole_number
from eventmgr.identity.accounts.access import act_now
from eventmgr.on_site.logistics.arranging.room_repairs import BreakKind, StepKind
from eventmgr.on_site.logistics.arranging.rooms import RoomReason, Unplaced
from eventmgr.on_site.logistics.labels import EDIT, KINDS, READ, room_kind
from eventmgr.on_site.logistics.lodging import queries, services
from eventmgr.on_site.logistics.lodging.counting import bed_nights, totals_of
from eventmgr.on_site.logistics.lodging.manage.blueprint import bp
from eventmgr.on_site.logistics.lodging.queries import Lodging
from eventmgr.on_site.logistics.models import Hotel, HotelRoom
from eventmgr.tools.web.pages import attempt
from eventmgr.tools.web.requests.moving import moved_anchor, typed_person, typed_place
from eventmgr.tools.web.requests.parameters import query

_MOST_UNPLACED = 200


@dataclass(frozen=True)
class RoomCard:
    """A room as the board shows it."""

    room: HotelRoom
    people: list[int]
    why: str
    is_locked: bool
    has_break: bool


@bp.route("/")
def index(slug: str) -> ResponseReturnValue:
    """The rooms of one hotel (`hotel`), the first unless another is asked for."""
    event = event_for(slug, READ)
    now = queries.load_lodging(event)
    hotel = _chosen(now)
    wanted = {need.person: need for need in now.needs}
    unplaced = now.unplaced
    return render_template(
        "on_site/logistics/lodging/index.html",
        event=event,
        now=now,
        hotel=hotel,
        cards=_cards(now, hotel) if hotel else [],
        needs=wanted,
        unplaced=unplaced[:_MOST_UNPLACED],
        more=max(0, len(unplaced) - _MOST_UNPLACED),
        repair=services.find_repair(now),
        totals=totals_of(now),
        nights=bed_nights(now),
        unpublished=queries.list_unpublished(event.id),
        words={
            "breaks": dict(BreakKind.choices()),
            "steps": dict(StepKind.choices()),
            "why": dict(RoomReason.choices()),
            "kinds": KINDS,
            "unplaced": dict(Unplaced.choices()),
        },
        room_kind=room_kind,
        edits=may(event, EDIT),
    )


def _chosen(now: Lodging) -> Hotel | None:
    number = whole_number(query.text("hotel"))
    if number is None:
        return now.hotels[0] if now.hotels else None
    found = next((hotel for hotel in now.hotels if hotel.id == number), None)
    if found is None:
        raise NotFound(_("This event has no such hotel."))
    return found


def _cards(now: Lodging, hotel: Hotel) -> list[RoomCard]:
    broken = {one.room for one in now.breaks}
    return [_card(now, room, broken) for room in hotel.rooms]


def _card(now: Lodging, room: HotelRoom, broken: set[int]) -> RoomCard:
    people = now.inside.get(room.id, [])
    stays = [now.stays[person] for person in people]
    codes = list(dict.fromkeys(code for stay in stays for code in stay.why))
    why = _("; ").join(str(RoomReason(code).label) for code in codes)
    is_locked = bool(stays) and all(stay.is_locked for stay in stays)
    return RoomCard(room, people, why, is_locked, room.id in broken)


@bp.route("/propose", methods=["POST"])
def propose(slug: str) -> ResponseReturnValue:
    """Rooms for those who have none; with `anew` for everybody who is not locked."""
    event = event_for(slug, EDIT)
    anew = request.form.get("anew") == "1"

    def work() -> str:
        number = services.propose_rooms(event, anew=anew, act=act_now())
        return _n("%(num)s person has been given a room.", "%(num)s people have been given a room.", number)

    return _done(event, work)


@bp.route("/repair", methods=["POST"])
def repair(slug: str) -> ResponseReturnValue:
    """Do what the smallest repair says."""
    event = event_for(slug, EDIT)

    def work() -> str:
        number = services.apply_repair(event, act=act_now())
        return _n("One change has been made.", "%(num)s changes have been made.", number)

    return _done(event, work)


@bp.route("/publish", methods=["POST"])
def publish(slug: str) -> ResponseReturnValue:
    """Participants are shown hotel and room; with `withdraw` they are not any more."""
    event = event_for(slug, EDIT)

    def work() -> str:
        if request.form.get("withdraw") == "1":
            services.withdraw(event, act=act_now())
            return _("Participants can no longer see their rooms.")
        number = services.publish(event, act=act_now())
        return _n("%(num)s person can now see their room.", "%(num)s people can now see their rooms.", number)

    return _done(event, work)


@bp.route("/move", methods=["POST"])
def move(slug: str) -> ResponseReturnValue:
    """Give the person of `person` the room `to` (0: none) by hand, and show the rooms of `hotel`."""
    event, hotel = event_for(slug, EDIT), whole_number(request.form.get("hotel", ""))
    try:
        person, number = typed_person(), typed_place()
        registration = get_of(event, Registration, person)
        room = queries.get_room(event, number) if number else None
        put_off(event, lambda: services.move(event, registration, room, act=act_now()))
    except Refusal as refusal:
        flash(refusal.message, "danger")
    return redirect(url_for(".index", slug=slug, hotel=hotel, _anchor=moved_anchor()), 303)


@bp.route("/rooms/<int:room_id>/lock", methods=["POST"])
def lock(slug: str, room_id: int) -> ResponseReturnValue:
    """Who is in a room stays there; with `unlock` proposals may move them again."""
    event = event_for(slug, EDIT)
    room = queries.get_room(event, room_id)
    is_locked = request.form.get("unlock") != "1"

    def work() -> str:
        services.lock_room(event, room, is_locked=is_locked, act=act_now())
        return _("The room is locked.") if is_locked else _("The room is no longer locked.")

    return _done(event, work, {"hotel": room.hotel_id}, f"room-{room_id}")


def _done(
    event: Event, work: Callable[[], str], to: Mapping[str, Any] | None = None, anchor: str = ""
) -> ResponseReturnValue:
    return attempt(
        work,
        lambda said: said,
        url_for(".index", slug=event.slug, **(to or {}), _anchor=anchor or None),
        using=partial(carry_out, event, quiet=True),
    )
