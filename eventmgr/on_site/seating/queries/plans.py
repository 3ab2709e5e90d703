"""Reading plans and their places."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import func, select

from eventmgr.ground.db import db
from eventmgr.ground.errors import NotFound
from eventmgr.ground.i18n import _
from eventmgr.on_site.seating.models import RostrumGuest, Seated, SeatingPlace, SeatingPlan
from eventmgr.on_site.seating.places import NAMED, PlanKind


def list_plans(event_id: int, *, kinds: Collection[PlanKind] = tuple(PlanKind)) -> list[SeatingPlan]:
    """All plans of the event of these kinds, oldest first."""
    query = select(SeatingPlan).where(SeatingPlan.event_id == event_id, SeatingPlan.kind.in_(kinds))
    return list(db.session.scalars(query.order_by(SeatingPlan.id)))


def get_locked(plan: SeatingPlan) -> SeatingPlan:
    """The plan as it stands, locked for this transaction: whoever else moves people waits.

    Raises:
        NotFound: it is gone.
    """
    query = select(SeatingPlan).where(SeatingPlan.id == plan.id).with_for_update()
    found = db.session.scalar(query, execution_options={"populate_existing": True})
    if found is None:
        raise NotFound(_("There is no such seating plan."))
    return found


def list_places(plan_id: int) -> list[Seated]:
    """Everybody in a plan, by rank, then row and number; on a rostrum those too who are not registered."""
    one, named = SeatingPlace, RostrumGuest
    query = select(one).where(one.plan_id == plan_id).order_by(one.row, one.number, one.registration_id)
    found: list[Seated] = list(db.session.scalars(query.execution_options(populate_existing=True)))
    guests = select(named).where(named.plan_id == plan_id).order_by(named.id)
    found += db.session.scalars(guests.execution_options(populate_existing=True))
    return sorted(found, key=lambda place: place.rank)


def count_places(plan_ids: Collection[int]) -> dict[int, tuple[int, int]]:
    """Plan → (people in it, people with a seat)."""
    one = SeatingPlace
    query = select(one.plan_id, func.count(), func.count(one.row)).where(one.plan_id.in_(plan_ids))
    counts = {plan: (people, seated) for plan, people, seated in db.session.execute(query.group_by(one.plan_id))}
    named = RostrumGuest
    guests = select(named.plan_id, func.count(), func.count(named.row)).where(named.plan_id.in_(plan_ids))
    for plan, people, seated in db.session.execute(guests.group_by(named.plan_id)):
        before = counts.get(plan, (0, 0))
        counts[plan] = (before[0] + people, before[1] + seated)
    return counts


def list_guests(ids: Collection[int]) -> list[RostrumGuest]:
    """Those of these numbers (from `NAMED`) who are named by hand."""
    query = select(RostrumGuest).where(RostrumGuest.id.in_(sorted(number - NAMED for number in ids)))
    return list(db.session.scalars(query.order_by(RostrumGuest.id)))


def list_seated_of(registration_ids: Collection[int]) -> list[SeatingPlace]:
    """Places of these registrations in all plans."""
    query = select(SeatingPlace).where(SeatingPlace.registration_id.in_(registration_ids))
    return list(db.session.scalars(query.order_by(SeatingPlace.plan_id, SeatingPlace.registration_id)))
