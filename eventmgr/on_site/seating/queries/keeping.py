"""Reading seating for laws and for a person's own copy."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.on_site.seating.models import RostrumGuest, SeatingPlace, SeatingPlan

_P = SeatingPlace


def list_twice_given() -> list[tuple[int, int | None, int | None]]:
    """(plan, row, number) of seats that a registered person and one named by hand both have."""
    query = select(_P.plan_id, _P.row, _P.number).join(
        RostrumGuest,
        (RostrumGuest.plan_id == _P.plan_id) & (RostrumGuest.row == _P.row) & (RostrumGuest.number == _P.number),
    )
    return [(plan, row, number) for plan, row, number in db.session.execute(query)]


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


def list_seats_of(registration_id: int) -> list[tuple[SeatingPlan, SeatingPlace]]:
    """Everything that is kept of where a person sits."""
    query = select(SeatingPlan, _P).join(_P, _P.plan_id == SeatingPlan.id).where(_P.registration_id == registration_id)
    return [(plan, place) for plan, place in db.session.execute(query.order_by(SeatingPlan.id))]
