"""How to reach the other side of a meeting: shown once both have agreed to meet and both consented to be reached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eventmgr.matchmaking.meeting_day.queries.asking import list_people_of
from eventmgr.matchmaking.meeting_parties.models import MeetingParty, PartyState
from eventmgr.matchmaking.meeting_requests.models import MeetingRequest, RequestState


@dataclass(frozen=True)
class Contact:
    """One representative of the other side."""

    name: str
    title: str
    mobile: str
    email: str


def may_see(request: MeetingRequest, party: MeetingParty) -> bool:
    """Whether `party` sees the contact data of the other side: the request is accepted, both take part, both consented."""
    if party.id not in (request.asker_id, request.asked_id) or request.state is not RequestState.ACCEPTED:
        return False
    sides = (request.asker, request.asked)
    return all(side.shares_contact and side.state is PartyState.ACTIVE for side in sides)


def contacts_for(request: MeetingRequest, party: MeetingParty) -> Sequence[Contact]:
    """Whom `party` may reach on the other side; nobody, where it may not see them."""
    if not may_see(request, party):
        return ()
    other = request.asked_id if request.asker_id == party.id else request.asker_id
    return [Contact(one.name, one.title, one.mobile, one.email) for one in list_people_of(other)]
