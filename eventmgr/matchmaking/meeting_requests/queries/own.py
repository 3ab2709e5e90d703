"""Reading requests as a party sees them, what they are about, what is written inside them; calls and who applied."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import joinedload

from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.ground.errors import NotFound
from eventmgr.ground.i18n import _
from eventmgr.ground.text import LARGEST
from eventmgr.matchmaking.listings.access import Reader, is_shown, reader_of
from eventmgr.matchmaking.listings.models import Listing
from eventmgr.matchmaking.listings.queries import list_by_id, list_of_organizations
from eventmgr.matchmaking.meeting_parties.models import MeetingParty, PartyRepresentative, PartyState
from eventmgr.matchmaking.meeting_requests.models import MeetingCall, MeetingRequest, RequestMessage, RequestState
from eventmgr.matchmaking.meeting_requests.queries.facts import _WITH_PARTIES, is_hidden
from eventmgr.tools.web.paging import Key, Page, get_page

_R = MeetingRequest
SIZE = 20
_ORDER = [Key(_R.created_at, falling=True), Key(_R.id, falling=True)]


def _sees(party_id: int) -> ColumnElement[bool]:
    return or_(_R.asker_id == party_id, (_R.asked_id == party_id) & ~is_hidden())


def get_own(party: MeetingParty, request_id: int) -> MeetingRequest:
    """A request that the party made or sees, with both parties, as it stands.

    Raises:
        NotFound: there is none, or the party is not to see it.
    """
    query = select(_R).where(_R.id == min(request_id, LARGEST), _R.event_id == party.event_id, _sees(party.id))
    found = db.session.scalar(query.options(*_WITH_PARTIES).execution_options(populate_existing=True))
    if found is None:
        raise NotFound(_("There is no such request for a meeting."))
    return found


def get_incoming(party: MeetingParty, cursor: str | None, *, is_open: bool) -> Page[MeetingRequest]:
    """What others asked of the party, the latest first: what waits for its answer, or the rest."""
    state = _R.state == RequestState.ASKED
    query = select(_R).where(_R.asked_id == party.id, ~is_hidden(), state if is_open else ~state)
    query = query.options(joinedload(_R.asker).joinedload(MeetingParty.organization))
    return get_page(query, _ORDER, cursor, size=SIZE)


def get_outgoing(party: MeetingParty, cursor: str | None) -> Page[MeetingRequest]:
    """What the party asked, the latest first."""
    query = select(_R).where(_R.asker_id == party.id)
    query = query.options(joinedload(_R.asked).joinedload(MeetingParty.organization))
    return get_page(query, _ORDER, cursor, size=SIZE)


def count_incoming(party_id: int) -> int:
    """How many requests wait for the party's answer."""
    query = select(func.count()).where(_R.asked_id == party_id, _R.state == RequestState.ASKED, ~is_hidden())
    return db.session.scalar(query) or 0


def list_own_seats(party_id: int) -> list[PartyRepresentative]:
    """Who may sit at the table for a party, in its order."""
    query = select(PartyRepresentative).where(PartyRepresentative.party_id == party_id)
    return list(db.session.scalars(query.order_by(PartyRepresentative.position, PartyRepresentative.id)))


MOST_SUBJECTS = 10
"""Listings that one request may be about."""


def list_subjects(event: Event, own: MeetingParty, other: MeetingParty) -> list[Listing]:
    """What a request between the two may be about: listings of either that both read; those of the other first."""
    ids = (own.organization_id, other.organization_id)
    readers = [reader_of(event, number) for number in ids]
    both = [one for one in list_of_organizations(event.id, ids) if all(is_shown(one, reader) for reader in readers)]
    return sorted(both, key=lambda one: (one.organization_id == own.organization_id, one.id))


def list_kept_subjects(event: Event, asker: MeetingParty, asked: MeetingParty, ids: Iterable[int]) -> list[int]:
    """Of these listings what a request between the two may be about, each once, as many as it may be about."""
    wanted = list(dict.fromkeys(ids))
    known = {one.id for one in list_subjects(event, asker, asked)} if wanted else set()
    return [number for number in wanted if number in known][:MOST_SUBJECTS]


def list_listings_read(event: Event, requests: Collection[MeetingRequest], reader: Reader) -> dict[int, list[Listing]]:
    """Request → what it is about, as far as the reader reads it; one statement, none where nothing is said."""
    wanted = {int(number) for one in requests for number in one.listing_ids}
    read = {one.id: one for one in list_by_id(event.id, wanted) if is_shown(one, reader)} if wanted else {}
    return {one.id: [read[number] for number in one.listing_ids if _is_of(one, read.get(number))] for one in requests}


