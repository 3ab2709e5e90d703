"""Whoever represents an organization finds registration, listings, meetings and results by whichever of their links they opened."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from eventmgr.event.events.models import EventKind
from eventmgr.event.events.setup.templates_by_kind import template_of
from eventmgr.event.forms.models import Question
from eventmgr.event.forms.questions import QuestionKind
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.letters.writing import my_token
from eventmgr.event.registration.signals import registration_changed
from eventmgr.ground import clock
from eventmgr.ground.db import db, write
from eventmgr.matchmaking.listings import services
from eventmgr.matchmaking.listings.letters import company_token
from eventmgr.matchmaking.listings.models import ListingSettings, ListingState, Side
from eventmgr.matchmaking.meeting_parties.access import link_token
from eventmgr.matchmaking.meeting_parties.models import PartyState
from eventmgr.tools.log.services import SYSTEM, Act
from tests.conftest import client_of, count_statements
from tests.factories import (
    keep,
    make_event,
    make_keeper,
    make_listing,
    make_organization,
    make_profile,
    make_registration,
    together,
)
from tests.matchmaking.factories import make_matchmaking, make_party, make_representative
from tests.matchmaking.listings.acting import TYPED, in_english, letters, listings

pytestmark = pytest.mark.usefixtures("frozen", "database")

TABS = ("My registration", "Supply and demand", "Meetings", "Results of meetings")


@pytest.fixture
def visitor(app):
    return in_english(client_of(app))


def somebody(event, organization=None, **values):
    """Somebody of the organization who is registered for the event."""
    organization = organization or make_organization("湖北样例泵业有限公司", province_code="420000", sector_code="C34")
    return make_registration(event, organization_id=organization.id, email="li@example.com", **values)


def tabs_of(page):
    nav = re.search(r'<nav class="noprint" aria-label="Your pages:.*?</nav>', page.text, re.DOTALL)
    return dict(re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)</a>', nav[0])) if nav else {}


def listings_page(token, rest=""):
    return f"/companies/{token}/{rest}"


def test_each_of_the_three_links_leads_to_all_four(visitor):
    with together():
        event = make_matchmaking()
        own = somebody(event)
        party = make_party(event, own.organization, people=0)
        seat = make_representative(party, registration_id=own.id, email="li@example.com")
        profile = make_profile(own.organization)
        keeper = make_keeper(profile, event, email="li@example.com")
    doors = [f"/my/{my_token(own)}/", listings_page(company_token(keeper, profile)), f"/meetings/{link_token(seat)}/"]
    for door in doors:
        tabs = tabs_of(visitor.get(door))
        assert tuple(tabs.values()) == TABS, door
        for address in tabs:
            page = visitor.get(address)
            assert page.status_code == 200 and tuple(tabs_of(page).values()) == TABS, (door, address)


def test_who_has_but_a_registration_sees_no_tabs_where_nothing_is_collected(visitor):
    event = make_event(kind=EventKind.SEMINAR)
    assert tabs_of(visitor.get(f"/my/{my_token(somebody(event))}/")) == {}


def test_whoever_is_registered_enters_listings_and_hears_what_becomes_of_them(visitor):
    event = make_event(kind=EventKind.MATCHMAKING)
    own = somebody(event, status=Status.CONFIRMED)
    page = listings_page(my_token(own))
    answer = visitor.post(f"{page}events/{event.slug}/new", data=TYPED)
    [made] = listings()
    assert (made.state, made.registration_id, made.organization_id) == (
        ListingState.SUBMITTED, own.id, own.organization_id,
    )  # fmt: skip
    assert visitor.get(answer.location).status_code == 200
    write(lambda: services.decline(event, made.id, "更具体些。", act=Act(SYSTEM, clock.now())))
    [letter] = letters("declined")
    assert letter.to_address == own.email and page in letter.text


@pytest.mark.parametrize("status", [Status.PENDING, Status.CONFIRMED])
def test_without_review_only_who_was_confirmed_publishes_at_once(visitor, status):
    event = make_event(kind=EventKind.MATCHMAKING)
    keep(ListingSettings(event_id=event.id, is_moderated=False))
    page = listings_page(my_token(somebody(event, status=status)))
    visitor.post(f"{page}events/{event.slug}/new", data=TYPED)
    [made] = listings()
    expected = ListingState.PUBLISHED if status is Status.CONFIRMED else ListingState.SUBMITTED
    assert made.state is expected
    visitor.post(f"{page}listings/{made.id}/edit", data=TYPED | {"text_en": "Now steel."})
    assert listings()[0].state is expected


def test_a_participant_reaches_what_they_wrote_alone_a_representative_all_of_the_organization_there(visitor):
    with together():
        event, other_event = make_matchmaking(), make_event(kind=EventKind.MATCHMAKING)
        own = somebody(event, status=Status.CONFIRMED)
        organization = own.organization
        draft = make_listing(event, organization, state=ListingState.DRAFT, title={"en": "A draft of a colleague"})
        shown = make_listing(event, organization, title={"en": "What all may read"})
        former = make_listing(other_event, organization, title={"en": "Of another event"})
    page = listings_page(my_token(own))
    seen = visitor.get(page).text
    assert "What all may read" in seen and "A draft of a colleague" not in seen and "Of another event" not in seen
    for one in (draft, shown, former):
        assert visitor.get(f"{page}listings/{one.id}/").status_code == 404
        assert visitor.post(f"{page}listings/{one.id}/withdraw").status_code == 404
    for rest in ("profile", "me", "me/data.json", f"events/{other_event.slug}/new"):
        assert visitor.get(f"{page}{rest}").status_code == 404, rest
    seat = make_representative(make_party(event, organization, people=0), registration_id=own.id)
    for token in (my_token(own), link_token(seat)):
        assert visitor.get(listings_page(token, f"listings/{draft.id}/")).status_code == 200
        assert visitor.get(listings_page(token, f"listings/{former.id}/")).status_code == 404
        assert visitor.get(listings_page(token, "profile")).status_code == 404
    seat.party.state = PartyState.LEFT
    db.session.commit()
    assert visitor.get(listings_page(link_token(seat))).status_code == 404
    assert visitor.get(listings_page(my_token(own), f"listings/{draft.id}/")).status_code == 404


def test_a_registration_that_has_ended_or_names_no_organization_opens_nothing(visitor):
    event = make_event(kind=EventKind.MATCHMAKING)
    own = somebody(event, status=Status.WITHDRAWN)
    assert visitor.get(listings_page(my_token(own))).status_code == 404
    nobody = make_registration(event, organization_id=None)
    assert visitor.get(listings_page(my_token(nobody))).status_code == 409


@pytest.mark.parametrize("is_collecting", [True, False])
def test_a_representative_is_told_to_enter_listings_where_they_are_collected(visitor, is_collecting):
    event = make_matchmaking()
    keep(ListingSettings(event_id=event.id, is_collecting=is_collecting))
    party = make_party(event, people=0)
    token = link_token(make_representative(party))
    page = visitor.get(f"/meetings/{token}/").text
    assert ("Nothing entered yet." in page) is is_collecting
    suggested = visitor.get(f"/meetings/{token}/suggestions/").text
    assert (listings_page(token) in suggested) is is_collecting


ASKED = "寻找食品级注塑件配套厂，月需120万件。希望提供试样。"


def registered(event, organization, **answers):
    own = somebody(
        event, organization, answers={f"q_{key}": value for key, value in answers.items()}, status=Status.PENDING
    )
    with db.session.begin_nested():
        registration_changed.send(own, event=event, answers={}, act=Act(SYSTEM, own.created_at))
    db.session.commit()
    return own


def test_what_the_form_asked_becomes_the_first_listing_and_waits_for_review(visitor):
    assert [question["key"] for question in template_of(EventKind.MATCHMAKING).questions] == [
        "listing_side",
        "listing_text",
    ]
    event = make_event(kind=EventKind.MATCHMAKING)
    keep(ListingSettings(event_id=event.id, is_moderated=False))
    own = registered(event, None, listing_side="demand", listing_text=ASKED)
    [made] = listings()
    assert (made.state, made.side, made.title, made.text, made.registration_id) == (
        ListingState.SUBMITTED, Side.DEMAND, {"zh": "寻找食品级注塑件配套厂，月需120万件"}, {"zh": ASKED}, own.id,
    )  # fmt: skip
    own.status = Status.WITHDRAWN
    registration_changed.send(own, event=event, answers={}, act=Act(SYSTEM, clock.now() + timedelta(hours=1)))
    db.session.commit()
    assert listings()[0].state is ListingState.WITHDRAWN


def test_what_says_no_side_or_was_asked_in_other_words_is_offered_as_the_first_listing(visitor):
    event = make_event(kind=EventKind.MATCHMAKING)
    event.questions = [Question(key="q2", kind=QuestionKind.LONG_TEXT, label={"zh": "供给或需求简介"})]
    db.session.commit()
    own = registered(event, None, q2=ASKED)
    assert listings() == []
    page = listings_page(my_token(own))
    assert ASKED in visitor.get(page).text and "Enter it as your first listing" in visitor.get(page).text
    assert ASKED in visitor.get(f"{page}events/{event.slug}/new").text
    visitor.post(f"{page}events/{event.slug}/new", data=TYPED)
    assert ASKED not in visitor.get(page).text


def test_the_number_of_statements_does_not_grow_with_the_listings(visitor):
    event = make_event(kind=EventKind.MATCHMAKING)
    own = somebody(event)
    page = listings_page(my_token(own))
    make_listing(event, own.organization, registration_id=own.id)
    with count_statements() as few:
        visitor.get(page)
    with together():
        for _n in range(5):
            make_listing(event, own.organization, registration_id=own.id)
    with count_statements() as many:
        visitor.get(page)
    assert len(many) == len(few)


def test_a_representative_without_a_link_gets_the_own_data_as_a_table_too(client, database, frozen):
    event = make_matchmaking()
    place = make_registration(event)
    make_representative(make_party(event), registration_id=place.id, name="陈立")

    table = client.get(f"/my/{my_token(place)}/data.csv?lang=zh")

    assert (table.status_code, "洽谈代表" in table.text, "链接发送时间" in table.text) == (200, True, False)
