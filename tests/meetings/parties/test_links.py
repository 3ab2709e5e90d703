"""What opens a party's own pages."""

from __future__ import annotations

from eventmgr.db import db
from eventmgr.meetings.parties.access import link_token
from eventmgr.meetings.parties.models import PartyState
from tests.meetings.factories import make_matchmaking, make_party, make_representative


def test_a_link_opens_the_page_until_it_is_renewed_or_the_party_leaves(client, database):
    party = make_party(make_matchmaking(), people=0)
    address = f"/meetings/{link_token(make_representative(party))}/"
    assert party.organization.name in client.get(address).text
    assert client.get(address[:-2] + "x/").status_code == 404
    party.state = PartyState.LEFT
    db.session.commit()
    assert client.get(address).status_code == 404
    party.state, party.link_version = PartyState.ACTIVE, 2
    db.session.commit()
    assert client.get(address).status_code == 404
