"""The funnel of an event's deals on its page of statistics; their own page has the other figures."""

from __future__ import annotations

from dataclasses import dataclass

from eventmgr.event.events.access import may
from eventmgr.event.events.models import Event
from eventmgr.ground.i18n import _
from eventmgr.matchmaking.outcomes.deals.figures import Figures
from eventmgr.matchmaking.outcomes.panels import READ
from eventmgr.matchmaking.outcomes.statistics.charting import Link, funnel_bars, says
from eventmgr.matchmaking.outcomes.statistics.comparing import edition_of
from eventmgr.tools.charts import svg
from eventmgr.tools.charts.svg import Svg

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
