"""The funnel of an event's deals on its page of statistics; their own page has the other figures."""

from __future__ import annotations

from dataclasses import dataclass

from eventmgr.event.events.access import may
from eventmgr.event.events.models import Event
from eventmgr.ground.features import is_on
from eventmgr.ground.i18n import _
from eventmgr.matchmaking.outcomes.deals.figures import Figures
from eventmgr.matchmaking.outcomes.panels import READ
from eventmgr.matchmaking.outcomes.switch import DEALS
from eventmgr.output.figures.deals.charting import NARROW, Link, funnel_bars, says
from eventmgr.output.figures.deals.comparing import edition_of
from eventmgr.tools.charts import svg
from eventmgr.tools.charts.svg import Svg


@dataclass(frozen=True)
class Funnel:
    """The drawing, the figures it is made of, what it counts."""

    drawing: Svg
    figures: Figures
    says: str


def funnel_of(event: Event, link: Link) -> Funnel | None:
    """None where no deal is recorded, or the reader may not know of any."""
    figures = edition_of(event).figures if may(event, READ) and is_on(DEALS, event) else None
    if figures is None or not figures.total.number:
        return None
    return Funnel(funnel_drawing(figures, link), figures, says("funnel"))


def funnel_drawing(figures: Figures, link: Link) -> Svg:
    """The funnel as it stands beside its table and on phones, where words stay readable at this width."""
    return svg(funnel_bars(figures, link).draw(NARROW), title=_("Funnel"), desc=says("funnel"))
