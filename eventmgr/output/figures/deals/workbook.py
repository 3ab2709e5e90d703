"""The figures of an event's deals as a workbook: numbers are numbers, amounts are yuan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter

from eventmgr.ground.i18n import _, language, localized
from eventmgr.matchmaking.outcomes.deals.figures import Sum
from eventmgr.matchmaking.outcomes.deals.money import percent, say_band, yuan
from eventmgr.matchmaking.outcomes.deals.workbook import Column
from eventmgr.output.figures.deals.charting import province_order, province_word, says
from eventmgr.output.figures.deals.comparing import Edition
from eventmgr.tools.metrics.comparing import NEVER_AVERAGED
from eventmgr.tools.sheets import Value, as_book


def figures_workbook(here: Edition, before: Edition | None) -> bytes:
    """A sheet for each kind of figures."""
    parts = [
        (
            _("Funnel"),
            _heads(_("Stage"), (_("Reached"), _("Amount (yuan)"), _("Of which ended early"), _("At this stage now"))),
            _funnel(here),
        ),
        (_("Ratios"), _heads(_("Figure"), (_("Count"), _("Base number"), _("Share (%)"))), _ratios(here)),
        (
            _("Amounts"),
            _heads(
                _("Amount"),
                (
                    _("Deals"),
                    _("Amount (yuan)"),
                    _("Deals in this band and above"),
                    _("Amount in this band and above (yuan)"),
                ),
            ),
            _amounts(here),
        ),
        (_("Provinces"), _heads(_("Initiating side"), (_("Partner"), _("Deals"), _("Amount (yuan)"))), _flows(here)),
    ]
    if here.metrics.parts:
        parts.append(
            (
                _("Metrics"),
                _heads(_("Metric"), (_("Reported by so many"), _("Lowest"), _("Highest"), _("Note"))),
                _metrics(here),
            )
        )
    if before is not None:
        names = tuple(localized(item.event.title) for item in (here, before))
        parts.append((_("Comparison"), _heads(_("Figure"), names), compared(here, before)))
    title = " ".join((localized(here.event.title), _("Outcomes in figures")))
    return as_book(parts, title=title)


def _heads(first: str, others: Sequence[str]) -> list[Column]:
    return [Column(label, itemgetter(position)) for position, label in enumerate((first, *others))]


def _funnel(edition: Edition) -> Iterable[Sequence[Value]]:
    for step in edition.figures.steps:
        yield str(step.stage.label), step.reached.number, yuan(step.reached.amount), step.ended, step.here
    yield str(_("Ended early")), edition.figures.ended.number, yuan(edition.figures.ended.amount), None, None
    yield says("funnel"), None, None, None, None


def _ratios(edition: Edition) -> Iterable[Sequence[Value]]:
    ratios = edition.figures.ratios
    for label, part in (
        (_("Start rate"), ratios.begun),
        (_("Fulfilment rate"), ratios.fulfilled),
        (_("In production"), ratios.in_production),
        (_("Under construction"), ratios.started),
        (_("In preparation"), ratios.preparing),
        (_("Ended early"), ratios.ended),
    ):
        yield label, part, ratios.contracts, share_of(part, ratios.contracts)
    yield (
        _("Funds in place (yuan)"),
        yuan(ratios.in_place),
        yuan(ratios.planned),
        share_of(ratios.in_place, ratios.planned),
    )
    yield says("ratios", edition.plan.counted_types), None, None, None


def share_of(part: int, whole: int) -> Value:
    """A share in per cent as a number with two decimals; None of nothing."""
    return float(percent(part, whole).rstrip("%")) if whole else None


def _amounts(edition: Edition) -> Iterable[Sequence[Value]]:
    figures = edition.figures
    for edge, inside, beyond in figures.bands:
        yield say_band(edge), inside.number, yuan(inside.amount), beyond.number, yuan(beyond.amount)
    yield _("No amount stated"), figures.unstated, None, None, None
    for type_, result in figures.types:
        yield str(type_.label), *_sum(result), None, None
    for kind, result in figures.kinds:
        yield str(kind.label), *_sum(result), None, None
    yield _("Stemming from another deal"), *_sum(figures.followed), None, None
    yield _("All deals"), *_sum(figures.total), None, None


def _metrics(edition: Edition) -> Iterable[Sequence[Value]]:
    for _heading, lines in edition.metrics.parts:
        for line in lines:
            number, lowest, highest = line.cells
            yield line.label, int(number), lowest, highest, line.warning
    yield str(NEVER_AVERAGED), None, None, None, None


def _sum(result: Sum) -> tuple[Value, Value]:
    return result.number, yuan(result.amount)


def _flows(edition: Edition) -> Iterable[Sequence[Value]]:
    flows, order, lang = edition.figures.flows, province_order(), language()
    for source in flows.provinces(order):
        for target in flows.provinces(order, partners=True):
            cell = flows.cells.get((source, target))
            if cell is not None:
                yield province_word(source, lang), province_word(target, lang), cell.number, yuan(cell.amount)


def compared(here: Edition, before: Edition) -> list[tuple[str, Value, Value]]:
    """The main figures of two editions side by side; amounts in yuan, shares in per cent."""

    def line(label: str, value: Callable[[Edition], Value]) -> tuple[str, Value, Value]:
        return label, value(here), value(before)

    def stage(position: int) -> tuple[str, Value, Value]:
        return line(
            str(here.figures.steps[position].stage.label), lambda item: item.figures.steps[position].reached.number
        )

    def ratio(label: str, part: Callable[[Edition], int]) -> tuple[str, Value, Value]:
        return line(label, lambda item: share_of(part(item), item.figures.ratios.contracts))

    return [
        line(_("Deals"), lambda item: item.figures.total.number),
        line(_("Amount (yuan)"), lambda item: yuan(item.figures.total.amount)),
        *(stage(position) for position in range(1, len(here.figures.steps))),
        line(_("Ended early"), lambda item: item.figures.ended.number),
        ratio(_("Start rate (%)"), lambda item: item.figures.ratios.begun),
        ratio(_("Fulfilment rate (%)"), lambda item: item.figures.ratios.fulfilled),
    ]
