"""Meetings begin at an event; what holds for all of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any

from eventmgr.event.events.models import Event
from eventmgr.event.events.services import lock
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.matchmaking.meeting_plans import queries
from eventmgr.matchmaking.meeting_plans.models import MeetingPlan
from eventmgr.tools.log.services import Act, Changes, difference, record

MOST_RULES = 10


@dataclass(frozen=True)
class Settings:
    """What holds for all meetings of an event; see `MeetingPlan`."""

    asks_from: datetime | None = None
    asks_until: datetime | None = None
    answer_days: int = 7
    maximum: int = 8
    minimum: int = 0
    across_weight: int = 1
    spread: int | None = 2
    keeps_groups_apart: bool = True
    common_items: Sequence[int] = ()


def start(event: Event, *, act: Act) -> MeetingPlan:
    """Meetings are planned at the event from now on; who has started them before is no fault."""
    lock(event)
    plan = queries.find_plan(event.id)
    if plan is None:
        plan = MeetingPlan(event_id=event.id, created_at=act.at)
        db.session.add(plan)
        db.session.flush()
        note(event, "meetings_started", {}, act=act)
    return plan


def set_settings(event: Event, settings: Settings, *, act: Act) -> None:
    """These hold from now on.

    Raises:
        Refusal: two of them cannot both hold.
    """
    plan = queries.get_locked_plan(event.id)
    if settings.asks_from and settings.asks_until and settings.asks_until <= settings.asks_from:
        raise Refusal(_("Requests must close after they open."), field="asks_until")
    if settings.asks_until and settings.asks_until > event.ends_at:
        raise Refusal(_("Requests must close before the event ends."), field="asks_until")
    if settings.minimum > settings.maximum:
        raise Refusal(_("Nobody can be guaranteed more meetings than the maximum."), field="minimum")
    _check_limits(plan.limits, settings.maximum, settings.minimum, field="maximum")
    before = _recorded(plan)
    for name, value in asdict(settings).items():
        setattr(plan, name, list(value) if name == "common_items" else value)
    changes = difference(before, _recorded(plan))
    if changes:
        note(event, "meetings_set", changes, act=act)


def set_rules(
    event: Event, limits: Mapping[str, Mapping[str, int]], pairs: Sequence[Sequence[str]], *, act: Act
) -> None:
    """What holds for single types of organizations, and who may meet whom.

    Args:
        limits: type → `maximum` and `minimum`, where they differ from those of all.
        pairs: as `MeetingPlan.pairs`.

    Raises:
        Refusal: a type would be guaranteed more meetings than are possible.
    """
    plan = queries.get_locked_plan(event.id)
    _check_limits(limits, plan.maximum, plan.minimum)
    stored = {kind: dict(values) for kind, values in sorted(limits.items()) if values}
    pairs = [list(pair) for pair in sorted(tuple(sorted(pair)) for pair in pairs)]
    before = {"limits": limits_in_words(plan.limits), "pairs": _pairs_in_words(plan.pairs)}
    changes = difference(before, {"limits": limits_in_words(stored), "pairs": _pairs_in_words(pairs)})
    plan.limits, plan.pairs = stored, pairs
    if changes:
        note(event, "meetings_set", changes, act=act)


def add_coverage(event: Event, rule: Mapping[str, Any], *, act: Act) -> None:
    """One more rule of coverage; one that is there already stays as it is.

    Raises:
        Refusal: there are too many.
    """
    plan = queries.get_locked_plan(event.id)
    if len(plan.coverage) >= MOST_RULES:
        raise Refusal(_("At most %(number)s rules are possible. Delete one first.", number=MOST_RULES), field="each")
    name = _name_of(rule)
    if any(known["name"] == name for known in plan.coverage):
        return
    plan.coverage = [*plan.coverage, {"name": name, **rule}]
    note(event, "meetings_set", {"coverage": [None, name]}, act=act)


def remove_coverage(event: Event, name: str, *, act: Act) -> None:
    """The rule of that name holds no more; if it is gone already, nothing happens."""
    plan = queries.get_locked_plan(event.id)
    kept = [rule for rule in plan.coverage if rule["name"] != name]
    if len(kept) < len(plan.coverage):
        plan.coverage = kept
        note(event, "meetings_set", {"coverage": [name, None]}, act=act)


def leave_out(event: Event, item_ids: Collection[int], *, act: Act) -> None:
    """Nobody meets during these agenda items from now on, beside those already left out."""
    plan = queries.get_locked_plan(event.id)
    before = list(plan.common_items)
    plan.common_items = sorted({*before, *item_ids})
    changes = difference({"common_items": before}, {"common_items": plan.common_items})
    if changes:
        note(event, "meetings_set", changes, act=act)


def forget_item(event_id: int, item_id: int) -> None:
    """An agenda item has gone: nobody is blocked by it."""
    plan = queries.find_plan(event_id)
    if plan is not None and item_id in plan.common_items:
        plan.common_items = [number for number in plan.common_items if number != item_id]


def note(event: Event, action: str, changes: Changes, *, act: Act) -> None:
    """An entry of the trail about the meetings of the event."""
    name = event.title.get("zh") or event.title.get("en", "")
    record(act, action, event, event_id=event.id, object_name=name, changes=changes)


def limits_in_words(limits: Mapping[str, Mapping[str, int]]) -> list[str]:
    """Limits of types as the trail records them: `company:maximum:6`."""
    return sorted(f"{kind}:{name}:{number}" for kind, values in limits.items() for name, number in values.items())


def _pairs_in_words(pairs: Sequence[Sequence[str]]) -> list[str]:
    return sorted("+".join(sorted(pair)) for pair in pairs)


def _name_of(rule: Mapping[str, Any]) -> str:
    """One rule, one name: `province-province-3-distinct`."""
    parts = [rule["each"], rule["across"] or "any", str(rule["at_least"]), *(["distinct"] if rule["distinct"] else [])]
    return "-".join(parts)


def _check_limits(limits: Mapping[str, Mapping[str, int]], maximum: int, minimum: int, field: str = "") -> None:
    for kind, values in limits.items():
        if values.get("minimum", minimum) > values.get("maximum", maximum):
            raise Refusal(
                _("A type would be guaranteed more meetings than its maximum. Check the limits by type."),
                field=field or f"maximum_{kind}",
            )


def _recorded(plan: MeetingPlan) -> dict[str, object]:
    return {entry.name: getattr(plan, entry.name) for entry in fields(Settings)}
