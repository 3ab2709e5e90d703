"""Who sits where at the sample's seminar: the rostrum of the opening, the hall, lunch at tables; one change is to be
mended."""

from __future__ import annotations

from eventmgr.console.sample.registering import Entry
from eventmgr.event.agenda.models import AgendaItem, ItemKind
from eventmgr.event.agenda.queries import list_items
from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.ground.i18n import Bilingual
from eventmgr.on_site.seating import queries, standing
from eventmgr.on_site.seating.layouts import to_json
from eventmgr.on_site.seating.models import RostrumGuest, SeatingPlace, SeatingPlan
from eventmgr.on_site.seating.places import Layout, PlanKind, TableUse
from eventmgr.tools.log.services import Act

_STAGE = 9
_LEADER = {"name": "沈明远", "organization": "样例市人民政府", "title": "副市长"}
"""Comes for the opening alone and is not registered."""
_HALL = Layout((12, *(14,) * 9), aisles=(4, 10), reserved=frozenset({(1, 1), (1, 12)}))
_TABLES = Layout((16, *(10,) * 12), uses=(TableUse.LEADERS, TableUse.HALAL, *(TableUse.USUAL,) * 11))


def add_seating(event: Event, act: Act) -> list[Entry]:
    """The three plans, seated by rule and published; what the trail says of them."""
    items = list_items(event.id)
    opening = next(item for item in items if item.kind is ItemKind.CEREMONY)
    lunch = next(item for item in items if item.kind is ItemKind.MEAL and item.starts_at > opening.starts_at)
    stage = _plan(
        event, PlanKind.ROSTRUM, {"zh": "开幕式主席台", "en": "Rostrum of the opening"}, Layout((_STAGE,)), opening, act
    )
    leaders = [person for person in queries.list_holders(event.id) if person.leads][: _STAGE - 1]
    db.session.add(RostrumGuest(plan_id=stage.id, rank=1, **_LEADER))
    for rank, person in enumerate(leaders, 2):
        db.session.add(SeatingPlace(plan_id=stage.id, registration_id=person.id, rank=rank))
    db.session.flush()
    plans = [
        stage,
        _plan(event, PlanKind.HALL, {"zh": "开幕式会场", "en": "Hall of the opening"}, _HALL, opening, act),
        _plan(event, PlanKind.MEAL, {"zh": "午餐", "en": "Lunch"}, _TABLES, lunch, act),
    ]
    for plan in plans:
        _seat(event, plan)
    return [
        Entry(act, action, plan, event.id, plan.title["zh"])
        for plan in plans
        for action in ("created", "proposed", "published")
    ]


def _plan(event: Event, kind: PlanKind, title: Bilingual, layout: Layout, item: AgendaItem, act: Act) -> SeatingPlan:
    plan = SeatingPlan(
        event_id=event.id,
        kind=kind,
        title=title,
        layout=to_json(layout),
        item_id=item.id,
        venue={},
        roles=[],
        left_first=True,
        published_at=act.at,
        created_at=act.at,
    )
    db.session.add(plan)
    db.session.flush()
    return plan


def _seat(event: Event, plan: SeatingPlan) -> None:
    now = standing.read(event, plan)
    for who, given in now.propose().given.items():
        place_row = now.places.get(who)
        if place_row is None:
            place_row = SeatingPlace(plan_id=plan.id, registration_id=who, rank=0)
            db.session.add(place_row)
        place_row.row, place_row.number = given.place
    db.session.flush()
    if TableUse.HALAL in now.layout.uses:
        _accompany(event, plan)


def _accompany(event: Event, plan: SeatingPlan) -> None:
    """Colleagues sit with those who eat halal, as many as they are, so that the list by table tells nobody's diet."""
    now = standing.read(event, plan)
    for table, use in enumerate(now.layout.uses, 1):
        if use is not TableUse.HALAL:
            continue
        eating = [guest for guest in now.guests if now.held.get(guest.id, (0, 0))[0] == table]
        units = {now.people[guest.id].unit for guest in eating}
        seats = {number for row, number in now.held.values() if row == table}
        free = [number for number in range(1, now.layout.rows[table - 1] + 1) if number not in seats]
        colleagues = [
            guest.id
            for guest in now.guests
            if not guest.is_halal
            and not now.people[guest.id].leads
            and now.people[guest.id].unit in units
            and guest.id in now.held
        ]
        for who, number in zip(colleagues[-len(eating) :], free, strict=False):
            seat_row = now.places[who]
            seat_row.row, seat_row.number, seat_row.is_locked = table, number, True
    db.session.flush()
