"""People are added, ranked, moved, locked; each act locks its plan, so two organizers never give one seat twice."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from eventmgr.event.events.models import Event
from eventmgr.event.events.queries import get_of
from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.ground.errors import NotFound, Refusal
from eventmgr.ground.i18n import _
from eventmgr.on_site.seating import queries, standing, statements
from eventmgr.on_site.seating.models import RostrumGuest, SeatingPlan
from eventmgr.on_site.seating.places import NAMED, Place, PlanKind
from eventmgr.on_site.seating.services.planning import name_of
from eventmgr.on_site.seating.standing import Standing
from eventmgr.tools.log.services import Act, record

MOST_ON_STAGE = 60


@dataclass(frozen=True)
class GuestDraft:
    """What organizers say about somebody on a rostrum who is not registered."""

    name: str
    organization: str = ""
    title: str = ""
    rank: int | None = None
    """Their place in the order of rank; None: at its end."""


def _read(event: Event, plan: SeatingPlan) -> Standing:
    return standing.read(event, queries.get_locked(plan))


def _note(action: str, event: Event, plan: SeatingPlan, people: int, *, act: Act) -> None:
    record(act, action, plan, event_id=event.id, object_name=name_of(plan), changes={"people": [None, people]})


def add_people(event: Event, plan: SeatingPlan, ids: Collection[int], *, act: Act) -> int:
    """Name people for the rostrum, ranked behind those who are there, in the order given; how many were new.

    Raises:
        Refusal: one of them does not hold a place at the event, or there are too many.
    """
    now = _read(event, plan)
    known = queries.list_people(ids)
    allowed = {person.id for person in queries.list_holders(event.id)} | {
        person.id for person in queries.list_holders(event.id, [Role.STAFF])
    }
    if any(who not in known or who not in allowed for who in ids):
        raise Refusal(_("Choose people who hold a place at this event."), field="people")
    new = [who for who in dict.fromkeys(ids) if who not in now.places]
    if len(now.places) + len(new) > MOST_ON_STAGE:
        raise Refusal(_("A rostrum may have at most %(most)s people.", most=MOST_ON_STAGE), field="people")
    last = max((place.rank for place in now.places.values()), default=0)
    statements.add(plan.id, [(who, last + number, None) for number, who in enumerate(new, 1)])
    if new:
        _note("people_added", event, plan, len(new), act=act)
    return len(new)


def add_guest(event: Event, plan: SeatingPlan, draft: GuestDraft, *, act: Act) -> None:
    """Name somebody for the rostrum who is not registered.

    Raises:
        Refusal: there are too many.
    """
    now = _read(event, plan)
    if len(now.places) >= MOST_ON_STAGE:
        raise Refusal(_("A rostrum may have at most %(most)s people.", most=MOST_ON_STAGE))
    last = max((place.rank for place in now.places.values()), default=0)
    guest = RostrumGuest(
        plan_id=plan.id,
        name=draft.name,
        organization=draft.organization,
        title=draft.title,
        rank=last + 1,
        is_locked=False,
    )
    db.session.add(guest)
    db.session.flush()
    if draft.rank is not None and draft.rank <= len(now.places):
        order = list(now.places)
        statements.set_ranks(plan.id, [*order[: draft.rank - 1], guest.registration_id, *order[draft.rank - 1 :]])
    _note("people_added", event, plan, 1, act=act)


def check_known(event: Event, plan: SeatingPlan, who: int) -> None:
    """Whether there is such a person.

    Raises:
        NotFound: they are nobody of this event, or of this rostrum.
    """
    if who < NAMED:
        get_of(event, Registration, who)
    elif all(place.registration_id != who for place in queries.list_places(plan.id)):
        raise NotFound(_("This person is not on the rostrum."))


def remove_person(event: Event, plan: SeatingPlan, who: int, *, act: Act) -> None:
    """Somebody is on the rostrum no longer.

    Raises:
        NotFound: they are nobody of this event.
    """
    check_known(event, plan, who)
    if who in _read(event, plan).places:
        statements.remove(plan.id, [who])
        _note("people_removed", event, plan, 1, act=act)


def rank(event: Event, plan: SeatingPlan, wanted: Mapping[int, int], *, act: Act) -> None:
    """The order of rank as typed: person → place from 1. Whoever is not named stays where they are among the others.

    Raises:
        Refusal: two people have one number.
    """
    now = _read(event, plan)
    known = {who: place for who, place in wanted.items() if who in now.places}
    if len(set(known.values())) < len(known):
        raise Refusal(_("Two people have the same number. Give each a number of their own."))
    stands = list(now.places)
    order = sorted(stands, key=lambda who: (known.get(who, stands.index(who) + 1), stands.index(who)))
    if order != stands:
        statements.set_ranks(plan.id, order)
        _note("ranked", event, plan, len(order), act=act)


def step(event: Event, plan: SeatingPlan, who: int, to: int, *, act: Act) -> None:
    """Somebody's rank becomes `to`; the others close up.

    Raises:
        NotFound: they are nobody of this event.
    """
    check_known(event, plan, who)
    now = _read(event, plan)
    if who not in now.places:
        return
    others = [one for one in now.places if one != who]
    order = [*others[: max(0, to - 1)], who, *others[max(0, to - 1) :]]
    if order != list(now.places):
        statements.set_ranks(plan.id, order)
        _note("ranked", event, plan, 1, act=act)


def move(event: Event, plan: SeatingPlan, who: int, to: Place, *, act: Act) -> Standing:
    """Somebody sits there; whoever sits there now changes places with them. What stood before is answered.

    Raises:
        Refusal: there is no such seat, the person is not to be seated here, or a seat of the two is locked.
    """
    now = _read(event, plan)
    if who not in now.ids:
        raise Refusal(_("This person is not to be seated in this plan."), field="person")
    if to not in now.layout:
        raise Refusal(_("There is no such seat, or it is kept free."), field="to")
    other, here = now.seated_at().get(to), now.seated.get(who)
    if other == who:
        return now
    if who in now.locked or other in now.locked:
        raise Refusal(_("This seat is locked. Unlock it first."), field="to")
    wanted: dict[int, Place | None] = {who: to}
    if other is not None and other not in now.held:
        statements.remove(plan.id, [other])
    elif other is not None:
        wanted[other] = here
    _enter(plan, now, who)
    statements.put(plan.id, wanted)
    if other is not None and here is None and plan.kind is not PlanKind.ROSTRUM and other in now.held:
        statements.remove(plan.id, [other])
    _note("moved", event, plan, len(wanted), act=act)
    return now


def _enter(plan: SeatingPlan, now: Standing, who: int) -> None:
    if who not in now.places:
        statements.add(plan.id, [(who, 0, None)])


def unseat(event: Event, plan: SeatingPlan, who: int, *, act: Act) -> None:
    """Somebody has no seat any more; on a rostrum they keep their rank.

    Raises:
        Refusal: the seat is locked.
    """
    now = _read(event, plan)
    if who in now.locked:
        raise Refusal(_("This seat is locked. Unlock it first."))
    if who not in now.seated:
        return
    if plan.kind is PlanKind.ROSTRUM and who in now.held:
        statements.put(plan.id, {who: None})
    else:
        statements.remove(plan.id, [who])
    _note("moved", event, plan, 1, act=act)


def lock(event: Event, plan: SeatingPlan, ids: Collection[int] | None, *, is_locked: bool, act: Act) -> int:
    """No proposal moves these people (None: everybody who sits), or any may again; how many it changed."""
    now = _read(event, plan)
    chosen = [who for who in now.held if (ids is None or who in ids) and now.places[who].is_locked is not is_locked]
    if chosen:
        statements.set_locked(plan.id, chosen, is_locked=is_locked)
        _note("locked" if is_locked else "unlocked", event, plan, len(chosen), act=act)
    return len(chosen)
