"""How tests act on pages of requests."""

from __future__ import annotations

from typing import Any

from eventmgr.ground.db import db
from eventmgr.matchmaking.meeting_parties.access import link_token
from eventmgr.matchmaking.meeting_parties.models import MeetingParty
from eventmgr.matchmaking.meeting_requests.models import MeetingCall
from eventmgr.matchmaking.meeting_requests.queries import list_own_seats
from tests.factories import NOON, keep


def home(party: MeetingParty) -> str:
    """Where the pages of a party begin, by the link of its first representative."""
    return f"/meetings/{link_token(list_own_seats(party.id)[0])}/"


def press(client: Any, address: str, **typed: object) -> Any:
    """The answer to a form that is sent."""
    return client.post(address, data=typed)


def one(model: Any) -> Any:
    """The only row, as it stands."""
    db.session.expire_all()
    return db.session.query(model).one()


def make_call(party: MeetingParty, **values: Any) -> MeetingCall:
    """A call of the party for two partners."""
    defaults: dict[str, Any] = {
        "event_id": party.event_id,
        "party_id": party.id,
        "title": {"zh": "寻找合作伙伴", "en": "Partners wanted"},
        "places": 2,
        "created_at": NOON,
    }
    return keep(MeetingCall(**defaults | values))
