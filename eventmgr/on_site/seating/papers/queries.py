"""Seats as badges, itineraries and place cards say them: of published plans alone, but for the order of place cards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select

from eventmgr.event.agenda.models import AgendaItem
from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.ground.errors import BadValue
from eventmgr.ground.i18n import _, localized
from eventmgr.ground.text import whole_number
from eventmgr.on_site.seating import queries, standing
from eventmgr.on_site.seating.labels import say_place
from eventmgr.on_site.seating.places import NAMED, Place, PlanKind
from eventmgr.on_site.seating.queries.own import OwnPlace
from eventmgr.on_site.seating.queries.people import Person
from eventmgr.on_site.signup.models import Signup, SignupState


def list_short_seats(event: Event, lang: str) -> dict[int, str]:
    """Registration → its seats, tables and group in one line; nothing while no seating plan is published."""
    parts_of: dict[int, list[str]] = defaultdict(list)
    published = queries.list_published_places(event.id)
    has_meals = any(own.plan.kind is PlanKind.MEAL for own in published)
    quiet = _telling(event) if has_meals else set()  # a badge is read by everybody
    for own in published:
        if own.plan.id in quiet:
            continue
        parts_of[own.registration_id].append(_short(own, lang))
    if published:
        query = (
            select(Signup.registration_id, AgendaItem.title)
            .join(AgendaItem, AgendaItem.id == Signup.item_id)
            .where(AgendaItem.event_id == event.id, Signup.state == SignupState.HELD)
        )
        for number, title in db.session.execute(query):
            parts_of[number].append(localized(title, lang))
    return {number: " · ".join(parts) for number, parts in parts_of.items()}


def _telling(event: Event) -> set[int]:
    """Plans of meals of which a list by table would tell who eats halal."""
    plans = queries.list_plans(event.id, kinds=[PlanKind.MEAL])
    return {plan.id for plan in plans if standing.read(event, plan).tells_diets}


def _short(own: OwnPlace, lang: str) -> str:
    place = say_place(own.plan.kind, (own.row, own.number))
    if own.plan.kind is PlanKind.ROSTRUM:
        return str(own.plan.kind.label)
    return f"{localized(own.plan.title, lang)} {place}" if own.plan.kind is PlanKind.MEAL else place


def list_seats_by_item(
    event: Event, lang: str
) -> tuple[dict[tuple[int, int], str], dict[int, list[tuple[datetime, str, str]]]]:
    """(registration, agenda item) → seat; registration → (when, title, seat) of gatherings that are no agenda item."""
    at_items: dict[tuple[int, int], str] = {}
    others: dict[int, list[tuple[datetime, str, str]]] = defaultdict(list)
    for own in queries.list_published_places(event.id):
        place = say_place(own.plan.kind, (own.row, own.number))
        if own.plan.kind is PlanKind.ROSTRUM:
            place = f"{own.plan.kind.label} {place}"
        if own.item is not None:
            at_items[own.registration_id, own.item.id] = place
        elif own.plan.held_at is not None:
            seat = " ".join(part for part in (localized(own.plan.venue, lang), place) if part)
            others[own.registration_id].append((own.plan.held_at, localized(own.plan.title, lang), seat))
    return at_items, others


def list_orders(event: Event, lang: str) -> dict[str, str]:
    """In which order place cards may lie → its words: by delegation, or by seat of a plan."""
    plans, quiet = queries.list_plans(event.id), _telling(event)
    seats = {
        str(plan.id): _("by seat: %(plan)s", plan=localized(plan.title, lang)) for plan in plans if plan.id not in quiet
    }
    return {"": _("by delegation"), **seats} if seats else {}


def find_order(event: Event, typed: str) -> Callable[[int], tuple[Place, str] | None] | None:
    """For a plan by its number: registration → its seat and how that is called, None for who has none. None: no plan is
    asked for.

    Raises:
        BadValue: the event has no such plan.
    """
    if not typed:
        return None
    plan = next((one for one in queries.list_plans(event.id) if one.id == whole_number(typed)), None)
    if plan is None:
        raise BadValue(_("“%(value)s” is not a seating plan of this event.", value=typed[:40]))
    if plan.id in _telling(event):
        raise BadValue(
            _(
                "Cards in the order of these tables would reveal who eats halal. Seat at least as many "
                "others at the halal table, or choose another order."
            )
        )
    kind = plan.kind
    seats = {
        place.registration_id: (place.row, place.number)
        for place in queries.list_places(plan.id)
        if place.row is not None and place.number is not None
    }

    def find(number: int) -> tuple[Place, str] | None:
        place = seats.get(number)
        return (place, say_place(kind, place)) if place is not None else None

    return find


def list_named(event: Event, typed: str) -> list[Person]:
    """Who is in the plan with that number without being registered."""
    plan = next((one for one in queries.list_plans(event.id) if one.id == whole_number(typed)), None)
    numbers = [place.registration_id for place in queries.list_places(plan.id)] if plan is not None else []
    return list(queries.list_people([number for number in numbers if number >= NAMED]).values())
