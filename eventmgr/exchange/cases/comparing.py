"""Cases side by side: by condition and by metric. Pure but for the language spoken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from eventmgr.exchange.cases.models import Case
from eventmgr.exchange.cases.wording import condition_lines
from eventmgr.ground.i18n import _, _l, localized
from eventmgr.identity.directory.naming import organization_name
from eventmgr.tools.crosstabs.side_by_side import Comparison, Line, side_by_side
from eventmgr.tools.metrics.comparing import NEVER_AVERAGED, Lines
from eventmgr.tools.metrics.comparing import side_by_side as metrics_side_by_side

MOST_COMPARED = 4


@dataclass(frozen=True)
class Compared:
    """Up to four cases: ratios first, then counts and sums, then conditions."""

    cases: Sequence[Case]
    metrics: Lines
    conditions: Sequence[Line]

    @property
    def parts(self) -> list[tuple[Any, Sequence[Line]]]:
        """(heading, lines) of the parts that have any."""
        return [*self.metrics.parts, (_l("Conditions"), self.conditions)]

    def table(self) -> Comparison:
        """The same as it goes on paper and into a workbook, in the language spoken."""
        return Comparison(
            _("Comparison of cases"),
            _l("Metric or condition"),
            [localized(case.title) for case in self.cases],
            self.parts,
            (_("Averages"), str(NEVER_AVERAGED)),
        )


def compare(cases: Sequence[Case]) -> Compared:
    """These cases side by side."""
    return Compared(cases, metrics_side_by_side([case.metrics for case in cases]), _conditions(cases))


def _conditions(cases: Sequence[Case]) -> list[Line]:
    names = Line(_l("Organization"), tuple(organization_name(case.organization) for case in cases))
    return [names, *(Line(*line) for line in side_by_side([condition_lines(case) for case in cases]))]
