"""Organizations are merged: who takes part in meetings does so under the one that stays."""

from __future__ import annotations

import pytest

from eventmgr.ground.db import db, write
from eventmgr.matchmaking.meeting_parties.models import MeetingParty
from eventmgr.matchmaking.organizations import statements
from tests.factories import make_organization
from tests.matchmaking.factories import make_matchmaking, make_party

pytestmark = pytest.mark.usefixtures("frozen", "database")


def bodies(*parties):
    return [db.session.get(MeetingParty, party.id, populate_existing=True).organization_id for party in parties]


def test_parties_move_with_their_organization_and_back_unless_both_take_part():
    gone, kept = make_organization("甲样例有限公司"), make_organization("甲样例有限责任公司")
    alone, twin = make_party(make_matchmaking(), gone), make_party(make_matchmaking(), gone)
    make_party(twin.event, kept)

    moved = write(lambda: statements.move(gone.id, kept.id))
    assert bodies(alone, twin) == [kept.id, gone.id]

    write(lambda: statements.move_back(kept.id, gone.id, moved))
    assert bodies(alone, twin) == [gone.id, gone.id]
