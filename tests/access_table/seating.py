"""Seating plans of the world with one of everything."""

from __future__ import annotations

from typing import Any

from eventmgr.event.events.models import Event
from eventmgr.on_site.seating.models import SeatingPlan
from eventmgr.on_site.seating.places import PlanKind
from tests.factories import NOON, keep


def make_seating(event: Event) -> dict[str, Any]:
    """A rostrum of nine and a meal of two tables, on which nobody sits yet."""
    plans = {
        name: keep(
            SeatingPlan(
                event_id=event.id, kind=kind, title={"zh": "座次"}, layout=layout, roles=[], venue={}, created_at=NOON
            )
        ).id
        for name, kind, layout in (
            ("plan_id", PlanKind.ROSTRUM, {"rows": [9], "aisles": [], "kept": [], "uses": []}),
            ("meal_id", PlanKind.MEAL, {"rows": [8, 8], "aisles": [], "kept": [], "uses": ["usual", "halal"]}),
        )
    }
    return {**plans, "planned": "hall", "which": "propose", "shown": "publish", "bolt": "lock"}
