"""Cases side by side: by condition and by metric, and why no average stands there. Pure but for the language spoken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from eventmgr.exchange.cases.models import Case, CaseMetric
from eventmgr.exchange.cases.wording import condition_lines, in_order, metric_name, unit_words, value_words
from eventmgr.ground.i18n import _, _l, localized
from eventmgr.identity.directory.naming import organization_name
from eventmgr.tools.crosstabs.side_by_side import side_by_side

MOST_COMPARED = 4
NEVER_AVERAGED = _l(
    "No average stands here: each value was measured against a baseline of its own, over a period of its own, and what is "
    "“or more” has no upper end."
)


@dataclass(frozen=True)
class Line:
    """A line of the comparison: a cell for each case, empty where it says nothing.

    Attributes:
        notes: below each cell, what the value rests on.
        warning: why the cells of this line differ in more than their value.
    """

    label: Any
    cells: tuple[str, ...]
    notes: tuple[str, ...] = ()
    warning: str = ""


@dataclass(frozen=True)
class Comparison:
    """Up to four cases: ratios first, then counts and sums, then conditions."""

    cases: Sequence[Case]
    ratios: Sequence[Line]
    amounts: Sequence[Line]
    conditions: Sequence[Line]

    @property
    def parts(self) -> list[tuple[Any, Sequence[Line]]]:
        """(heading, lines) of the parts that have any."""
        parts = (
            (_l("Ratios"), self.ratios),
            (_l("Counts and sums"), self.amounts),
            (_l("Conditions"), self.conditions),
        )
        return [part for part in parts if part[1]]


def compare(cases: Sequence[Case]) -> Comparison:
    """These cases side by side: a line for each metric, direction and unit, so that only like values stand in one."""
    rows: dict[tuple[str, ...], list[list[CaseMetric]]] = {}
    for place, case in enumerate(cases):
        for metric in in_order(case.metrics):
            key = (metric.kind.value, metric_name(metric), metric.direction.value, unit_words(metric))
            rows.setdefault(key, [[] for _case in cases])[place].append(metric)
    ordered = in_order(metric for row in rows.values() for cell in row for metric in cell[:1])
    lines: dict[tuple[str, ...], tuple[bool, Line]] = {}
    for metric in ordered:
        key = (metric.kind.value, metric_name(metric), metric.direction.value, unit_words(metric))
        lines.setdefault(key, (metric.unit.is_ratio, _line(metric, rows[key])))
    return Comparison(
        cases,
        [line for is_ratio, line in lines.values() if is_ratio],
        [line for is_ratio, line in lines.values() if not is_ratio],
        _conditions(cases),
    )


def _line(first: CaseMetric, row: Sequence[Sequence[CaseMetric]]) -> Line:
    return Line(
        _("%(metric)s, %(direction)s", metric=metric_name(first), direction=str(first.direction.label)),
        tuple("\n".join(value_words(metric) for metric in cell) for cell in row),
        tuple("\n".join(_basis(metric) for metric in cell) for cell in row),
        _warning([metric for cell in row for metric in cell]) if sum(map(bool, row)) > 1 else "",
    )


def _basis(metric: CaseMetric) -> str:
    parts = (localized(metric.baseline), localized(metric.period), str(metric.vouched_by.label))
    return _("; ").join(part for part in parts if part)


def _warning(metrics: Sequence[CaseMetric]) -> str:
    """In what the values of one line differ beside their amount."""
    differing = [
        (_("baselines differ"), {localized(metric.baseline) for metric in metrics}),
        (_("periods differ"), {localized(metric.period) for metric in metrics}),
        (_("some are “or more”"), {str(metric.or_more) for metric in metrics}),
        (_("different parties vouch for them"), {metric.vouched_by.value for metric in metrics}),
    ]
    return _("; ").join(words for words, values in differing if len(values) > 1)


def _conditions(cases: Sequence[Case]) -> list[Line]:
    names = Line(_l("Organization"), tuple(organization_name(case.organization) for case in cases))
    return [names, *(Line(*line) for line in side_by_side([condition_lines(case) for case in cases]))]
