"""Reading entries that look alike, and what was decided about them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from eventmgr.event.events.models import Event
from eventmgr.event.events.queries import get_of
from eventmgr.ground.db import db
from eventmgr.matchmaking.outcomes.merging.pairing import Entry
from eventmgr.matchmaking.outcomes.models import Deal, DealMerge, DealParty, TwoDeals


def list_entries(event_id: int) -> list[Entry]:
    """The event's deals that count, as they are compared; two statements."""
    own = Deal.event_id == event_id, Deal.merged_into_id.is_(None)
    sides: dict[int, set[str]] = {}
    keys = select(DealParty.deal_id, DealParty.likeness_key).join(Deal, Deal.id == DealParty.deal_id)
    for deal_id, key in db.session.execute(keys.where(*own, DealParty.position < 2)):
        if key:
            sides.setdefault(deal_id, set()).add(key)
    query = select(Deal.id, Deal.likeness_key, Deal.amount).where(*own).order_by(Deal.id)
    return [
        Entry(number, title, frozenset(sides.get(number, ())), amount)
        for number, title, amount in db.session.execute(query)
    ]


def list_two_deals(event_id: int) -> set[tuple[int, int]]:
    """The pairs of the event that are two deals, the smaller number first."""
    query = select(TwoDeals.first_id, TwoDeals.second_id).where(TwoDeals.event_id == event_id)
    return {(first, second) for first, second in db.session.execute(query)}


def is_two_deals(item: int, other: int) -> bool:
    """Whether these two are known to be two deals."""
    query = select(TwoDeals.first_id).where(
        TwoDeals.first_id == min(item, other), TwoDeals.second_id == max(item, other)
    )
    return db.session.scalar(query) is not None


def list_recent(event_id: int, *, since: datetime, limit: int) -> list[DealMerge]:
    """The newest merges of the event since then that stand, with both entries and their sides."""
    query = select(DealMerge).where(
        DealMerge.event_id == event_id, DealMerge.merged_at >= since, DealMerge.undone_at.is_(None)
    )
    query = query.options(
        joinedload(DealMerge.kept).selectinload(Deal.parties), joinedload(DealMerge.merged).selectinload(Deal.parties)
    )
    return list(db.session.scalars(query.order_by(DealMerge.id.desc()).limit(limit)))


def get_merge(event: Event, merge_id: int) -> DealMerge:
    """That merge of that event, as it stands.

    Raises:
        NotFound: there is none, or it is another event's.
    """
    return get_of(
        event,
        DealMerge,
        merge_id,
        joinedload(DealMerge.kept).options(selectinload(Deal.parties), selectinload(Deal.amounts)),
        joinedload(DealMerge.merged).options(selectinload(Deal.parties), selectinload(Deal.amounts)),
    )


def find_merge_of(deal_id: int) -> DealMerge | None:
    """The merge that stands in which this entry went into another one."""
    query = select(DealMerge).where(DealMerge.merged_id == deal_id, DealMerge.undone_at.is_(None))
    return db.session.scalars(query.order_by(DealMerge.id.desc()).limit(1)).one_or_none()
