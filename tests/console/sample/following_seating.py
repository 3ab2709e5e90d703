"""The rows behind numbers about seating plans of the sample, of which nothing is wrong."""

from __future__ import annotations

import re
from typing import Any

from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.quotas.models import HOLDING
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.on_site.seating.models import RostrumGuest, SeatingPlace, SeatingPlan
from eventmgr.on_site.seating.places import PlanKind


def plan_of(seen: Any) -> SeatingPlan:
    """The plan beside which a number stands, or on whose page it stands."""
    found = re.search(r"/seating/(\d+)/", seen.address)
    return db.session.get_one(SeatingPlan, int(seen.mark.of.get("plan") or (found[1] if found else 0)))


def seated(seen: Any) -> int:
    """Places that have a seat."""
    number = plan_of(seen).id
    return sum(
        db.session.query(kind).filter(kind.plan_id == number, kind.row >= 1).count()
        for kind in (SeatingPlace, RostrumGuest)
    )


def guests(seen: Any) -> int:
    """Who is on the rostrum; else everybody who has a place, but staff and, in the hall, those on the rostrum."""
    plan = plan_of(seen)
    stage = (
        db.session.query(SeatingPlace)
        .join(SeatingPlan, SeatingPlan.id == SeatingPlace.plan_id)
        .filter(SeatingPlan.event_id == plan.event_id, SeatingPlan.kind == PlanKind.ROSTRUM)
        .count()
    )
    if plan.kind is PlanKind.ROSTRUM:
        return stage + db.session.query(RostrumGuest).filter(RostrumGuest.plan_id == plan.id).count()
    holders = (
        db.session.query(Registration)
        .filter(Registration.event_id == plan.event_id, Registration.status.in_(HOLDING))
        .filter(Registration.role != Role.STAFF, Registration.restricted_at.is_(None))
        .count()
    )
    return holders - (stage if plan.kind is PlanKind.HALL else 0)


SEATING_NUMBERS = {"seating_guests": guests, "seating_seated": seated, "seating_faults": lambda _seen: 0}
