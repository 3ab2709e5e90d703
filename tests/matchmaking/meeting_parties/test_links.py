"""What opens a party's own pages: representatives' links, and the session of the liaison of its delegation."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from eventmgr.event.events.models import InvitedUnit
from eventmgr.event.registration.letters.writing import my_token
from eventmgr.ground import clock
from eventmgr.ground.db import db, write
from eventmgr.identity.team.roles import TeamRole
from eventmgr.matchmaking.meeting_parties import queries, services
from eventmgr.matchmaking.meeting_parties.access import liaison_token, link_token
from eventmgr.matchmaking.meeting_parties.models import MeetingParty, PartyAbsence, PartyState
from eventmgr.matchmaking.meeting_plans.queries import list_blocks
from eventmgr.matchmaking.meeting_plans.slots import slot_name, slots_of
from eventmgr.tools.log.models import ActorKind, AuditEntry
from eventmgr.tools.log.services import SYSTEM, Act
from eventmgr.tools.messages.models import OutboxLetter
from eventmgr.tools.messages.secrets import filled
from tests.conftest import client_of
from tests.event.delegations.acting import entered
from tests.factories import make_liaison, make_member, make_registration
from tests.matchmaking.factories import make_matchmaking, make_party, make_representative

pytestmark = pytest.mark.usefixtures("frozen", "database")


def act():
    return Act(SYSTEM, clock.now())


def address(party, rest=""):
    [seat] = queries.list_representatives_of(party.id)
    return f"/meetings/{link_token(seat)}/{rest}"


def entries():
    db.session.expire_all()
    rows = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))
    return [(entry.action, entry.actor_kind, entry.actor_name) for entry in rows]


def letters():
    db.session.expire_all()
    rows = db.session.scalars(
        select(OutboxLetter).where(OutboxLetter.kind == "meetings.link").order_by(OutboxLetter.id)
    )
    return [filled(letter) for letter in rows]


def test_a_link_opens_the_page_until_it_is_renewed_or_the_party_leaves(client):
    party = make_party(make_matchmaking())
    page = address(party)
    assert party.organization.name in client.get(page).text
    assert client.get(page[:-2] + "x/").status_code == 404
    party.state = PartyState.LEFT
    db.session.commit()
    assert client.get(page).status_code == 404
    party.state, party.link_version = PartyState.ACTIVE, 2
    db.session.commit()
    assert client.get(page).status_code == 404


def test_everybody_is_sent_their_own_link_once_and_it_opens_the_page(client, sign_in):
    event = make_matchmaking()
    party = make_party(event, people=2)
    make_representative(make_party(event, people=0), email="")
    make_party(event, state=PartyState.LEFT)
    office = sign_in(make_member(event, TeamRole.REGISTRAR))
    invite = f"/manage/events/{event.slug}/matchmaking/organizations/invite"

    assert office.post(invite, data={"telling": ""}).status_code == 200, "asks first"
    assert letters() == []
    assert office.post(invite, data={"telling": "now"}).status_code == 303

    sent = letters()
    assert [letter.to_address for letter in sent] == [seat.email for seat in queries.list_representatives_of(party.id)]
    found = [re.search(r"/meetings/([\w-]+)/", letter.text)[0] for letter in sent]
    assert len(set(found)) == 2
    for page in found:
        assert client_of(client.application).get(page).status_code == 200
    office.post(invite, data={"telling": "now"})
    assert len(letters()) == 2


def test_a_link_that_was_revoked_is_not_in_the_e_mail_that_leaves(client):
    event = make_matchmaking()
    party = make_party(event)
    [seat] = queries.list_representatives_of(party.id)
    write(lambda: services.invite(event, seat, act=act()))

    write(lambda: services.renew_links(event, party, act=act()))

    [letter] = letters()
    assert "/meetings/" not in letter.text
    assert queries.list_uninvited(event.id) == [seat], "a new link can be sent"


def test_the_own_page_of_a_registration_leads_to_the_meetings_of_its_organization(client):
    event = make_matchmaking()
    registration, stranger = make_registration(event), make_registration(event)
    seat = make_representative(make_party(event, people=0), registration_id=registration.id)

    own = client.get(f"/my/{my_token(registration)}/").text
    assert f"/meetings/{link_token(seat)}/" in own
    assert "/meetings/" not in client.get(f"/my/{my_token(stranger)}/").text


def test_times_are_ticked_on_a_phone_and_stand_in_the_trail(client):
    event = make_matchmaking(slots=4)
    party = make_party(event)
    slots = slots_of(list_blocks(event.id), event.timezone)

    answer = client.post(address(party, "times"), data={"absent_all": [slot_name(slots[0]), slot_name(slots[1])]})

    assert answer.status_code == 303
    [absence] = db.session.scalars(select(PartyAbsence))
    assert (absence.starts_at, absence.ends_at) == (slots[0].starts_at, slots[1].ends_at)
    assert entries()[-1][:2] == ("absences_set", ActorKind.PARTICIPANT)
    assert "checked" in client.get(address(party, "times")).text
    assert client.post(address(party, "times"), data={"absent_all": ["17"]}).status_code == 422
    client.post(address(party, "times"), data={"form_id": "-"})
    assert db.session.scalars(select(PartyAbsence)).all() == []


def test_contact_details_are_shared_by_consent_alone(client):
    party = make_party(make_matchmaking())
    page = client.get(address(party, "settings"))
    assert "提供对象" in page.text or "To whom" in page.text

    client.post(address(party, "settings/contact"), data={"shares": "1"})
    db.session.refresh(party)
    assert party.shares_contact and party.shared_at is not None
    client.post(address(party, "settings/contact"))
    db.session.refresh(party)
    assert (party.shares_contact, party.shared_at) == (False, None)
    assert [action for action, _kind, _name in entries()] == ["contact_shared", "contact_hidden"]


class TestLiaison:
    """The liaison of a delegation acts for its organizations, in their own browser, as long as their session lasts."""

    @pytest.fixture
    def event(self):
        event = make_matchmaking()
        event.units = [InvitedUnit(unit_code="310000"), InvitedUnit(unit_code="420000")]
        db.session.commit()
        return event

    @pytest.fixture
    def liaison(self, event):
        return make_liaison(event, "310000", link="l1")

    def test_sees_them_on_the_own_page_and_acts_in_the_name_of_the_delegation(self, app, event, liaison):
        party = make_party(event, unit_code="310000")
        make_party(event, unit_code="420000")
        browser = entered(app, "l1")
        page = browser.get(f"/delegations/{event.slug}/310000/").text
        [token] = set(re.findall(r"/meetings/([\w-]+)/", page))
        assert token == liaison_token(liaison, party)

        for rest in ("", "times", "settings"):
            assert browser.get(f"/meetings/{token}/{rest}").status_code == 200
        assert browser.post(f"/meetings/{token}/settings", data={"language": "en"}).status_code == 303

        assert db.session.get(MeetingParty, party.id, populate_existing=True).language == "en"
        action, kind, name = entries()[-1]
        assert (action, kind) == ("changed", ActorKind.PARTICIPANT)
        assert "Shanghai" in name or "上海" in name

    def test_consents_for_nobody(self, app, event, liaison):
        party = make_party(event, unit_code="310000")
        browser = entered(app, "l1")
        page = f"/meetings/{liaison_token(liaison, party)}/settings/contact"
        assert browser.post(page, data={"shares": "1"}).status_code == 403
        assert not db.session.get(MeetingParty, party.id, populate_existing=True).shares_contact

    def test_the_token_alone_opens_nothing(self, app, event, liaison):
        token = liaison_token(liaison, make_party(event, unit_code="310000"))
        assert client_of(app).get(f"/meetings/{token}/").status_code == 404

    def test_another_delegation_is_none_of_theirs(self, app, event, liaison):
        theirs = make_party(event, unit_code="420000")
        other = make_liaison(event, "420000", link="l2")
        browser = entered(app, "l1")
        assert browser.get(f"/meetings/{liaison_token(liaison, theirs)}/").status_code == 404
        assert browser.get(f"/meetings/{liaison_token(other, theirs)}/").status_code == 404
        assert entered(app, "l2").get(f"/meetings/{liaison_token(other, theirs)}/").status_code == 200

    def test_ends_with_the_session_and_when_the_organization_moves_on(self, app, event, liaison):
        party = make_party(event, unit_code="310000")
        page = f"/meetings/{liaison_token(liaison, party)}/"
        browser = entered(app, "l1")
        assert browser.get(page).status_code == 200
        party.unit_code = "420000"
        db.session.commit()
        assert browser.get(page).status_code == 404
        party.unit_code = "310000"
        db.session.commit()
        browser.post(f"/delegations/{event.slug}/310000/leave")
        assert browser.get(page).status_code == 404
