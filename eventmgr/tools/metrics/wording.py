"""How metrics are texts, in the language of their reader. Pure but for that language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from eventmgr.ground.columns import labels_of
from eventmgr.ground.i18n import _, _l, localized
from eventmgr.tools.metrics.models import Direction, Metric, MetricKind, MetricUnit

AnyMetric = TypeVar("AnyMetric", bound=Metric)
BASIS = ("baseline", "period", "evidence", "vouched_by")
"""Columns that say what a value rests on."""
ACTIONS: Mapping[str, Any] = {
    "metric_added": _l("metric added"),
    "metric_changed": _l("metric changed"),
    "metric_removed": _l("metric deleted"),
}
"""What the trail says of them, beside the words of what reports them."""


def trail_fields(model: type[Metric]) -> dict[str, Any]:
    """Name → label of what the trail tells of a metric of that table."""
    return {"metric": _l("Metric"), **{name: label for name, label in labels_of(model).items() if name in BASIS}}


def values_of(metric: Metric) -> dict[str, Any]:
    """Name → value of everything that is set."""
    return {name: getattr(metric, name) for name in labels_of(type(metric))}


def amount_words(amount: int) -> str:
    """A value from hundredths, without noughts that say nothing: 30, 12.5, 1,200."""
    text = f"{amount / 100:,.2f}"
    return text.rstrip("0").rstrip(".")


def metric_name(metric: Metric) -> str:
    """The name of what was measured."""
    own = localized(metric.name) if metric.kind is MetricKind.OTHER else ""
    return own or str(metric.kind.label)


def unit_words(metric: Metric) -> str:
    """In what it was measured."""
    own = localized(metric.unit_name) if metric.unit is MetricUnit.OTHER else ""
    return own or ("%" if metric.unit is MetricUnit.PERCENT else str(metric.unit.label))


def value_words(metric: Metric) -> str:
    """The value with its unit: 30%, 12 days, 20% or more."""
    gap = "" if metric.unit is MetricUnit.PERCENT else " "
    text = f"{amount_words(metric.amount)}{gap}{unit_words(metric)}"
    return _("%(amount)s or more", amount=text) if metric.or_more else text


def metric_words(metric: Metric) -> str:
    """The whole metric in one line: 生产效率提升 30% 以上."""
    return _went(metric.kind, metric_name(metric), metric.direction, value_words(metric))


def least_words(kind: MetricKind, least: int | None) -> str:
    """The filter for a metric in words."""
    if least is None or kind.better is None:
        return str(kind.label)
    return _went(kind, str(kind.label), kind.better, _("%(amount)s or more", amount=f"{least}%"))


def _went(kind: MetricKind, name: str, direction: Direction, amount: str) -> str:
    if direction is Direction.UP:
        return _("%(metric)s up by %(amount)s", metric=name, amount=amount)
    if kind is MetricKind.DELIVERY:
        return _("%(metric)s shortened by %(amount)s", metric=name, amount=amount)
    return _("%(metric)s down by %(amount)s", metric=name, amount=amount)


def in_order(metrics: Iterable[AnyMetric]) -> list[AnyMetric]:
    """Ratios before counts and sums, in the order of the kinds."""
    kinds = list(MetricKind)
    return sorted(metrics, key=lambda metric: (not metric.unit.is_ratio, kinds.index(metric.kind), metric.id or 0))


def basis_lines(metric: Metric) -> list[tuple[Any, str]]:
    """(label, words) of what the value rests on, without what is not said."""
    said = {name: localized(getattr(metric, name)) for name in BASIS if name != "vouched_by"}
    labels = labels_of(type(metric))
    lines = [(labels[name], words) for name, words in said.items() if words]
    return [*lines, (labels["vouched_by"], str(metric.vouched_by.label))]


SPOKEN: Mapping[str, Any] = {"in_order": in_order, "metric_words": metric_words, "value_words": value_words}
"""What templates of metrics need."""
