"""Reading requests as a party sees them: what others ask, what it asked, and nothing of those to whom it said no thanks."""

from __future__ import annotations

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import joinedload

from eventmgr.ground.db import db
from eventmgr.ground.errors import NotFound
from eventmgr.ground.i18n import _
from eventmgr.ground.text import LARGEST
from eventmgr.matchmaking.meeting_parties.models import MeetingParty, PartyRepresentative
from eventmgr.matchmaking.meeting_requests.models import MeetingRequest, RequestState
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
