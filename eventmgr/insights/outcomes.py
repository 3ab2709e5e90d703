"""The funnel of an event's deals on its page of statistics; their own page has the other figures."""

from __future__ import annotations

from dataclasses import dataclass

from eventmgr.charts import svg
from eventmgr.charts.svg import Svg
from eventmgr.events.access import may
from eventmgr.events.models import Event
from eventmgr.i18n import _
from eventmgr.outcomes.deals.figures import Figures
from eventmgr.outcomes.panels import READ
from eventmgr.outcomes.statistics.charting import Link, funnel_bars, says
from eventmgr.outcomes.statistics.comparing import edition_of

_NARROW = 420


@dataclass(frozen=True)
class Funnel:
    """The drawing, the figures it is made of, what it counts."""

    drawing: Svg
    figures: Figures
    says: str


def funnel_of(event: Event, link: Link) -> Funnel | None:
    """None where no deal is recorded, or the reader may not know of any."""
    figures = edition_of(event).figures if may(event, READ) else None
    if figures is None or not figures.total.number:
        return None
    drawing = svg(funnel_bars(figures, link).draw(_NARROW), title=_("Funnel"), desc=says("funnel"))
    return Funnel(drawing, figures, says("funnel"))
