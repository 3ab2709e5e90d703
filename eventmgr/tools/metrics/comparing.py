"""Metrics side by side: only like values stand in one line, and none is averaged. Pure but for the language spoken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from eventmgr.ground.i18n import _, _l, localized
from eventmgr.tools.crosstabs.side_by_side import Line
from eventmgr.tools.metrics.models import Metric
from eventmgr.tools.metrics.wording import in_order, metric_name, unit_words, value_words

NEVER_AVERAGED = _l(
    "No average stands here: each value was measured against a baseline of its own, over a period of its own, and what is "
    "“or more” has no upper end."
)


@dataclass(frozen=True)
class Lines:
    """What several have measured: ratios before counts and sums."""

    ratios: Sequence[Line] = ()
    amounts: Sequence[Line] = ()

    @property
    def parts(self) -> list[tuple[Any, Sequence[Line]]]:
        """(heading, lines) of the parts that have any."""
        parts = ((_l("Ratios"), self.ratios), (_l("Counts and sums"), self.amounts))
        return [part for part in parts if part[1]]


def side_by_side(reported: Sequence[Sequence[Metric]]) -> Lines:
    """A line for each metric, direction and unit, so that only like values stand in one.

    Args:
        reported: the metrics of each of those compared; a cell of each line is theirs.
    """
    rows: dict[tuple[str, ...], list[list[Metric]]] = {}
    for place, metrics in enumerate(reported):
        for metric in in_order(metrics):
            rows.setdefault(_like(metric), [[] for _one in reported])[place].append(metric)
    return _lines({key: _line(next(cell for cell in row if cell)[0], row) for key, row in rows.items()}, reported)


def ranges(metrics: Sequence[Metric]) -> Lines:
    """The same of many: in each line how many report it, the lowest and the highest value; what differs is said."""
    rows: dict[tuple[str, ...], list[Metric]] = {}
    for metric in metrics:
        rows.setdefault(_like(metric), []).append(metric)
    return _lines({key: _range(row) for key, row in rows.items()}, [metrics])


def _like(metric: Metric) -> tuple[str, ...]:
    return metric.kind.value, metric_name(metric), metric.direction.value, unit_words(metric)


def _lines(lines: dict[tuple[str, ...], Line], reported: Sequence[Sequence[Metric]]) -> Lines:
    ordered = {_like(metric): metric.unit.is_ratio for metric in in_order(one for row in reported for one in row)}
    return Lines(
        [lines[key] for key, is_ratio in ordered.items() if is_ratio],
        [lines[key] for key, is_ratio in ordered.items() if not is_ratio],
    )


def _range(row: Sequence[Metric]) -> Line:
    rising = sorted(row, key=lambda metric: (metric.amount, metric.or_more))
    cells = (str(len(row)), value_words(rising[0]), value_words(rising[-1]))
    return Line(_label(row[0]), cells, warning=_warning(row) if len(row) > 1 else "")


def _label(metric: Metric) -> str:
    return _("%(metric)s, %(direction)s", metric=metric_name(metric), direction=str(metric.direction.label))


def _line(first: Metric, row: Sequence[Sequence[Metric]]) -> Line:
    return Line(
        _label(first),
        tuple("\n".join(value_words(metric) for metric in cell) for cell in row),
        tuple("\n".join(_basis(metric) for metric in cell) for cell in row),
        _warning([metric for cell in row for metric in cell]) if sum(map(bool, row)) > 1 else "",
    )


def _basis(metric: Metric) -> str:
    parts = (localized(metric.baseline), localized(metric.period), str(metric.vouched_by.label))
    return _("; ").join(part for part in parts if part)


def _warning(metrics: Sequence[Metric]) -> str:
    """In what the values of one line differ beside their amount."""
    differing = [
        (_("baselines differ"), {localized(metric.baseline) for metric in metrics}),
        (_("periods differ"), {localized(metric.period) for metric in metrics}),
        (_("some are “or more”"), {str(metric.or_more) for metric in metrics}),
        (_("different parties vouch for them"), {metric.vouched_by.value for metric in metrics}),
    ]
    return _("; ").join(words for words, values in differing if len(values) > 1)