def _is_of(request: MeetingRequest, listing: Listing | None) -> bool:
    """Whether a listing is one of the two's; SQLite gives the number of one that was deleted to another."""
    return listing is not None and listing.organization_id in (
        request.asker.organization_id,
        request.asked.organization_id,
    )


def list_listings_read_by(
    event: Event, requests: Collection[MeetingRequest], organization_id: int
) -> dict[int, list[Listing]]:
    """The listings of the requests that this organization may read."""
    has_any = any(one.listing_ids for one in requests)
    return list_listings_read(event, requests, reader_of(event, organization_id)) if has_any else {}


_M = RequestMessage


def list_messages(request_id: int) -> list[RequestMessage]:
    """All messages of a request, the oldest first; at most twice `MOST_MESSAGES`."""
    query = select(_M).where(_M.request_id == request_id).order_by(_M.id)
    return list(db.session.scalars(query.execution_options(populate_existing=True)))


def count_messages(request_id: int, party_id: int) -> int:
    """How many one side has written."""
    return db.session.scalar(select(func.count()).where(_M.request_id == request_id, _M.party_id == party_id)) or 0


def get_message(event: Event, message_id: int) -> tuple[RequestMessage, MeetingRequest]:
    """A message of a request of the event, and the request.

    Raises:
        NotFound: there is none.
    """
    query = select(_M, MeetingRequest).join(MeetingRequest, MeetingRequest.id == _M.request_id)
    query = query.where(MeetingRequest.event_id == event.id, _M.id == min(message_id, LARGEST))
    found = db.session.execute(query.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NotFound(_("There is no such message."))
    return found[0], found[1]


def get_reported_page(event_id: int, cursor: str | None) -> Page[tuple[RequestMessage, MeetingRequest]]:
    """Reported messages with their requests, the latest first."""
    query: Any = select(_M, MeetingRequest).join(MeetingRequest, MeetingRequest.id == _M.request_id)
    query = query.where(MeetingRequest.event_id == event_id, _M.reported_at.is_not(None))
    return get_page(query, [Key(_M.id, falling=True)], cursor)


def count_reported(event_id: int) -> int:
    """How many reported messages wait for a decision: not hidden."""
    query = select(func.count()).select_from(_M).join(MeetingRequest, MeetingRequest.id == _M.request_id)
    query = query.where(MeetingRequest.event_id == event_id, _M.reported_at.is_not(None), _M.hidden_at.is_(None))
    return db.session.scalar(query) or 0


_C, _R = MeetingCall, MeetingRequest


def find_call(event_id: int, call_id: int) -> MeetingCall | None:
    """A call of the event, as it stands."""
    query = select(_C).where(_C.event_id == event_id, _C.id == min(call_id, LARGEST))
    return db.session.scalar(query.execution_options(populate_existing=True))


def list_calls(event_id: int) -> list[MeetingCall]:
    """All calls of the event, the latest first."""
    return list(db.session.scalars(select(_C).where(_C.event_id == event_id).order_by(_C.id.desc())))


def list_open_calls(event_id: int, *, at: datetime) -> list[MeetingCall]:
    """Calls to which partners can still apply, those that close first in front."""
    query = (
        select(_C)
        .join(MeetingParty, MeetingParty.id == _C.party_id)
        .where(
            _C.event_id == event_id,
            _C.closed_at.is_(None),
            or_(_C.closes_at.is_(None), _C.closes_at > at),
            MeetingParty.state == PartyState.ACTIVE,
        )
    )
    return list(db.session.scalars(query.order_by(_C.closes_at.is_(None), _C.closes_at, _C.id)))


def count_chosen(call_ids: Collection[int]) -> dict[int, tuple[int, int]]:
    """Call → (how many applied and wait, how many were chosen); what the caller is not to see is not counted."""
    query = select(_R.call_id, _R.state, func.count()).where(_R.call_id.in_(sorted(call_ids)), ~is_hidden())
    counts = dict.fromkeys(call_ids, (0, 0))
    for row in db.session.execute(query.group_by(_R.call_id, _R.state)):
        call_id, state, number = int(row[0] or 0), row[1], row[2]
        waiting, chosen = counts[call_id]
        if state is RequestState.ASKED:
            counts[call_id] = (waiting + number, chosen)
        elif state is RequestState.ACCEPTED:
            counts[call_id] = (waiting, chosen + number)
    return counts


def list_applications(call: MeetingCall) -> list[MeetingRequest]:
    """What applied to a call and stands or was answered, as the caller sees it, the earliest first, with both
    parties."""
    query = select(_R).where(_R.call_id == call.id, ~is_hidden()).options(*_WITH_PARTIES)
    return list(db.session.scalars(query.order_by(_R.id)))
