"""Deals and their figures as workbooks: numbers are numbers, amounts are yuan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any
from zoneinfo import ZoneInfo

from eventmgr.event.events.models import Event
from eventmgr.ground.i18n import _, _l, language, localized
from eventmgr.matchmaking.outcomes.deals.figures import Sum
from eventmgr.matchmaking.outcomes.deals.money import YUAN, percent, say_band
from eventmgr.matchmaking.outcomes.models import AmountKind, Deal
from eventmgr.matchmaking.outcomes.statistics.charting import province_order, province_word, says
from eventmgr.matchmaking.outcomes.statistics.comparing import Edition
from eventmgr.tools.sheets import Value, as_book, as_xlsx
from eventmgr.tools.taxonomy import get_province, get_sector


@dataclass(frozen=True)
class Column:
    """A column of a file."""

    label: Any
    value: Callable[[Any], Value]

    def text(self, row: Any) -> str:
        """The cell as text."""
        value = self.value(row)
        return "" if value is None else str(value)


def yuan(amount: int | None) -> Value:
    """An amount as a cell: yuan, whole where it is. Sheets know no other numbers than floats of 15 digits."""
    if amount is None:
        return None
    return amount // YUAN if amount % YUAN == 0 else amount / YUAN


def list_workbook(event: Event, deals: Iterable[Deal], *, contacts: bool) -> bytes:
    """One row a deal.

    Args:
        contacts: whether whom to ask stands there, too.
    """
    return as_xlsx(_columns(event, contacts=contacts), deals, title=" ".join((localized(event.title), _("Outcomes"))))


def _columns(event: Event, *, contacts: bool) -> list[Column]:
    zone = ZoneInfo(event.timezone)
    columns = [
        Column(_l("No."), lambda deal: deal.id),
        Column(_l("Title"), lambda deal: localized(deal.title)),
        Column(_l("Type of cooperation"), lambda deal: str(deal.type.label)),
        Column(_l("Stage"), lambda deal: str(deal.stage.label)),
        Column(_l("Furthest stage"), lambda deal: str(deal.reached.label)),
        Column(_l("Reason for the end"), lambda deal: deal.end_reason),
    ]
    for position, label in enumerate((_l("Initiating side"), _l("Partner"))):
        columns += [
            Column(label, _of_side(position, lambda side: side.name)),
            Column(_l("Province/region"), _of_side(position, lambda side: _province(side.province_code))),
            Column(_l("Sector"), _of_side(position, lambda side: _sector(side.sector_code))),
        ]
        if contacts:
            columns += [
                Column(_l("Contact"), _of_side(position, lambda side: side.contact_name)),
                Column(_l("E-mail"), _of_side(position, lambda side: side.contact_email)),
                Column(_l("Mobile number"), _of_side(position, lambda side: side.contact_mobile)),
            ]
    comma = "、" if language() == "zh" else ", "
    columns.append(Column(_l("Other sides"), lambda deal: comma.join(side.name for side in deal.parties[2:])))
    columns += [Column(_("%(amount)s (yuan)", amount=kind.label), _amount(kind)) for kind in AmountKind]
    return [
        *columns,
        Column(_l("Reported by the province"), lambda deal: _province(deal.told_by_code)),
        Column(_l("Stems from no."), lambda deal: deal.stems_from_id),
        Column(_l("Recorded on"), lambda deal: deal.created_at.astimezone(zone).date()),
        Column(_l("Latest answer on"), lambda deal: deal.heard_at.astimezone(zone).date() if deal.heard_at else None),
        Column(_l("Note"), lambda deal: deal.note),
    ]


def _of_side(position: int, value: Callable[[Any], Value]) -> Callable[[Deal], Value]:
    return lambda deal: value(deal.parties[position]) if len(deal.parties) > position else None


def _amount(kind: AmountKind) -> Callable[[Deal], Value]:
    return lambda deal: yuan(next((item.amount for item in deal.amounts if item.kind is kind), None))


def _province(code: str | None) -> str:
    return get_province(code).name(language()) if code else ""


def _sector(code: str | None) -> str:
    return get_sector(code).short(language()) if code else ""


def figures_workbook(here: Edition, before: Edition | None) -> bytes:
    """A sheet for each kind of figures."""
    parts = [
        (_("Funnel"), _heads(_("Stage"), (_("Reached"), _("Amount (yuan)"), _("Of which ended early"), _("At this stage now"))), _funnel(here)),
        (_("Ratios"), _heads(_("Figure"), (_("Count"), _("Base number"), _("Share (%)"))), _ratios(here)),
        (_("Amounts"), _heads(_("Amount"), (_("Deals"), _("Amount (yuan)"), _("Deals in this band and above"), _("Amount in this band and above (yuan)"))), _amounts(here)),
        (_("Provinces"), _heads(_("Initiating side"), (_("Partner"), _("Deals"), _("Amount (yuan)"))), _flows(here)),
    ]  # fmt: skip
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
        (_("Fulfilment rate"), ratios.kept),
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
        ratio(_("Fulfilment rate (%)"), lambda item: item.figures.ratios.kept),
    ]
