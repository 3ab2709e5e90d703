"""What stays between the events is found in the sample by those whom it concerns."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from eventmgr.console.sample import queries
from eventmgr.console.sample.people.roster import ARCHIVED, MATCHMAKING, SEMINAR
from eventmgr.event.delegations.models import Liaison
from eventmgr.event.delegations.services.opening import new_link
from eventmgr.event.registration.letters.writing import my_token
from eventmgr.event.registration.models import Registration
from eventmgr.exchange.desk.models import DeskLine, LineKind
from eventmgr.exchange.policies.models import Policy
from eventmgr.exchange.policies.queries import list_choosable
from eventmgr.ground.db import db, transaction
from eventmgr.matchmaking.listings.content.details import DOCUMENT
from eventmgr.matchmaking.listings.models import Listing, ListingKind
from eventmgr.matchmaking.meeting_parties.models import MeetingParty, PartyRepresentative
from eventmgr.output.figures.queries.themes import load_topics_of_deals
from eventmgr.tools.log.services import SYSTEM, Act
from tests.event.delegations.acting import entered, page_of
from tests.factories import NOON, make_admin

HUBEI = "420000"


@pytest.fixture
def sample(database, kept_sample, frozen):
    kept_sample()


def test_the_liaison_of_hubei_finds_the_enquiry_that_is_overdue_on_the_page_of_the_delegation(app, sample):
    seminar = queries.find_event(SEMINAR)
    who = select(Liaison).where(Liaison.event_id == seminar.id, Liaison.unit_code == HUBEI).order_by(Liaison.id)
    with transaction():
        token = new_link(seminar, db.session.scalars(who).first(), act=Act(SYSTEM, NOON))
    browser = entered(app, token)

    assert "Enquiries about offers: 1 open" in browser.get(page_of(seminar, HUBEI)).text
    listed = browser.get(page_of(seminar, HUBEI, "enquiries/")).text
    assert ("Jiangxia park for new energy vehicle parts" in listed, "Sunan park" in listed) == (True, False)


def test_somebody_who_offers_something_at_an_event_is_led_from_the_own_page_to_what_was_asked(client, sample):
    offer = queries.get_offer_of_somebody(queries.find_event(MATCHMAKING).id)
    query = select(Registration).join(PartyRepresentative, PartyRepresentative.registration_id == Registration.id)
    query = query.join(MeetingParty, MeetingParty.id == PartyRepresentative.party_id)
    own = db.session.scalars(query.where(MeetingParty.organization_id == offer.organization_id)).first()

    assert f"/companies/{my_token(own)}/enquiries/" in client.get(f"/my/{my_token(own)}/").text
    assert "台州样例五金制品" not in client.get(f"/companies/{my_token(own)}/enquiries/").text


def test_deals_that_enquiries_led_to_stand_by_the_topics_of_their_offers(sample):
    topics = load_topics_of_deals([queries.find_event(ARCHIVED).id])
    assert sorted(topics.values()) == ["rnd", "smart_factory", "standard"]


def test_a_request_that_the_office_handed_over_stands_at_the_desk_of_the_seminar(client, sign_in, sample):
    line = db.session.scalars(select(DeskLine).where(DeskLine.kind == LineKind.HANDED_OVER)).one()
    page = sign_in(make_admin()).get(f"/manage/events/{SEMINAR}/desk/{line.request_id}/").text
    assert ("已转交" in page, line.text in page) == (True, True)


def test_subsidies_rest_on_policies_that_are_in_force_where_they_are_offered(sample):
    offers = db.session.scalars(select(Listing).where(Listing.kind == ListingKind.SUBSIDY)).all()
    resting = [offer for offer in offers if DOCUMENT in offer.details]
    astray = [
        offer.title["zh"]
        for offer in resting
        if offer.details[DOCUMENT]
        not in {one.id for one in list_choosable(offer.organization.province_code, day=NOON.date())}
    ]
    assert (len(resting), astray) == (3, [])
    for offer in resting:
        assert offer.details["basis"] == db.session.get(Policy, offer.details[DOCUMENT]).number
