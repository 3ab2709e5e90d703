"""The section of the summary on what an event has led to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlab.platypus.flowables import Flowable

from eventmgr.ground.i18n import _
from eventmgr.output.papers.contents import OutcomeFigures
from eventmgr.tools.typesetting.charts import reportlab_drawing
from eventmgr.tools.typesetting.lists import Column
from eventmgr.tools.typesetting.structure.outline import OutlineEntry
from eventmgr.tools.typesetting.styles import (
    BODY,
    HEADING_2,
    NOTE,
    WIDTH,
)
from eventmgr.tools.typesetting.tables import table
from eventmgr.tools.typesetting.text import para

_FLOWS = 640


def section(figures: OutcomeFigures) -> Iterator[Flowable]:
    """Total, funnel, ratios with their base, bands, flows, and the last edition beside it."""
    number, amount = figures.total
    yield para(
        _("%(number)s deals have been recorded, %(amount)s in total.", number=number, amount=amount), BODY.but(after=6)
    )
    heads: tuple[str, ...] = (_("Stage"), _("Reached"), _("Amount"), _("Of which ended"), _("Here now"))
    yield from _table(_("Funnel"), heads, figures.steps, (0.3, 0.15, 0.25, 0.15, 0.15))
    yield para(figures.says["funnel"], NOTE)
    heads = (_("Ratios"), _("Share of the base"), _("Made of"))
    yield from _table(_("Ratios"), heads, figures.ratios, (0.4, 0.2, 0.4))
    yield para(figures.says["ratios"], NOTE)
    heads = (_("Amount"), _("Deals"), _("This band and above"))
    yield from _table(_("By amount"), heads, figures.bands, (0.5, 0.25, 0.25))
    yield para(figures.says["bands"], NOTE)
    if figures.metrics:
        heads = (_("Metric"), _("Reported by so many"), _("Lowest"), _("Highest"))
        yield from _table(_("Metrics"), heads, figures.metrics, (0.43, 0.13, 0.22, 0.22))
        yield para(figures.says["metrics"], NOTE)
    if figures.flows.flows:
        name = _("From province to province")
        yield para(name, HEADING_2, OutlineEntry(name, 1))
        yield reportlab_drawing(figures.flows.draw(_FLOWS), width=WIDTH, alt=name)
        heads = figures.flows.heads
        yield from _table("", heads, figures.flows.table().rows, (0.3, 0.3, 0.4))
        yield para(figures.says["flows"], NOTE)
    if figures.before:
        heads = (_("Figure"), _("This event"), figures.before)
        yield from _table(_("Compared with the last edition"), heads, figures.compared, (0.3, 0.3, 0.4))


def _table(
    name: str, heads: Sequence[str], rows: Sequence[Sequence[str]], shares: Sequence[float]
) -> Iterator[Flowable]:
    if name:
        yield para(name, HEADING_2, OutlineEntry(name, 1))
    columns = [
        Column(head, share=share, kind="number" if place else "text")
        for place, (head, share) in enumerate(zip(heads, shares, strict=True))
    ]
    yield table(columns, rows, pad=2.0)
