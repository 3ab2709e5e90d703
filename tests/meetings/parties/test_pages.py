"""The organizers' pages of parties, and a party's own."""

from __future__ import annotations

import pytest

from eventmgr.db import db
from eventmgr.meetings.parties.access import link_token
from eventmgr.meetings.parties.models import PartyExclusion
from eventmgr.meetings.planning.models import MeetingAssistant
from eventmgr.team.roles import TeamRole
from tests.factories import make_member
from tests.meetings.factories import make_matchmaking, make_party, make_representative

PAGES = (
    "", "settings/", "settings/rules/", "settings/coverage/", "places/", "blocks/new", "halls/new", "halls/walks",
    "assistants/", "assistants/new", "organizations/", "organizations/new", "organizations/take-over",
    "organizations/exclusions/",
)  # fmt: skip


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_page_opens(client, database, sign_in, lang):
    event = make_matchmaking()
    party = make_party(event, people=2)
    other = make_party(event)
    db.session.add(PartyExclusion(event_id=event.id, party_id=party.id, other_id=other.id))
    db.session.add(MeetingAssistant(event_id=event.id, name="王译", languages=["en"]))
    db.session.commit()
    sign_in(make_member(event, TeamRole.OWNER))
    base = f"/manage/events/{event.slug}/matchmaking/"
    one = (
        f"organizations/{party.id}/",
        *(f"organizations/{party.id}/{page}" for page in ("edit", "times", "leave", "people/new")),
    )
    for page in (*PAGES, *one, "assistants/1/", "blocks/1/", "halls/1/", f"organizations/{party.id}/people/1/"):
        answer = client.get(f"{base}{page}?lang={lang}")
        assert (page, answer.status_code) == (page, 200)
    token = link_token(make_representative(party))
    for page in ("", "times", "settings"):
        assert (page, client.get(f"/meetings/{token}/{page}?lang={lang}").status_code) == (page, 200)
