"""Reading entries that look alike, and what was decided about them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from eventmgr.event.events.models import Event
from eventmgr.event.events.queries import get_of
from eventmgr.ground.db import db
from eventmgr.matchmaking.outcomes.merging.pairing import Entry, list_alike
from eventmgr.matchmaking.outcomes.models import Deal, DealMerge, DealParty, TwoDeals
from eventmgr.tools.likeness.pairing import Alike
from eventmgr.tools.likeness.queries import list_known_two, list_merges


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


def list_pairs(event_id: int) -> list[Alike]:
    """Pairs of the event's deals that may be one, but for those that are known to be two; three statements."""
    return list_alike(list_entries(event_id), list_known_two(TwoDeals, TwoDeals.event_id == event_id))


def list_recent(event_id: int, *, at: datetime, limit: int) -> list[DealMerge]:
    """The newest merges of the event that can still be undone, with both entries and their sides."""
    sides = [joinedload(row).selectinload(Deal.parties) for row in (DealMerge.kept, DealMerge.merged)]
    return list_merges(DealMerge, DealMerge.event_id == event_id, at=at, limit=limit, load=sides)


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
