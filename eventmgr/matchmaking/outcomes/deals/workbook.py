"""Deals as a workbook: numbers are numbers, amounts are yuan."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from eventmgr.event.events.models import Event
from eventmgr.ground.i18n import _, _l, language, localized
from eventmgr.matchmaking.outcomes.deals.money import yuan
from eventmgr.matchmaking.outcomes.models import AmountKind, Deal
from eventmgr.tools.metrics.wording import in_order, metric_words
from eventmgr.tools.sheets import Value, as_xlsx
from eventmgr.tools.taxonomy import get_province, get_sector


@dataclass(frozen=True)
class Column:
    """A column of a file."""

    label: Any
    value: Callable[[Any], Value]

    def text(self, row: Any) -> str:
        """The value of the cell as text."""
        value = self.value(row)
        return "" if value is None else str(value)


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
        Column(_l("Metrics"), lambda deal: "\n".join(map(metric_words, in_order(deal.metrics)))),
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
