"""What a request is about: listings of the two, told to whoever may read them and to nobody else."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from eventmgr.ground import clock
from eventmgr.ground.db import db, write
from eventmgr.identity.team.roles import TeamRole
from eventmgr.matchmaking.listings.models import Listing, ListingState, ShownTo, Side
from eventmgr.matchmaking.meeting_requests import services
from eventmgr.matchmaking.meeting_requests.letters import ASKED as ASKED_LETTER
from eventmgr.matchmaking.meeting_requests.models import MeetingRequest, RequestState
from eventmgr.matchmaking.suggestions.models import PartnerSuggestion
from eventmgr.tools.messages.models import OutboxLetter
from eventmgr.tools.messages.secrets import filled
from tests.factories import NOON, keep, make_listing, make_member
from tests.matchmaking.factories import make_matchmaking, make_party, make_request
from tests.matchmaking.meeting_requests.acting import home, one, press
from tests.matchmaking.meeting_requests.services import act

SECRET = "绝密工艺"


@pytest.fixture
def two(database, frozen):
    event = make_matchmaking()
    return event, make_party(event), make_party(event)


def offered(event, party, title, side=Side.SUPPLY, **values):
    return make_listing(event, party.organization, side=side, title={"zh": title, "en": ""}, **values)


def typed(*numbers):
    return {
        "form_id": "6f0c52f4-9f31-4b1d-9d2e-3a3a3a3a3a3a",
        "wish": "would",
        "listings": [str(one) for one in numbers],
    }


def test_asking_from_a_suggestion_attaches_the_listings_that_matched(client, two):
    event, first, second = two
    own, theirs = offered(event, first, "伺服电机"), offered(event, second, "找伺服电机", Side.DEMAND)
    keep(
        PartnerSuggestion(
            event_id=event.id, demand_id=theirs.id, supply_id=own.id, demander_id=second.id, supplier_id=first.id,
            score=0.9, reasons={"zh": ["同一主题"], "en": ["same topic"]}, is_chosen=True, found_at=NOON,
        )
    )  # fmt: skip
    page = client.get(f"{home(first)}suggestions/").text
    [form] = re.findall(rf'<form[^>]*partners/{second.id}/ask".*?</form>', page, re.DOTALL)
    sent = re.findall(r'name="listing" value="(\d+)"', form)
    assert sent == [str(theirs.id), str(own.id)]
    press(client, f"{home(first)}partners/{second.id}/ask", wish="would", listing=sent)
    made = one(MeetingRequest)
    assert made.listing_ids == [theirs.id, own.id]
    asked = client.get(f"{home(second)}requests/{made.id}/?lang=en").text
    assert "The other side offers: 伺服电机" in asked and "You seek: 找伺服电机" in asked
    assert "伺服电机" in client.get(f"{home(second)}requests/?lang=en").text


def test_listings_are_ticked_on_the_page_of_a_partner_and_changed_while_it_waits(client, two):
    event, first, second = two
    own, theirs, other = offered(event, first, "注塑件"), offered(event, second, "模具"), offered(event, second, "刀具")
    page = client.get(f"{home(first)}partners/{second.id}/?lang=en").text
    assert all(
        words in page for words in ("You offer: 注塑件", "The other side offers: 模具", "The other side offers: 刀具")
    )
    assert press(client, f"{home(first)}partners/{second.id}/", **typed(own.id, theirs.id)).status_code == 303
    made = one(MeetingRequest)
    assert sorted(made.listing_ids) == sorted([own.id, theirs.id])
    edit = client.get(f"{home(first)}requests/{made.id}/edit").text
    assert len(re.findall(r'name="listings"[^>]*checked', edit)) == 2
    seen = re.findall(r'<input type="hidden" name="([^"]+)"[^>]* value="([^"]*)"', edit)
    press(client, f"{home(first)}requests/{made.id}/edit", **dict(seen) | {"wish": "must", "listings": [str(other.id)]})
    assert one(MeetingRequest).listing_ids == [other.id]


HIDDEN = {
    "for organizers alone": {"confidential": True, "shown_to": ShownTo.ORGANIZERS},
    "for partners alone": {"confidential": True, "shown_to": ShownTo.PARTNERS},
    "a draft": {"state": ListingState.DRAFT},
    "over": {"valid_until": date(2026, 3, 31)},
}


@pytest.mark.parametrize("values", HIDDEN.values(), ids=HIDDEN)
def test_a_listing_that_either_may_not_read_is_neither_offered_nor_attached(client, two, values):
    event, first, second = two
    own, theirs = offered(event, first, f"{SECRET}甲", **values), offered(event, second, f"{SECRET}乙", **values)
    stranger = offered(event, make_party(event), f"{SECRET}丙")
    assert SECRET not in client.get(f"{home(first)}partners/{second.id}/").text.replace(stranger.title["zh"], "")
    press(client, f"{home(first)}partners/{second.id}/ask", listing=[own.id, theirs.id, stranger.id, "x", 10**30])
    assert one(MeetingRequest).listing_ids == []


def test_what_becomes_confidential_is_told_to_its_own_and_to_organizers_alone(app, client, two, sign_in):
    event, first, second = two
    theirs = offered(event, second, SECRET)
    made = make_request(first, second, RequestState.ASKED, listing_ids=[theirs.id])
    assert SECRET in client.get(f"{home(first)}requests/{made.id}/").text
    listing = db.session.get(Listing, theirs.id)
    listing.confidential, listing.shown_to = True, ShownTo.ORGANIZERS
    db.session.commit()
    assert SECRET not in client.get(f"{home(first)}requests/{made.id}/").text
    assert SECRET in client.get(f"{home(second)}requests/{made.id}/").text
    office = sign_in(make_member(event, TeamRole.REGISTRAR))
    page = office.get(f"/manage/events/{event.slug}/matchmaking/requests/{made.id}/").text
    assert SECRET in page and f"/listings/{theirs.id}/" in page


def test_the_e_mail_names_what_it_is_about_as_far_as_its_reader_may_read_it(two, frozen):
    event, first, second = two
    open_one, secret = offered(event, first, "伺服电机"), offered(event, first, SECRET, confidential=True)
    make_request(first, second, RequestState.ASKED, listing_ids=[open_one.id, secret.id])
    frozen.shift(timedelta(hours=7))
    write(lambda: services.tell_collected(event, at=clock.now()))
    [letter] = [filled(row) for row in db.session.query(OutboxLetter).filter_by(kind=ASKED_LETTER)]
    assert "涉及“伺服电机”" in letter.text and SECRET not in letter.text


def test_when_both_ask_the_meeting_is_about_what_either_named(two):
    event, first, second = two
    own, theirs = offered(event, first, "注塑件"), offered(event, second, "模具")
    make_request(second, first, RequestState.ASKED, listing_ids=[theirs.id])
    write(lambda: services.ask(event, first.id, second.id, services.Wanted(listing_ids=[own.id]), act=act()))
    assert one(MeetingRequest).listing_ids == [theirs.id, own.id]
