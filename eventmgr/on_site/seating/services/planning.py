"""Plans are made, changed, published and removed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from eventmgr.event.events.models import Event
from eventmgr.ground.columns import state_of
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import Bilingual, _, localized
from eventmgr.on_site.seating import queries
from eventmgr.on_site.seating.layouts import from_json, to_json, write_kept, write_rows
from eventmgr.on_site.seating.models import SeatingPlan
from eventmgr.on_site.seating.places import Layout, PlanKind, TableUse
from eventmgr.tools.log.services import Act, difference, record

MOST_PLANS = 60


@dataclass(frozen=True)
class PlanDraft:
    """What organizers say about a plan."""

    kind: PlanKind
    title: Bilingual
    layout: Layout
    item_id: int | None = None
    held_at: datetime | None = None
    venue: Bilingual = field(default_factory=dict)
    left_first: bool = True
    roles: tuple[str, ...] = ()


def name_of(plan: SeatingPlan) -> str:
    """The title of the plan as the log calls it."""
    return localized(plan.title, "zh")


def add_plan(event: Event, draft: PlanDraft, *, act: Act) -> SeatingPlan:
    """A new plan, in which nobody has a seat yet.

    Raises:
        Refusal: the event has too many.
    """
    if len(queries.list_plans(event.id)) >= MOST_PLANS:
        raise Refusal(_("This event has %(most)s seating plans. Delete one first.", most=MOST_PLANS))
    plan = SeatingPlan(event_id=event.id, kind=draft.kind, created_at=act.at)
    _put(plan, draft)
    db.session.add(plan)
    db.session.flush()
    record(act, "created", plan, event_id=event.id, object_name=name_of(plan))
    return plan


def edit_plan(event: Event, plan: SeatingPlan, draft: PlanDraft, *, act: Act) -> None:
    """Change what holds for it; whoever sits on a seat that is no more keeps it until it is mended, and is shown."""
    queries.get_locked(plan)
    before = _state(plan)
    _put(plan, draft)
    after = _state(plan)
    if changes := difference(before, after):
        record(act, "changed", plan, event_id=event.id, object_name=name_of(plan), changes=changes)


def _state(plan: SeatingPlan) -> dict[str, object]:
    layout = from_json(plan.layout)
    uses = [f"{table} {layout.use(table).value}" for table in range(1, len(layout.uses) + 1)]
    return state_of(plan) | {
        "rows": write_rows(layout.rows),
        "aisles": ", ".join(map(str, layout.aisles)),
        "kept": write_kept(layout.reserved),
        "uses": ", ".join(use for use in uses if not use.endswith(TableUse.USUAL.value)),
    }


def _put(plan: SeatingPlan, draft: PlanDraft) -> None:
    plan.title, plan.venue, plan.item_id = draft.title, draft.venue, draft.item_id
    plan.held_at = None if draft.item_id else draft.held_at
    plan.layout, plan.left_first, plan.roles = to_json(draft.layout), draft.left_first, list(draft.roles)


def remove_plan(event: Event, plan: SeatingPlan, *, act: Act) -> None:
    """Delete the plan with all its seats."""
    queries.get_locked(plan)
    record(act, "removed", plan, event_id=event.id, object_name=name_of(plan))
    db.session.delete(plan)


def publish(event: Event, plan: SeatingPlan, *, act: Act) -> None:
    """From now on participants see their own seat; doing so twice is no fault."""
    queries.get_locked(plan)
    if plan.published_at is None:
        plan.published_at = act.at
        record(act, "published", plan, event_id=event.id, object_name=name_of(plan))


def unpublish(event: Event, plan: SeatingPlan, *, act: Act) -> None:
    """Participants see it no longer."""
    queries.get_locked(plan)
    if plan.published_at is not None:
        plan.published_at = None
        record(act, "unpublished", plan, event_id=event.id, object_name=name_of(plan))


def note_export(event: Event, plan: SeatingPlan, rows: int, *, act: Act) -> None:
    """That a list of seats has left the house."""
    record(act, "exported", plan, event_id=event.id, object_name=name_of(plan), changes={"people": [None, rows]})
