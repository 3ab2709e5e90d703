"""Seating follows what happens elsewhere: people are forgotten or replaced, registrations become one, events are
copied."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from eventmgr.event.events.models import Event
from eventmgr.event.events.services.cloning import shifted
from eventmgr.event.registration.models import Registration
from eventmgr.ground.columns import taken_along
from eventmgr.ground.db import db
from eventmgr.on_site.seating import queries, statements
from eventmgr.on_site.seating.models import SeatingPlan
from eventmgr.on_site.seating.services.planning import name_of
from eventmgr.tools.log.services import Act, record


def forget(registrations: Collection[Registration]) -> None:
    """Seats of people of whom nothing is kept go; of those whose registration another person has taken over they stay,
    and are to be looked at."""
    statements.forget([row.id for row in registrations if row.forgotten_at is not None])
    statements.mark_replaced([row.id for row in registrations if row.forgotten_at is None])


def pass_on(
    event: Event, source: Registration, target: Registration, *, act: Act, plans: Collection[int] | None = None
) -> list[int]:
    """`target` sits from now on where `source` sat, in plans in which it has no seat of its own; numbers of these
    plans. Two registrations of one person become one, or are two again.

    Args:
        plans: only in these.
    """
    places = queries.list_seated_of([source.id])
    given = {place.plan_id: place for place in places if plans is None or place.plan_id in plans}
    own = {place.plan_id: place for place in queries.list_seated_of([target.id])}
    moved = []
    for plan_id, place in given.items():
        seat = (place.row, place.number) if place.row is not None and place.number is not None else None
        there = own.get(plan_id)
        if there is not None and (there.row is not None or seat is None):
            continue
        is_locked, rank = place.is_locked, place.rank
        statements.remove(plan_id, [source.id, target.id])
        statements.add(plan_id, [(target.id, rank, seat)])
        if is_locked:
            statements.set_locked(plan_id, [target.id], is_locked=True)
        moved.append(plan_id)
    for plan_id in moved:
        plan = db.session.get_one(SeatingPlan, plan_id)
        record(act, "moved", plan, event_id=event.id, object_name=name_of(plan), changes={"people": [None, 1]})
    return moved


def copy_plans(copy: Event, source: Event, *, days: int, act: Act) -> None:
    """All plans with their rows and tables, so many days later; without people, agenda items and not published."""
    for plan in queries.list_plans(source.id):
        new = SeatingPlan(event_id=copy.id, created_at=act.at, layout=plan.layout, **taken_along(plan))
        new.held_at = _later(plan.held_at, days, source)
        db.session.add(new)


def _later(at: datetime | None, days: int, source: Event) -> datetime | None:
    return shifted(at, days, source.timezone) if at is not None else None
