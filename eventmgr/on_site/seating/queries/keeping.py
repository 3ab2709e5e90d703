"""Reading seating for laws, for periods and for a person's own copy."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import func, select

from eventmgr.event.events.models import Event
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.ground.features import held_events
from eventmgr.on_site.seating.models import RostrumGuest, SeatingPlace, SeatingPlan

_P = SeatingPlace


class Kept(NamedTuple):
    """An ended event of which seats are kept."""

    event_id: int
    slug: str
    ends_at: datetime
    number: int


def list_kept(*, ended_before: datetime) -> list[Kept]:
    """Events that had ended by then, with how many seats are kept of each, oldest first."""
    query = (
        select(Event.id, Event.slug, Event.ends_at, func.count())
        .join(SeatingPlan, SeatingPlan.event_id == Event.id)
        .join(_P, _P.plan_id == SeatingPlan.id)
        .where(Event.ends_at < ended_before, Event.id.not_in(held_events()))
        .group_by(Event.id, Event.slug, Event.ends_at)
    )
    return [Kept(*row) for row in db.session.execute(query.order_by(Event.ends_at, Event.id))]


def list_kept_guests(*, ended_before: datetime) -> list[Kept]:
    """The same of people who were named by hand."""
    query = (
        select(Event.id, Event.slug, Event.ends_at, func.count())
        .join(SeatingPlan, SeatingPlan.event_id == Event.id)
        .join(RostrumGuest, RostrumGuest.plan_id == SeatingPlan.id)
        .where(Event.ends_at < ended_before, Event.id.not_in(held_events()))
        .group_by(Event.id, Event.slug, Event.ends_at)
    )
    return [Kept(*row) for row in db.session.execute(query.order_by(Event.ends_at, Event.id))]


def list_guest_ids(event_id: int, *, limit: int) -> list[int]:
    """Numbers of people of an event who were named by hand."""
    query = select(RostrumGuest.id).join(SeatingPlan, SeatingPlan.id == RostrumGuest.plan_id)
    return list(
        db.session.scalars(query.where(SeatingPlan.event_id == event_id).order_by(RostrumGuest.id).limit(limit))
    )


def list_twice_given() -> list[tuple[int, int | None, int | None]]:
    """(plan, row, number) of seats that a registered person and one named by hand both have."""
    query = select(_P.plan_id, _P.row, _P.number).join(
        RostrumGuest,
        (RostrumGuest.plan_id == _P.plan_id) & (RostrumGuest.row == _P.row) & (RostrumGuest.number == _P.number),
    )
    return [(plan, row, number) for plan, row, number in db.session.execute(query)]


def list_placed_ids(event_id: int, *, limit: int) -> list[tuple[int, int]]:
    """(plan, registration) of seats of an event."""
    query = select(_P.plan_id, _P.registration_id).join(SeatingPlan, SeatingPlan.id == _P.plan_id)
    query = query.where(SeatingPlan.event_id == event_id).order_by(_P.plan_id, _P.registration_id)
    return [(plan, number) for plan, number in db.session.execute(query.limit(limit))]


def list_misplaced() -> list[tuple[int, int]]:
    """(plan, registration) of seats whose registration is one of another event."""
    query = (
        select(_P.plan_id, _P.registration_id)
        .join(SeatingPlan, SeatingPlan.id == _P.plan_id)
        .join(Registration, Registration.id == _P.registration_id)
        .where(Registration.event_id != SeatingPlan.event_id)
    )
    return [(plan, number) for plan, number in db.session.execute(query.order_by(_P.plan_id, _P.registration_id))]


def list_layouts() -> list[tuple[int, Any]]:
    """(plan, layout) of all plans, to be held against what layouts may say."""
    return [(number, layout) for number, layout in db.session.execute(select(SeatingPlan.id, SeatingPlan.layout))]


def list_told(registration_id: int) -> list[tuple[SeatingPlan, SeatingPlace]]:
    """Everything that is kept of where a person sits."""
    query = select(SeatingPlan, _P).join(_P, _P.plan_id == SeatingPlan.id).where(_P.registration_id == registration_id)
    return [(plan, place) for plan, place in db.session.execute(query.order_by(SeatingPlan.id))]
