"""What stands between two parties at the desk."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Select, func, or_, select, text
from sqlalchemy.orm import contains_eager, joinedload

from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.ground.errors import NotFound
from eventmgr.ground.i18n import _
from eventmgr.ground.text import folded
from eventmgr.identity.directory.models import Organization
from eventmgr.matchmaking.meeting_parties.models import MeetingParty, PartyRepresentative, PartyState
from eventmgr.matchmaking.meeting_requests.models import STANDS, MeetingRequest, RequestState
from eventmgr.matchmaking.timetables.models import Meeting, MeetingState


def find_party_of(event_id: int, organization_id: int) -> MeetingParty | None:
    """The party of that organization at the event, whether it takes part or has left."""
    query = select(MeetingParty).where(
        MeetingParty.event_id == event_id, MeetingParty.organization_id == organization_id
    )
    return db.session.scalar(query)


def find_standing(event_id: int, one: int, other: int) -> MeetingRequest | None:
    """The request that stands between two parties, whoever asked."""
    first, second = sorted((one, other))
    query = select(MeetingRequest).where(
        MeetingRequest.event_id == event_id,
        MeetingRequest.first_id == first,
        MeetingRequest.second_id == second,
        text(STANDS),
    )
    return db.session.scalar(query)


def count_requests_of(party_id: int) -> int:
    """Requests of all states to or from a party."""
    query = select(func.count()).select_from(MeetingRequest)
    query = query.where(or_(MeetingRequest.asker_id == party_id, MeetingRequest.asked_id == party_id))
    return db.session.scalar(query) or 0


def is_placed(request_id: int) -> bool:
    """Whether the request's meeting has a place."""
    query = select(Meeting.id).where(Meeting.request_id == request_id, Meeting.state != MeetingState.CANCELLED)
    return db.session.scalar(query) is not None


def list_people_of(party_id: int) -> list[PartyRepresentative]:
    """The representatives of a party, by position."""
    query = select(PartyRepresentative).where(PartyRepresentative.party_id == party_id)
    return list(db.session.scalars(query.order_by(PartyRepresentative.position, PartyRepresentative.id)))


def list_found(event_id: int, q: str, *, limit: int) -> list[MeetingParty]:
    """Parties that take part and whose organization's name holds `q`, or whose pinyin begins with it; by pinyin."""
    query = select(MeetingParty).join(MeetingParty.organization).options(contains_eager(MeetingParty.organization))
    names = [Organization.name.icontains(q, autoescape=True), Organization.name_en.icontains(q, autoescape=True)]
    if q.isascii():
        typed = folded(q).replace(" ", "")
        names.append(func.replace(Organization.pinyin_key, " ", "").startswith(typed, autoescape=True))
    query = query.where(MeetingParty.event_id == event_id, MeetingParty.state == PartyState.ACTIVE, or_(*names))
    return list(db.session.scalars(query.order_by(Organization.pinyin_key, MeetingParty.id).limit(limit)))


def _requests() -> Select[MeetingRequest]:
    return select(MeetingRequest).options(
        joinedload(MeetingRequest.asker).joinedload(MeetingParty.organization),
        joinedload(MeetingRequest.asked).joinedload(MeetingParty.organization),
    )


def get_request(event: Event, request_id: int) -> MeetingRequest:
    """One request of that event, with both sides.

    Raises:
        NotFound: no such request here.
    """
    found = db.session.scalar(_requests().where(MeetingRequest.event_id == event.id, MeetingRequest.id == request_id))
    if found is None:
        raise NotFound(_("This event has no such meeting request."))
    return found


def list_requests_by_id(event_id: int, ids: Collection[int]) -> dict[int, MeetingRequest]:
    """Number → request of the event, with both sides."""
    if not ids:
        return {}
    query = _requests().where(MeetingRequest.event_id == event_id, MeetingRequest.id.in_(ids))
    return {one.id: one for one in db.session.scalars(query)}


def list_open_requests(event_id: int) -> list[MeetingRequest]:
    """Requests that nobody has answered yet, with both sides, by number."""
    query = _requests().where(MeetingRequest.event_id == event_id, MeetingRequest.state == RequestState.ASKED)
    return list(db.session.scalars(query.order_by(MeetingRequest.id)))


def count_readers(event_id: int, party_ids: Collection[int]) -> int:
    """Representatives with an e-mail address of these parties."""
    if not party_ids:
        return 0
    query = select(func.count(PartyRepresentative.id)).join(PartyRepresentative.party)
    query = query.where(
        MeetingParty.event_id == event_id, MeetingParty.id.in_(party_ids), PartyRepresentative.email != ""
    )
    return db.session.scalar(query) or 0
