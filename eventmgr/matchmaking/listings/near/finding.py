"""Finding and keeping what is near to listings that were just written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eventmgr.matchmaking.listings import queries, statements
from eventmgr.matchmaking.listings.content.drafts import ListingDraft
from eventmgr.matchmaking.listings.matching_values import matching_listing, matching_value
from eventmgr.matchmaking.listings.models import Listing
from eventmgr.matchmaking.listings.near.likeness import Near, find_near

_DRAFT = "draft"


@dataclass(frozen=True)
class Hint:
    """What somebody who writes a listing learns of one that is near: no word of it, and not whose it is."""

    province_code: str
    likeness: float


def note_near(event_id: int | None, written: Sequence[Listing]) -> None:
    """Keep which listings are near to these, whose organizations are loaded; in a few statements, however many."""
    ids = {listing.id for listing in written}
    pool = [row for row in queries.list_pool(event_id, {one.side for one in written}) if row.id not in ids]
    belongs = {str(row.id): row.organization_id for row in pool} | {str(one.id): one.organization_id for one in written}
    values = [matching_value(str(row.id), row) for row in pool]
    found = find_near([matching_listing(one) for one in written], values, belongs)
    statements.note_near([(int(near.one), int(near.other), _per_cent(near)) for near in found], instead_of=ids)


def hints_for(event_id: int | None, belongs_to: Sequence[int], drafts: Sequence[ListingDraft]) -> list[list[Hint]]:
    """For each draft what is near to it, before it is written; one statement.

    Args:
        belongs_to: number of the organization of each; 0: one that is new.
    """
    if not drafts:
        return []
    pool = queries.list_pool(event_id, {draft.side for draft in drafts})
    belongs = {str(row.id): row.organization_id for row in pool}
    keys = [f"{_DRAFT}{number}" for number in range(len(drafts))]
    belongs |= dict(zip(keys, belongs_to, strict=True))
    values = [matching_value(str(row.id), row) for row in pool]
    provinces = {str(row.id): row.province_code or "" for row in pool}
    new = [matching_value(key, draft) for key, draft in zip(keys, drafts, strict=True)]
    hints: dict[str, list[Hint]] = {key: [] for key in keys}
    for near in find_near(new, values, belongs):
        if near.other in provinces:
            hints[near.one].append(Hint(provinces[near.other], near.likeness))
    return [hints[key] for key in keys]


def _per_cent(near: Near) -> int:
    return min(100, round(near.likeness * 100))
