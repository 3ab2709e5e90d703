"""A plan as it stands, read once: who is to be seated, who sits where, what is wrong; and what the rules propose."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from eventmgr.event.agenda.models import AgendaItem
from eventmgr.event.events.models import Event
from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.ground.db import db
from eventmgr.on_site.seating import queries
from eventmgr.on_site.seating.hall import proposal as hall
from eventmgr.on_site.seating.layouts import from_json
from eventmgr.on_site.seating.meals import proposal as meals
from eventmgr.on_site.seating.models import Seated, SeatingPlan
from eventmgr.on_site.seating.places import Fault, Guest, Layout, Place, PlanKind, Proposal, TableUse
from eventmgr.on_site.seating.queries.people import Person, list_sealed
from eventmgr.on_site.seating.rostrum import proposal as rostrum


@dataclass(frozen=True)
class Standing:
    """What is known of a plan."""

    plan: SeatingPlan
    layout: Layout
    people: dict[int, Person]
    """Everybody who is to be seated, then those who sit and no longer are."""
    guests: tuple[Guest, ...]
    """Who is to be seated: on a rostrum by rank, else in the order of the list of participants."""
    places: dict[int, Seated]

    @cached_property
    def seated(self) -> dict[int, Place]:
        """Who sits where, with those who no longer attend."""
        return {
            who: (place.row, place.number)
            for who, place in self.places.items()
            if place.row is not None and place.number is not None
        }

    @cached_property
    def held(self) -> dict[int, Place]:
        """Who sits where, of those who are to be seated."""
        return {who: place for who, place in self.seated.items() if who in self.ids}

    @cached_property
    def ids(self) -> frozenset[int]:
        """The numbers of the people who are to be seated."""
        return frozenset(guest.id for guest in self.guests)

    @cached_property
    def locked(self) -> dict[int, Place]:
        """The seats that proposals leave as they are: person → place."""
        return {who: place for who, place in self.held.items() if self.places[who].is_locked}

    def seated_at(self) -> dict[Place, int]:
        """Place → who sits there."""
        return {place: who for who, place in self.seated.items()}

    def propose(self) -> Proposal:
        """Seats for everybody by rule; who is locked stays."""
        if self.plan.kind is PlanKind.ROSTRUM:
            ranked = [guest.id for guest in self.guests]
            return rostrum.propose(ranked, self.layout.rows, self.locked, left_first=self.plan.left_first)
        rule = hall.propose if self.plan.kind is PlanKind.HALL else meals.propose
        return rule(self.layout, self.guests, self.locked)

    def repair(self) -> Proposal:
        """The smallest change after which nothing is wrong; on a rostrum that is the rule itself, because it leaves no
        choice."""
        if self.plan.kind is PlanKind.ROSTRUM:
            return self.propose()
        rule = hall.repair if self.plan.kind is PlanKind.HALL else meals.repair
        return rule(self.layout, self.guests, self.held, self.locked)

    @property
    def tells_diets(self) -> bool:
        """Whether a list by table would tell who eats halal: at a halal table sit more who do than others."""
        if TableUse.HALAL not in self.layout.uses:
            return False
        halal: Counter[int] = Counter()
        for guest in self.guests:
            place = self.held.get(guest.id)
            if place is not None and place in self.layout and self.layout.use(place[0]) is TableUse.HALAL:
                halal[place[0]] += 1 if guest.is_halal else -1
        return any(more > 0 for more in halal.values())

    def faults(self) -> list[tuple[Fault, int]]:
        """What is wrong, and with whom."""
        ids = self.ids
        listed = [(Fault.GONE, who) for who in self.places if who not in ids]
        listed += [(Fault.REPLACED, who) for who, place in self.places.items() if place.is_replaced and who in ids]
        listed += [(Fault.OUTSIDE, who) for who, place in self.held.items() if place not in self.layout]
        listed += [(Fault.UNSEATED, guest.id) for guest in self.guests if guest.id not in self.seated]
        if self.plan.kind is PlanKind.ROSTRUM:
            wanted = self.propose().given
            seated = [who for who, place in self.held.items() if place in self.layout and who not in self.locked]
            listed += [(Fault.ORDER, who) for who in seated if who in wanted and wanted[who].place != self.seated[who]]
        if TableUse.HALAL in self.layout.uses:
            listed += [
                (Fault.DIET, guest.id)
                for guest in self.guests
                if guest.is_halal
                and (place := self.held.get(guest.id)) is not None
                and place in self.layout
                and self.layout.use(place[0]) is not TableUse.HALAL
            ]
        return listed


def read(event: Event, plan: SeatingPlan) -> Standing:
    """The plan as it stands, by a number of statements that does not depend on how many people there are."""
    places = {place.registration_id: place for place in queries.list_places(plan.id)}
    if plan.kind is PlanKind.ROSTRUM:
        people = queries.list_people(places)
        ordered = [people[who] for who in places if people[who].holds]
        guests = tuple(_guest(person) for person in ordered)
    else:
        ordered = _invited(event, plan)
        known = {person.id for person in ordered}
        gone = [who for who in places if who not in known]
        people = {person.id: person for person in ordered} | queries.list_people(gone)
        guests = _guests(event, plan, ordered)
        ids = {guest.id for guest in guests}
        people = {who: one for who, one in people.items() if who in ids or who in places}
    return Standing(plan, from_json(plan.layout), people, guests, places)


def _invited(event: Event, plan: SeatingPlan) -> list[Person]:
    holders = queries.list_holders(event.id, plan.roles)
    if plan.kind is PlanKind.HALL and plan.item_id is not None:
        stage = {
            place.registration_id
            for other in queries.list_plans(event.id, kinds=[PlanKind.ROSTRUM])
            if other.item_id == plan.item_id
            for place in queries.list_places(other.id)
        }
        return [person for person in holders if person.id not in stage]
    return holders


def _guests(event: Event, plan: SeatingPlan, ordered: list[Person]) -> tuple[Guest, ...]:
    if plan.kind is PlanKind.HALL:
        return tuple(_guest(person) for person in ordered)
    sealed = list_sealed([person.id for person in ordered])
    at = meal_time(plan)
    return tuple(
        _guest(person, is_halal=sealed[person.id].get("diet") == "halal")
        for person in ordered
        if is_there(sealed[person.id], at, event.timezone)
    )


def _guest(person: Person, *, is_halal: bool = False) -> Guest:
    return Guest(
        person.id,
        person.unit,
        leads=person.leads,
        is_press=person.role == Role.MEDIA and not person.leads,
        is_halal=is_halal,
    )


def meal_time(plan: SeatingPlan) -> datetime | None:
    """When it begins, as far as that is known."""
    item = db.session.get(AgendaItem, plan.item_id) if plan.item_id else None
    return item.starts_at if item is not None else plan.held_at


def is_there(sealed: dict[str, Any], at: datetime | None, zone: str) -> bool:
    """Whether somebody has come by then and has not left yet, as far as their answers tell; who says nothing eats."""
    if at is None:
        return True
    came, goes = (_instant(sealed.get(name), zone) for name in ("arrival", "departure"))
    return (came is None or came <= at) and (goes is None or goes > at)


def _instant(answer: object, zone: str) -> datetime | None:
    if not isinstance(answer, dict):
        return None
    try:
        at = datetime.fromisoformat(f"{answer.get('day')}T{answer.get('time')}")
    except ValueError:
        return None
    return at.replace(tzinfo=ZoneInfo(zone)) if at.tzinfo is None else at
