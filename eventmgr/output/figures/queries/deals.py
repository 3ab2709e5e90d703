"""Deals, told apart by what their sides say."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import aliased

from eventmgr.ground.db import db
from eventmgr.identity.directory.models import Organization
from eventmgr.matchmaking.outcomes.models import Deal, DealParty, Stage


class DealFacts(NamedTuple):
    """What of a deal is counted; codes may be empty, the amount is hundredths of a yuan."""

    event_id: int
    reached: Stage
    amount: int
    province: str
    sector: str
    size: str
    partner: str


def list_deal_facts(event_ids: Collection[int]) -> list[DealFacts]:
    """Deals of these events, entries that were merged into others left out; one statement."""
    if not event_ids:
        return []
    first, second = aliased(DealParty), aliased(DealParty)
    query = (
        select(
            Deal.event_id, Deal.reached, Deal.amount, first.province_code, first.sector_code, Organization.size_class,
            second.province_code,
        )
        .outerjoin(first, (first.deal_id == Deal.id) & (first.position == 0))
        .outerjoin(second, (second.deal_id == Deal.id) & (second.position == 1))
        .outerjoin(Organization, Organization.id == first.organization_id)
        .where(Deal.event_id.in_(sorted(event_ids)), Deal.merged_into_id.is_(None))
        .order_by(Deal.id)
    )  # fmt: skip
    return [
        DealFacts(event_id, reached, amount, province or "", sector or "", size.value if size else "", partner or "")
        for event_id, reached, amount, province, sector, size, partner in db.session.execute(query)
    ]
