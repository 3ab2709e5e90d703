"""Figures of an event beside those of the last one of its series."""

from __future__ import annotations

from dataclasses import dataclass, field

from eventmgr.event.events.access import may
from eventmgr.event.events.models import Event
from eventmgr.ground.features import is_on
from eventmgr.matchmaking.outcomes.deals import queries
from eventmgr.matchmaking.outcomes.deals.figures import Figures, count
from eventmgr.matchmaking.outcomes.deals.services import Plan, plan_of
from eventmgr.matchmaking.outcomes.switch import DEALS
from eventmgr.tools.metrics.comparing import Lines, ranges


@dataclass(frozen=True)
class Edition:
    """An event, what holds for its deals, and what is counted of them."""

    event: Event
    plan: Plan
    figures: Figures
    metrics: Lines = field(default_factory=Lines)
    """What its deals have improved: the range of each metric."""


def edition_of(event: Event) -> Edition:
    """The event's figures, by its own choice of types; three statements, or one where there is no deal."""
    facts = queries.list_facts([event.id]) if is_on(DEALS, event) else []
    plan = plan_of(event.id) if facts else Plan()
    metrics = ranges(queries.list_metrics_of(event.id)) if facts else Lines()
    return Edition(event, plan, count(facts, plan.counted_types), metrics)


def last_edition(event: Event, permission: str) -> Edition | None:
    """Those of the last event of its series, by that one's choice; None: there is none, or none that the reader may
    look into."""
    earlier = queries.find_last_edition(event)
    return edition_of(earlier) if earlier is not None and may(earlier, permission) else None
