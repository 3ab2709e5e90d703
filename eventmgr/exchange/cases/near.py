"""What says nearly the same as a case: other cases, and supply that is on offer, of other organizations (避免重复建设)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from eventmgr.engines.matching.listings import SUPPLY
from eventmgr.engines.matching.listings import Listing as MatchingListing
from eventmgr.exchange.cases import queries
from eventmgr.exchange.cases.models import Case
from eventmgr.ground.i18n import localized
from eventmgr.matchmaking.listings.matching_values import matching_value
from eventmgr.matchmaking.listings.models import ListingState, Side
from eventmgr.matchmaking.listings.near.likeness import find_near
from eventmgr.matchmaking.listings.queries import list_pool

_CASE, _LISTING = "case", "listing"


@dataclass(frozen=True)
class Similar:
    """Something that is near.

    Attributes:
        case: the other case; None: `listing_id` names the listing.
        likeness: per cent.
    """

    case: Case | None
    listing_id: int
    event_id: int | None
    title: str
    province_code: str
    likeness: int


def similar_to(case: Case, *, with_drafts: bool) -> list[Similar]:
    """What is near to it, the nearest first; two statements.

    Args:
        with_drafts: drafts of others count too, for those who may read them.
    """
    others = {f"{_CASE}{other.id}": other for other in queries.list_others(case, with_drafts=with_drafts)}
    offers = {f"{_LISTING}{row.id}": row for row in list_pool(None, {Side.SUPPLY}) if _is_public(row)}
    pool = [_value(key, other) for key, other in others.items()]
    pool += [matching_value(key, row) for key, row in offers.items()]
    belongs = {key: other.organization_id for key, other in others.items()}
    belongs |= {key: row.organization_id for key, row in offers.items()}
    belongs[_CASE] = case.organization_id
    similar: list[Similar] = []
    for near in find_near([_value(_CASE, case)], pool, belongs):
        likeness = min(100, round(near.likeness * 100))
        if near.other in others:
            other = others[near.other]
            similar.append(Similar(other, 0, None, localized(other.title), other.province_code, likeness))
        else:
            row = offers[near.other]
            similar.append(Similar(None, row.id, row.event_id, localized(row.title), row.province_code or "", likeness))
    return similar


def _is_public(row: Any) -> bool:
    return row.state is ListingState.PUBLISHED and not row.confidential


def _value(key: str, case: Case) -> MatchingListing:
    """The case as the matcher reads a supply."""
    text = "。".join(filter(None, (_first(case.summary), _first(case.measures))))
    return MatchingListing(id=key, kind=SUPPLY, org="", title=_first(case.title), text=text)


def _first(value: Mapping[str, str]) -> str:
    """Chinese, else English: a text in both languages counts once."""
    return value.get("zh") or value.get("en") or ""
