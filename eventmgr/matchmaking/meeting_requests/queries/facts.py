"""What the rules ask before somebody asks or answers; read anew, for whoever asks has locked the plan."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, case, exists, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from eventmgr.event.events.models import Event
from eventmgr.event.events.queries import get_of
from eventmgr.ground.db import db
from eventmgr.ground.errors import NotFound
from eventmgr.ground.i18n import _
from eventmgr.ground.text import LARGEST
from eventmgr.matchmaking.meeting_parties.models import MeetingParty, PartyExclusion
from eventmgr.matchmaking.meeting_plans.models import MeetingBlock
from eventmgr.matchmaking.meeting_requests.models import MeetingRequest, NoThanks, RequestState
from eventmgr.matchmaking.meeting_requests.rules import Load, ordered

_R = MeetingRequest
STANDING = (RequestState.ASKED, RequestState.ACCEPTED)
_WITH_PARTIES = (
    joinedload(_R.asker).joinedload(MeetingParty.organization),
    joinedload(_R.asked).joinedload(MeetingParty.organization),
)


def is_hidden() -> ColumnElement[bool]:
    """Whether the asked party sees nothing of a request: it has said no thanks to the asker, and has answered nothing.
    The one condition for it."""
    said = exists().where(NoThanks.party_id == _R.asked_id, NoThanks.other_id == _R.asker_id)
    return said & _R.answered_at.is_(None)


def get_pair(event: Event, first_id: int, second_id: int) -> tuple[MeetingParty, MeetingParty]:
    """Two parties of the event with their organizations, as they stand.

    Raises:
        NotFound: one of them is none of this event.
    """
    wanted = {number for number in (first_id, second_id) if 0 < number <= LARGEST}
    query = select(MeetingParty).where(MeetingParty.event_id == event.id, MeetingParty.id.in_(sorted(wanted)))
    query = query.options(joinedload(MeetingParty.organization)).execution_options(populate_existing=True)
    found = {party.id: party for party in db.session.scalars(query)}
    if first_id not in found or second_id not in found:
        raise NotFound(_("There is no such organization at the meetings of this event."))
    return found[first_id], found[second_id]


def get_request(event: Event, request_id: int) -> MeetingRequest:
    """A request of the event with both parties, as it stands.

    Raises:
        NotFound: there is none.
    """
    return get_of(event, MeetingRequest, request_id, *_WITH_PARTIES)


def find_standing(first_id: int, second_id: int) -> MeetingRequest | None:
    """The request that stands between two parties, whoever asked; served by the unique index."""
    first, second = ordered(first_id, second_id)
    query = select(_R).where(_R.first_id == first, _R.second_id == second, _R.state.in_(STANDING))
    return db.session.scalar(query.options(*_WITH_PARTIES).execution_options(populate_existing=True))


def list_standing_of(party_id: int) -> list[MeetingRequest]:
    """All that stands of a party, by number, with both parties."""
    query = select(_R).where(or_(_R.asker_id == party_id, _R.asked_id == party_id), _R.state.in_(STANDING))
    query = query.options(*_WITH_PARTIES).execution_options(populate_existing=True)
    return list(db.session.scalars(query.order_by(_R.id)))


def is_answered_no(asker_id: int, asked_id: int) -> bool:
    """Whether `asked` has declined a request of `asker` before."""
    query = select(exists().where(_R.asker_id == asker_id, _R.asked_id == asked_id, _R.state == RequestState.DECLINED))
    return bool(db.session.scalar(query))


def is_unwanted(party_id: int, other_id: int) -> bool:
    """Whether `party` has said no thanks to `other`."""
    return bool(db.session.scalar(select(exists().where(NoThanks.party_id == party_id, NoThanks.other_id == other_id))))


def list_unwanted(party_id: int) -> list[NoThanks]:
    """Whom the party has said no thanks to, by number."""
    query = select(NoThanks).where(NoThanks.party_id == party_id).order_by(NoThanks.id)
    return list(db.session.scalars(query.execution_options(populate_existing=True)))


def list_apart(event_id: int, party_id: int) -> set[tuple[int, int]]:
    """Pairs with the party that organizers keep apart, the smaller number first."""
    query = select(PartyExclusion.party_id, PartyExclusion.other_id).where(
        PartyExclusion.event_id == event_id,
        or_(PartyExclusion.party_id == party_id, PartyExclusion.other_id == party_id),
    )
    return {(row[0], row[1]) for row in db.session.execute(query)}


def count_loads(party_ids: Collection[int]) -> dict[int, Load]:
    """Party → its accepted meetings and its own open requests; one statement."""
    ids = sorted(party_ids)
    sides = []
    for side in (_R.asker_id, _R.asked_id):
        accepted = func.sum(case((_R.state == RequestState.ACCEPTED, 1), else_=0))
        waiting = func.sum(case((_R.state == RequestState.ASKED, 1), else_=0))
        query = select(side.label("party"), accepted.label("accepted"), waiting.label("waiting"))
        sides.append(query.where(side.in_(ids), _R.state.in_(STANDING)).group_by(side))
    asking, asked = (side.subquery() for side in sides)
    load_of = {number: Load() for number in ids}
    both = select(asking.c.party, asking.c.accepted, asking.c.waiting).union_all(
        select(asked.c.party, asked.c.accepted, asked.c.waiting * 0)
    )
    for party, accepted, waiting in db.session.execute(both):
        before = load_of[party]
        load_of[party] = Load(before.accepted + int(accepted), before.open + int(waiting))
    return load_of


def find_first_start(event_id: int) -> datetime | None:
    """When the first meeting can begin; None: no time is planned."""
    return db.session.scalar(select(func.min(MeetingBlock.starts_at)).where(MeetingBlock.event_id == event_id))


def list_partner_organizations(event_id: int, organization_id: int) -> set[int]:
    """Organizations with which that one has an accepted meeting at the event; one statement."""
    asker, asked = aliased(MeetingParty), aliased(MeetingParty)
    query = (
        select(asker.organization_id, asked.organization_id)
        .join(MeetingRequest, MeetingRequest.asker_id == asker.id)
        .join(asked, MeetingRequest.asked_id == asked.id)
        .where(MeetingRequest.event_id == event_id, MeetingRequest.state == RequestState.ACCEPTED)
        .where(or_(asker.organization_id == organization_id, asked.organization_id == organization_id))
    )
    return {number for pair in db.session.execute(query) for number in pair} - {organization_id}
