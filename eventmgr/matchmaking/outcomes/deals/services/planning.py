"""What holds for all deals of an event: when their sides are asked, who confirms, which types ratios count."""

from __future__ import annotations

from dataclasses import dataclass

from eventmgr.event.events.models import Event
from eventmgr.event.events.services import lock
from eventmgr.ground.db import db
from eventmgr.matchmaking.outcomes.deals import queries
from eventmgr.matchmaking.outcomes.models import DealPlan, DealType
from eventmgr.tools.log.services import Act, difference, record

MONTHS = (1, 3, 6, 12)
"""So many months after a deal was recorded its sides may be asked."""


@dataclass(frozen=True)
class Plan:
    """As `DealPlan`; its defaults are what is usual."""

    months: tuple[int, ...] = MONTHS
    confirms: bool = True
    counted_types: tuple[DealType, ...] = (DealType.INVESTMENT,)


def plan_of(event_id: int) -> Plan:
    """What holds for the event."""
    row = queries.find_plan(event_id)
    if row is None:
        return Plan()
    return Plan(tuple(row.months), row.confirms, tuple(DealType(value) for value in row.counted_types))


def set_plan(event: Event, plan: Plan, *, act: Act) -> None:
    """Set the plan of asking about deals and record the change."""
    lock(event)
    before = _state(plan_of(event.id))
    row = queries.find_plan(event.id)
    if row is None:
        row = DealPlan(event_id=event.id)
        db.session.add(row)
    row.months, row.confirms = list(plan.months), plan.confirms
    row.counted_types = [type_.value for type_ in plan.counted_types]
    changes = difference(before, _state(plan))
    if changes:
        name = event.title.get("zh") or event.title.get("en", "")
        record(act, "deal_plan_set", event, event_id=event.id, object_name=name, changes=changes)


def copy_plan(copy: Event, source: Event) -> None:
    """What holds for the deals of an event holds for those of its copy."""
    row = queries.find_plan(source.id)
    if row is not None:
        same = {"months": list(row.months), "confirms": row.confirms, "counted_types": list(row.counted_types)}
        db.session.add(DealPlan(event_id=copy.id, **same))


def _state(plan: Plan) -> dict[str, object]:
    return {"months": plan.months, "confirms": plan.confirms, "counted_types": plan.counted_types}
