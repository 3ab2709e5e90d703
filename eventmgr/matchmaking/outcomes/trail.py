"""What the trail says of action items and deals; of a deal's contacts that they changed, never what they say."""

from __future__ import annotations

from typing import Any

from eventmgr.event.events.models import Event
from eventmgr.event.registration.covering import CONTACT_FIELDS, CONTACT_SHOWN, CONTACT_VALUES
from eventmgr.ground.features import Words
from eventmgr.ground.i18n import _l, language
from eventmgr.matchmaking.outcomes.deals.money import say_amount
from eventmgr.matchmaking.outcomes.models import (
    ActionItem,
    AmountKind,
    Deal,
    DealMetric,
    DealType,
    KnownThrough,
    ReportKind,
)
from eventmgr.tools.metrics import wording as metrics
from eventmgr.tools.metrics.models import Voucher
from eventmgr.tools.taxonomy import find_province, find_sector


def _say_amounts(value: Any) -> str:
    if not isinstance(value, dict):
        return str(value)
    comma = "；" if language() == "zh" else "; "
    return comma.join(f"{AmountKind(kind).label} {say_amount(amount)}" for kind, amount in value.items())


def _say_province(code: Any) -> str:
    province = find_province(str(code)) if code else None
    return province.name(language()) if province else ""


def _say_sector(code: Any) -> str:
    sector = find_sector(str(code)) if code else None
    return sector.short(language()) if sector else ""


WORDS = (
    Words(
        ActionItem,
        _l("Action item"),
        actions={"moved": _l("moved")},
    ),
    Words(
        Deal,
        _l("Deal"),
        actions={
            **CONTACT_SHOWN,
            "advanced": _l("moved to a later stage"),
            "ended": _l("ended early"),
            "reopened": _l("opened again"),
            "stepped_back": _l("last step taken back"),
            "evidence_added": _l("evidence added"),
            "evidence_removed": _l("evidence deleted"),
            "evidence_taken": _l("file downloaded"),
            **metrics.ACTIONS,
            "merged": _l("merged with another entry"),
            "merged_into": _l("merged into another entry"),
            "parted": _l("merge undone"),
            "two_deals": _l("marked as another deal"),
            "reported": _l("reported by a side through its link"),
            "report_taken": _l("report of a side adopted"),
            "report_declined": _l("report of a side not adopted"),
            "contacts_deleted": _l("contacts deleted"),
            "asked": _l("sides asked about progress"),
        },
        fields={
            **CONTACT_FIELDS,
            "sides": _l("Sides"),
            "provinces": _l("Provinces of the sides"),
            "sectors": _l("Sectors of the sides"),
            "contacts": _l("Contacts"),
            "amounts": _l("Amounts"),
            "stems_from": _l("Stems from"),
            "stage": _l("Stage"),
            "on_date": _l("Date"),
            "told_by": _l("Known from"),
            "file": _l("File"),
            **metrics.trail_fields(DealMetric),
            "merged_with": _l("Merged with"),
            "two_deals": _l("Not the same deal as"),
            "report": _l("Content of the report"),
            "amount": _l("Amount"),
            "months": _l("Months after it was recorded"),
            "people": _l("Number of people"),
        },
        values={
            **CONTACT_VALUES,
            "told_by": KnownThrough,
            "report": ReportKind,
            "vouched_by": Voucher,
        },
        say={
            "amounts": _say_amounts,
            "amount": lambda value: say_amount(value) if isinstance(value, int) else str(value),
            "told_by_code": _say_province,
            "provinces": _say_province,
            "sectors": _say_sector,
        },
        records=frozenset({"contacts_deleted"}),
        keeps=frozenset({"stage", "people"}),
    ),
    Words(
        Event,
        actions={"deal_plan_set": _l("settings of outcomes changed"), "deals_exported": _l("outcomes exported")},
        fields={
            "months": _l("Months after which the sides are asked"),
            "confirms": _l("Reports of the sides need confirmation"),
            "counted_types": _l("Types counted for ratios"),
            "deals": _l("Deals"),
        },
        values={"counted_types": DealType},
    ),
)
