"""Deals for tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from eventmgr.event.events.models import Event
from eventmgr.ground.db import transaction
from eventmgr.matchmaking.outcomes.deals import services
from eventmgr.matchmaking.outcomes.deals.drafts import AmountDraft, DealDraft, SideDraft
from eventmgr.matchmaking.outcomes.deals.money import WAN
from eventmgr.matchmaking.outcomes.models import AmountKind, Deal, DealMetric, DealType, Stage
from eventmgr.tools.log.services import SYSTEM, Act
from eventmgr.tools.metrics.models import Direction, MetricKind, MetricUnit
from tests.factories import NOON, keep

ACT = Act(SYSTEM, NOON)
DAY = date(2026, 4, 1)
EAST = SideDraft("样例上海精密机床有限公司", "310000", "C34", "王敏", "wang@example.com", "15400000001")
WEST = SideDraft("样例武汉轴承制造有限公司", "420000", "C34", "李强", "li@example.com", "15400000002", "en")


def draft(title: str = "轴承智能产线改造", *, wan: int = 0, **values: Any) -> DealDraft:
    """A deal between Shanghai and Wuhan; `wan`: its planned investment in 万元."""
    amounts = (AmountDraft(AmountKind.PLANNED, wan * WAN),) if wan else ()
    given: dict[str, Any] = {"sides": (EAST, WEST), "type": DealType.INVESTMENT, "amounts": amounts, "on_date": DAY}
    return DealDraft(title={"zh": title}, **given | values)


def make_deal(event: Event, title: str = "轴承智能产线改造", *, at: Act = ACT, **values: Any) -> Deal:
    """That deal, recorded."""
    with transaction():
        return services.record_deal(event, draft(title, **values), act=at)


def make_metric(deal: Deal, **values: Any) -> DealMetric:
    """生产效率提升 30% 以上, of which one of the sides says so."""
    usual = {
        "kind": MetricKind.EFFICIENCY,
        "direction": Direction.UP,
        "amount": 3000,
        "unit": MetricUnit.PERCENT,
        "or_more": True,
        "baseline": {"zh": "2024 年均值"},
        "period": {"zh": "2025 年"},
    }
    return keep(DealMetric(deal_id=deal.id, **usual | values))


def make_step(event: Event, deal: Deal, to: Stage, *, on: date = DAY, act: Act = ACT) -> None:
    """It comes to a later stage."""
    with transaction():
        services.advance(event, deal, to, on, act=act)
