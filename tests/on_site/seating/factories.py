"""Seating plans, made in one line each."""

from __future__ import annotations

from typing import Any

from eventmgr.event.events.models import Event
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import transaction
from eventmgr.on_site.seating import queries, services
from eventmgr.on_site.seating.models import SeatingPlan
from eventmgr.on_site.seating.places import Layout, Place, PlanKind
from eventmgr.on_site.seating.services import PlanDraft
from eventmgr.tools.log.services import SYSTEM, Act
from tests.factories import NOON, make_person, make_registration, together

ACT = Act(SYSTEM, NOON)
LAYOUTS = {
    PlanKind.ROSTRUM: Layout((9,)),
    PlanKind.HALL: Layout((6, 6, 6), aisles=(3,)),
    PlanKind.MEAL: Layout((4, 4, 4)),
}


def make_plan(event: Event, kind: PlanKind = PlanKind.HALL, layout: Layout | None = None, **values: Any) -> SeatingPlan:
    """A plan in which nobody sits yet."""
    draft = PlanDraft(kind, values.pop("title", {"zh": "主会场", "en": "Main hall"}), layout or LAYOUTS[kind], **values)
    with transaction():
        return services.add_plan(event, draft, act=ACT)


def make_guests(event: Event, *names: str, **values: Any) -> list[Registration]:
    """People who have a place, ranked in their delegation in this order."""
    with together():
        return [
            make_registration(event, make_person(name), status=Status.CONFIRMED, rank=number, **values)
            for number, name in enumerate(names, 1)
        ]


def seat(event: Event, plan: SeatingPlan, *, anew: bool = True) -> None:
    """Everybody is seated by rule (or what is wrong mended)."""
    with transaction():
        services.apply(event, plan, anew=anew, digest=services.preview(event, plan, anew=anew).digest, act=ACT)


def stage(event: Event, people: list[Registration], **values: Any) -> SeatingPlan:
    """A rostrum with these people in this order, seated."""
    plan = make_plan(event, PlanKind.ROSTRUM, title={"zh": "主席台", "en": "Rostrum"}, **values)
    with transaction():
        services.add_people(event, plan, [one.id for one in people], act=ACT)
    seat(event, plan)
    return plan


def seats(plan: SeatingPlan) -> dict[int, Place | None]:
    """Registration → seat."""
    return {
        place.registration_id: (place.row, place.number) if place.row and place.number else None
        for place in queries.list_places(plan.id)
    }
