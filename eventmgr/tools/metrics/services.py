"""A metric is added to what reports it, or says something else from now on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic

from eventmgr.ground.errors import NotFound, Refusal
from eventmgr.ground.i18n import _
from eventmgr.tools.log.services import difference
from eventmgr.tools.metrics.models import Direction, Metric, MetricKind, MetricUnit
from eventmgr.tools.metrics.wording import BASIS, AnyMetric, metric_words, values_of

Draft = Mapping[str, Any]
"""What was typed: name of each column that is set → its value."""
MOST_METRICS = 20
_WHOLE = 100 * 100
"""All of it, in hundredths of a per cent."""


@dataclass(frozen=True)
class MetricChange(Generic[AnyMetric]):
    """A metric with what the trail says of it.

    Attributes:
        action: empty: nothing has changed.
    """

    metric: AnyMetric
    action: str
    changes: dict[str, Any]


def put_metric(
    held: Sequence[AnyMetric], metric: AnyMetric | None, new: AnyMetric, draft: Draft
) -> MetricChange[AnyMetric]:
    """What reports the metrics `held` reports `new` as well, or `metric` says this from now on.

    Raises:
        Refusal: it lacks a name or a unit, contradicts itself, or there are as many as there may be.
    """
    check_metric(draft)
    if metric is None:
        if len(held) >= MOST_METRICS:
            raise Refusal(_("There may be at most %(most)s metrics here. Delete one first.", most=MOST_METRICS))
        _fill(new, draft)
        return _change(new, "metric_added", {"metric": [None, metric_words(new)]})
    former = metric_words(metric)
    changes = difference(values_of(metric), draft)
    _fill(metric, draft)
    now = metric_words(metric)
    said = {"metric": [former, now]} if former != now else {}
    basis = {name: change for name, change in changes.items() if name in BASIS}
    return _change(metric, "metric_changed", said | basis) if changes else MetricChange(metric, "", {})


def removed_metric(metric: AnyMetric) -> MetricChange[AnyMetric]:
    """What the trail says when it goes."""
    return _change(metric, "metric_removed", {"metric": [metric_words(metric), None]})


def _change(metric: AnyMetric, action: str, changes: dict[str, Any]) -> MetricChange[AnyMetric]:
    return MetricChange(metric, action, changes)


def metric_of(held: Sequence[AnyMetric], metric_id: int) -> AnyMetric:
    """That one of these.

    Raises:
        NotFound: there is none.
    """
    for metric in held:
        if metric.id == metric_id:
            return metric
    raise NotFound(str(Metric.not_found))


def _fill(metric: Metric, draft: Draft) -> None:
    for name, value in draft.items():
        setattr(metric, name, value)


def check_metric(draft: Draft) -> None:
    """The metric says what was measured and in what unit, and can be true.

    Raises:
        Refusal: it does not, or cannot; names the field.
    """
    if draft["kind"] is MetricKind.OTHER and not draft["name"]:
        raise Refusal(_("Name your own metric, such as “Changeover time”."), field="name")
    if draft["unit"] is MetricUnit.OTHER and not draft["unit_name"]:
        raise Refusal(_("Name the unit: a value without a unit says nothing."), field="unit_name")
    if not draft["amount"]:
        raise Refusal(_("Enter a value greater than 0, and choose its direction."), field="amount")
    is_share = draft["unit"] is MetricUnit.PERCENT and draft["direction"] is Direction.DOWN
    if is_share and draft["amount"] > _WHOLE:
        raise Refusal(_("Nothing can be reduced by more than 100%. Check the value or the unit."), field="amount")
