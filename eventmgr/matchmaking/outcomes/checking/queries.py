"""What the laws compare, of all events at once."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.orm import aliased

from eventmgr.ground.db import db
from eventmgr.matchmaking.outcomes.models import Deal, DealAmount, DealMerge, Stage, StageChange


def list_stages() -> list[tuple[int, Stage, Stage, str]]:
    """(deal, stage, reached, reason of its end)."""
    query = select(Deal.id, Deal.stage, Deal.reached, Deal.end_reason).order_by(Deal.id)
    return [(item.id, item.stage, item.reached, item.end_reason) for item in db.session.execute(query)]


def list_steps() -> dict[int, list[tuple[Stage | None, Stage]]]:
    """Deal → its steps from the beginning."""
    result: dict[int, list[tuple[Stage | None, Stage]]] = defaultdict(list)
    query = select(StageChange.deal_id, StageChange.from_stage, StageChange.to_stage).order_by(StageChange.id)
    for deal_id, before, after in db.session.execute(query):
        result[deal_id].append((before, after))
    return result


def list_counted() -> list[tuple[int, int]]:
    """(deal, the amount by which it is counted)."""
    return [(item.id, item.amount) for item in db.session.execute(select(Deal.id, Deal.amount).order_by(Deal.id))]


def list_amounts() -> dict[int, list[DealAmount]]:
    """Number of a deal → its amounts."""
    result: dict[int, list[DealAmount]] = defaultdict(list)
    for item in db.session.scalars(select(DealAmount).order_by(DealAmount.id)):
        result[item.deal_id].append(item)
    return result


def list_parents() -> dict[int, int | None]:
    """Deal → the one that it stems from, of all that count."""
    query = select(Deal.id, Deal.stems_from_id).where(Deal.merged_into_id.is_(None))
    return {item.id: item.stems_from_id for item in db.session.execute(query)}


def list_astray() -> list[tuple[int, int, str]]:
    """(deal that counts, the one that it stems from, why that cannot be)."""
    parent = aliased(Deal)
    query = select(Deal.id, parent.id, Deal.event_id, parent.event_id, parent.merged_into_id)
    query = query.join(parent, parent.id == Deal.stems_from_id).where(Deal.merged_into_id.is_(None)).order_by(Deal.id)
    result = []
    for number, above, event_id, other_event_id, merged in db.session.execute(query):
        if event_id != other_event_id:
            result.append((number, above, "which is another event's"))
        elif merged is not None:
            result.append((number, above, "which was merged into another"))
    return result


def list_untrue_merges() -> list[tuple[int, str]]:
    """(deal, what is wrong with how it was merged)."""
    kept = aliased(Deal)
    query = select(Deal.id, Deal.event_id, kept.event_id, kept.merged_into_id)
    query = query.join(kept, kept.id == Deal.merged_into_id).order_by(Deal.id)
    standing_merges = select(DealMerge.merged_id).where(DealMerge.undone_at.is_(None))
    merged = set(db.session.scalars(standing_merges))
    result, seen = [], set()
    for number, event_id, other_event_id, further in db.session.execute(query):
        seen.add(number)
        if event_id != other_event_id or further is not None:
            result.append((number, "it was merged into a deal that does not count in its place"))
        if number not in merged:
            result.append((number, "it is merged, and no merge says so"))
    result += [(number, "a merge stands, and it is not merged") for number in sorted(merged - seen)]
    return result
