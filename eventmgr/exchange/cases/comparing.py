"""Cases side by side: by condition and by metric. Pure but for the language spoken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from eventmgr.exchange.cases.models import Case
from eventmgr.exchange.cases.wording import condition_lines
from eventmgr.ground.i18n import _l
from eventmgr.identity.directory.naming import organization_name
from eventmgr.tools.crosstabs.side_by_side import side_by_side
from eventmgr.tools.metrics.comparing import Line, Lines
from eventmgr.tools.metrics.comparing import side_by_side as metrics_side_by_side

MOST_COMPARED = 4


@dataclass(frozen=True)
class Comparison:
    """Up to four cases: ratios first, then counts and sums, then conditions."""

    cases: Sequence[Case]
    metrics: Lines
    conditions: Sequence[Line]

    @property
    def parts(self) -> list[tuple[Any, Sequence[Line]]]:
        """(heading, lines) of the parts that have any."""
        return [*self.metrics.parts, (_l("Conditions"), self.conditions)]


def compare(cases: Sequence[Case]) -> Comparison:
    """These cases side by side."""
    return Comparison(cases, metrics_side_by_side([case.metrics for case in cases]), _conditions(cases))


def _conditions(cases: Sequence[Case]) -> list[Line]:
    names = Line(_l("Organization"), tuple(organization_name(case.organization) for case in cases))
    return [names, *(Line(*line) for line in side_by_side([condition_lines(case) for case in cases]))]
