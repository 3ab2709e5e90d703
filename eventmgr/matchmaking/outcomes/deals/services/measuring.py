"""What a deal has improved, as it was measured: added, changed, deleted."""

from __future__ import annotations

from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.matchmaking.outcomes.deals.services.recording import hold_deal, name_of
from eventmgr.matchmaking.outcomes.models import Deal, DealMetric
from eventmgr.tools.log.services import Act, record
from eventmgr.tools.metrics import services as metrics
from eventmgr.tools.metrics.services import Draft, MetricChange


def put_metric(event: Event, deal: Deal, metric: DealMetric | None, draft: Draft, *, act: Act) -> bool:
    """The deal reports it as well, or `metric` says this from now on; whether anything changed. It must be held.

    Raises:
        Refusal: it lacks a name or a unit, contradicts itself, or there are as many as there may be.
    """
    change = metrics.put_metric(deal.metrics, metric, DealMetric(), draft)
    if metric is None:
        deal.metrics.append(change.metric)
        db.session.flush()
    if change.action:
        _note(event, deal, change, act=act)
    return bool(change.action)


def remove_metric(event: Event, deal: Deal, metric_id: int, *, act: Act) -> None:
    """The deal does not report it any more.

    Raises:
        NotFound: it does not report it.
    """
    hold_deal(event, deal)
    metric = metrics.metric_of(deal.metrics, metric_id)
    _note(event, deal, metrics.removed_metric(metric), act=act)
    deal.metrics.remove(metric)


def _note(event: Event, deal: Deal, change: MetricChange[DealMetric], *, act: Act) -> None:
    deal.changed_at = act.at
    record(act, change.action, deal, event_id=event.id, object_name=name_of(deal), changes=change.changes)
