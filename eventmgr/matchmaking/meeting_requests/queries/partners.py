"""Reading partners: whom a party may meet, narrowed and page by page; the rules of `rules.bar_between` as
conditions."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import contains_eager

from eventmgr.ground.db import db
from eventmgr.ground.errors import NotFound
from eventmgr.ground.i18n import _
from eventmgr.ground.text import LARGEST, folded
from eventmgr.identity.directory.models import Organization
from eventmgr.matchmaking.listings.models import Listing, ListingState
from eventmgr.matchmaking.meeting_parties.models import MeetingParty, PartyExclusion, PartyKind, PartyState
from eventmgr.matchmaking.meeting_plans.models import MeetingPlan
from eventmgr.matchmaking.meeting_requests.models import MeetingRequest, NoThanks
from eventmgr.matchmaking.meeting_requests.queries.facts import STANDING, count_loads
from eventmgr.matchmaking.meeting_requests.rules import limits_of, ordered, partners_of
from eventmgr.tools.web.paging import Key, Page, get_page

_P, _O = MeetingParty, Organization
SIZE = 20
"""Partners of a page: it is read on a phone."""


@dataclass(frozen=True)
class PartnerFilter:
    """How the list of partners is narrowed; empty values ask nothing."""

    q: str = ""
    """In names, and in what they offer and seek for everybody to read."""
    province: str = ""
    sector: str = ""
    side: str = ""
    kind: PartyKind | None = None
    open_only: bool = False
    """Only those with whom nothing stands and to whom nobody has said no thanks here."""
    topic: str = ""


def _allowed(plan: MeetingPlan, party: MeetingParty) -> list[ColumnElement[bool]]:
    """Whom the party may meet, as `rules.bar_between` says."""
    first, second = PartyExclusion.party_id, PartyExclusion.other_id
    kept_apart = exists().where(
        PartyExclusion.event_id == party.event_id,
        or_(and_(first == party.id, second == _P.id), and_(second == party.id, first == _P.id)),
    )
    conditions = [_P.event_id == party.event_id, _P.id != party.id, _P.state == PartyState.ACTIVE, ~kept_apart]
    if plan.keeps_groups_apart and party.group_name:
        conditions.append(_P.group_name != party.group_name)
    sides, kinds = partners_of(plan.pairs, party)
    if sides is not None:
        conditions.append(or_(_P.side == "", _P.side.in_(sorted(sides))))
    if kinds is not None:
        conditions.append(_P.kind.in_([kind for kind in PartyKind if kind.value in kinds]))
    return conditions


def _narrowed(party: MeetingParty, asked: PartnerFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if asked.q:
        word = folded(asked.q)
        says = _listed(party.event_id).where(Listing.search_text.contains(word, autoescape=True))
        named = _O.name_key.contains(word, autoescape=True), _O.name_en.icontains(asked.q, autoescape=True)
        conditions.append(or_(*named, says.exists()))
    if asked.topic:
        conditions.append(_listed(party.event_id).where(Listing.topic_id == asked.topic).exists())
    pairs = ((_P.province_code, asked.province), (_P.sector_code, asked.sector), (_P.side, asked.side))
    conditions += [column == value for column, value in pairs if value]
    if asked.kind is not None:
        conditions.append(_P.kind == asked.kind)
    if asked.open_only:
        request = MeetingRequest
        ends = or_(
            and_(request.asker_id == party.id, request.asked_id == _P.id),
            and_(request.asked_id == party.id, request.asker_id == _P.id),
        )
        conditions.append(~exists().where(ends, request.state.in_(STANDING)))
        conditions.append(~exists().where(NoThanks.party_id == party.id, NoThanks.other_id == _P.id))
    return conditions


def _listed(event_id: int) -> Select[int]:
    """Listings of a partner that everybody at the event may read; correlated with the party."""
    query = select(Listing.id).where(Listing.event_id == event_id, Listing.organization_id == _P.organization_id)
    return query.where(Listing.state == ListingState.PUBLISHED, Listing.confidential.is_(False)).correlate(_P)


def list_topics_of(event_id: int) -> list[str]:
    """Topics of the listings that everybody at the event may read."""
    query = select(Listing.topic_id).where(
        Listing.event_id == event_id, Listing.state == ListingState.PUBLISHED, Listing.confidential.is_(False)
    )
    return [topic for topic in db.session.scalars(query.distinct()) if topic]


def get_partners(
    plan: MeetingPlan,
    party: MeetingParty,
    asked: PartnerFilter,
    cursor: str | None,
    *,
    fit: ColumnElement[int] | None = None,
) -> Page[MeetingParty]:
    """One page of those whom the party may meet, with their organizations: those first that fit best (`fit`), then by
    name."""
    query = select(_P).join(_P.organization).options(contains_eager(_P.organization))
    query = query.where(*_allowed(plan, party), *_narrowed(party, asked))
    keys = [Key(_O.pinyin_key), Key(_P.id)]
    return get_page(query, [Key(fit, falling=True), *keys] if fit is not None else keys, cursor, size=SIZE)


def get_partner(plan: MeetingPlan, party: MeetingParty, other_id: int) -> MeetingParty:
    """One of those whom the party may meet.

    Raises:
        NotFound: there is none, or the two may not meet.
    """
    query = select(_P).join(_P.organization).options(contains_eager(_P.organization))
    found = db.session.scalar(query.where(_P.id == min(other_id, LARGEST), *_allowed(plan, party)))
    if found is None:
        raise NotFound(_("There is no such organization among those that you may meet."))
    return found


def find_partner(plan: MeetingPlan, party: MeetingParty, other_id: int) -> MeetingParty | None:
    """One of those whom the party may meet, or None."""
    return list_allowed(plan, party, [other_id]).get(other_id)


def list_allowed(plan: MeetingPlan, party: MeetingParty, other_ids: Collection[int]) -> dict[int, MeetingParty]:
    """Those of these numbers whom the party may meet, with their organizations."""
    if not other_ids:
        return {}
    query = select(_P).join(_P.organization).options(contains_eager(_P.organization))
    query = query.where(_P.id.in_(sorted(set(other_ids))), *_allowed(plan, party))
    return {one.id: one for one in db.session.scalars(query)}


def list_facets(plan: MeetingPlan, party: MeetingParty) -> tuple[set[str], set[str], set[str]]:
    """Provinces, sectors and sides of those whom the party may meet; one statement."""
    query = select(_P.province_code, _P.sector_code, _P.side).where(*_allowed(plan, party)).distinct()
    rows = list(db.session.execute(query))
    found = [{row[place] for row in rows if row[place]} for place in range(3)]
    return found[0], found[1], found[2]


def list_full(plan: MeetingPlan, parties: Iterable[MeetingParty]) -> set[int]:
    """Those of these whose accepted meetings are all that they may have: nobody can ask them. One statement."""
    known = {one.id: one for one in parties}
    loads = count_loads(known) if known else {}
    return {number for number, load in loads.items() if load.accepted >= limits_of(plan, known[number]).maximum}


def list_relations(party_id: int, other_ids: Collection[int]) -> dict[int, MeetingRequest | NoThanks]:
    """Other party → the request that stands between the two, or that the party said no thanks; others are left out.
    What the party is not to see of requests is left out too: those of whom it said no thanks to. Two statements."""
    relation_of: dict[int, MeetingRequest | NoThanks] = {}
    pairs = [ordered(party_id, other) for other in other_ids]
    if not pairs:
        return relation_of
    request: Any = MeetingRequest
    query = select(request).where(
        or_(
            and_(request.asker_id == party_id, request.asked_id.in_(sorted(other_ids))),
            and_(request.asked_id == party_id, request.asker_id.in_(sorted(other_ids))),
        ),
        request.state.in_(STANDING),
    )
    for row in db.session.scalars(query):
        relation_of[row.asked_id if row.asker_id == party_id else row.asker_id] = row
    unwanted = select(NoThanks).where(NoThanks.party_id == party_id, NoThanks.other_id.in_(sorted(other_ids)))
    for said in db.session.scalars(unwanted):
        relation_of[said.other_id] = said
    return relation_of
