"""The figures of deals in the words in which the summary prints them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from eventmgr.ground.i18n import _, format_number, localized
from eventmgr.matchmaking.outcomes.deals.figures import Ratios
from eventmgr.matchmaking.outcomes.deals.money import percent, say_amount, say_band
from eventmgr.output.figures.deals import charting
from eventmgr.output.figures.deals.comparing import Edition
from eventmgr.output.papers.contents import OutcomeFigures
from eventmgr.tools.metrics.comparing import NEVER_AVERAGED

_NONE = "—"


def outcome_figures(here: Edition, before: Edition | None, lang: str) -> OutcomeFigures:
    """Funnel, ratios with their base, bands, flows; beside the last edition, if there is one."""
    figures = here.figures
    says = {chart: charting.says(chart, here.plan.counted_types) for chart in ("funnel", "ratios", "bands", "flows")}
    says["metrics"] = str(NEVER_AVERAGED)
    return OutcomeFigures(
        total=(format_number(figures.total.number), _amount(figures.total.amount, lang)),
        steps=tuple(
            (
                str(step.stage.label),
                format_number(step.reached.number),
                _amount(step.reached.amount, lang),
                format_number(step.ended),
                str(step.here),
            )
            for step in figures.steps
        ),
        funnel=charting.funnel_bars(figures),
        ratios=tuple(_ratios(here, lang)),
        bands=tuple(
            (say_band(edge, lang), format_number(inside.number), format_number(beyond.number))
            for edge, inside, beyond in figures.bands
        ),
        flows=charting.flow_chart(figures, lang),
        says=says,
        metrics=tuple(_metrics(here)),
        before=localized(before.event.title, lang) if before is not None else "",
        compared=tuple(_compared(here, before, lang)) if before is not None else (),
    )


def _amount(amount: int, lang: str) -> str:
    return say_amount(amount, lang) if amount else _NONE


def _share(part: int, whole: int) -> str:
    return percent(part, whole) if whole else _NONE


def _ratios(edition: Edition, lang: str) -> list[tuple[str, str, str]]:
    ratios = edition.figures.ratios
    lines = [
        (_("Start rate"), _share(ratios.begun, ratios.contracts), f"{ratios.begun} / {ratios.contracts}"),
        (_("Fulfilment rate"), _share(ratios.fulfilled, ratios.contracts), f"{ratios.fulfilled} / {ratios.contracts}"),
    ]
    if ratios.planned:
        parts = f"{_amount(ratios.in_place, lang)} / {_amount(ratios.planned, lang)}"
        lines.append((_("Funds in place of planned investment"), _share(ratios.in_place, ratios.planned), parts))
    return lines


def _metrics(edition: Edition) -> Iterator[tuple[str, str, str, str]]:
    for _heading, lines in edition.metrics.parts:
        for line in lines:
            number, lowest, highest = line.cells
            yield _("; ").join(filter(None, (line.label, line.warning))), number, lowest, highest


def _compared(here: Edition, before: Edition, lang: str) -> list[tuple[str, str, str]]:
    def both(name: str, value: Callable[[Edition], str]) -> tuple[str, str, str]:
        return name, value(here), value(before)

    def reached(position: int) -> Callable[[Edition], str]:
        return lambda edition: str(edition.figures.steps[position].reached.number)

    def share(part: Callable[[Ratios], int]) -> Callable[[Edition], str]:
        return lambda edition: _share(part(edition.figures.ratios), edition.figures.ratios.contracts)

    steps = list(enumerate(here.figures.steps))[1:]
    return [
        both(_("Deals"), lambda edition: format_number(edition.figures.total.number)),
        both(_("Amount"), lambda edition: _amount(edition.figures.total.amount, lang)),
        *(both(str(step.stage.label), reached(position)) for position, step in steps),
        both(_("Ended early"), lambda edition: format_number(edition.figures.ended.number)),
        both(_("Start rate"), share(lambda ratios: ratios.begun)),
        both(_("Fulfilment rate"), share(lambda ratios: ratios.fulfilled)),
    ]
