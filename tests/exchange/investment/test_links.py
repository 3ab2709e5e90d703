"""A service leads to the park that it belongs to and a subsidy to the policy that it rests on, and back (S5.5, S5.6, S2.2)."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from eventmgr.exchange.policies.models import PolicyState
from eventmgr.ground.db import db
from eventmgr.matchmaking.listings.models import Listing, ListingKind, ListingSettings, ListingState, Side
from tests.exchange.investment.factories import make_offer
from tests.exchange.policies.factories import make_policy
from tests.factories import NOON, keep, make_admin, make_event, make_keeper, make_organization, make_profile
from tests.matchmaking.listings.acting import hidden, page_of

pytestmark = pytest.mark.usefixtures("frozen", "database")
TYPED = {"side": "supply", "title_zh": "甲", "text_zh": "说明。", "shown_to": "organizers"}
NEW = "/manage/events/fair/listings/new"


@pytest.fixture
def fair():
    event = make_event(slug="fair", features=["listings"])
    keep(ListingSettings(event_id=event.id, is_collecting=True, is_moderated=False))
    return event


def read(client, offer, *, lang="zh"):
    """The public page of an offer of no event or of the fair."""
    where = "/events/fair" if offer.event_id else ""
    return client.get(f"{where}/listings/{offer.id}/?lang={lang}").text


def one(title):
    db.session.expire_all()
    return db.session.scalars(select(Listing).where(Listing.search_text.contains(title))).one()


def test_a_park_lists_its_services_and_each_service_leads_to_its_park(client, sign_in, fair):
    """S5.6: entered by organizers at an event, for a park of no event."""
    park = make_offer("苏样园")
    assert "园区配套服务" not in read(client, park)
    office = sign_in(make_admin(), client)
    typed = TYPED | {"kind": "service", "title_zh": "检测服务", "organization": "苏样检测所", "province_code": "320000"}
    assert office.post(NEW, data=typed | {"d_service_park": str(park.id)}).status_code == 303
    service = one("检测服务")
    assert (service.park_id, "park" in service.details) == (park.id, False)
    shown = read(client, park)
    assert "园区配套服务" in shown and f'href="/events/fair/listings/{service.id}/">检测服务</a>' in shown
    assert f'所属园区</dt><dd><a href="/listings/{park.id}/">苏样园</a>' in read(client, service)
    kept = office.get(f"/manage/events/fair/listings/{service.id}/").text
    assert "所属园区" in kept and "苏样园" in kept


def test_the_page_of_a_subsidy_leads_to_its_policy_and_the_policy_lists_it(client, sign_in, fair):
    policy = make_policy(title={"zh": "苏样补助办法"}, number="苏样〔2026〕1号")
    address = f"/policies/{policy.id}/"
    assert "据此设立的补贴" not in client.get(address).text
    office = sign_in(make_admin(), client)
    typed = TYPED | {"kind": "subsidy", "title_zh": "设备补贴", "organization": "苏样工信局", "province_code": "320000"}
    assert office.post(NEW, data=typed | {"d_subsidy_document": str(policy.id)}).status_code == 303
    subsidy = one("设备补贴")
    assert f'href="{address}">苏样补助办法 苏样〔2026〕1号</a>' in read(client, subsidy)
    assert f'href="/events/fair/listings/{subsidy.id}/">设备补贴</a>' in client.get(address).text
    log = office.get(f"/manage/events/fair/listings/{subsidy.id}/").text
    assert "苏样补助办法" in log
    do_at(office, f"/manage/policies/{policy.id}/withdraw")
    assert "苏样补助办法" not in read(client, subsidy), "nobody reads it any more"
    edited = office.post(
        f"/manage/events/fair/listings/{subsidy.id}/edit",
        data=typed | {"d_subsidy_document": str(policy.id), "title_zh": "设备新补贴"},
    )
    assert edited.status_code == 303, "what was chosen before stays while something else is changed"
    do_at(office, f"/manage/policies/{policy.id}/publish")
    assert "设备新补贴" in client.get(address).text


def do_at(browser, address):
    assert browser.post(address).status_code == 303


def bad_parks():
    yield "a fund", make_offer("基", ListingKind.FUND)
    yield "a draft", make_offer("稿", state=ListingState.DRAFT)
    yield "withdrawn", make_offer("撤", state=ListingState.WITHDRAWN)
    yield "confidential", make_offer("密", confidential=True)
    yield "sought", make_offer("求", side=Side.DEMAND)


def test_what_is_no_published_park_or_policy_is_refused_in_words(client, sign_in, fair):
    office = sign_in(make_admin(), client)
    typed = TYPED | {"kind": "service", "organization": "苏样检测所", "province_code": "320000", "lang": "en"}
    office.set_cookie("lang", "en")
    for what, bad in [*bad_parks(), ("deleted", None)]:
        answer = office.post(NEW, data=typed | {"d_service_park": str(bad.id if bad else 999_999)})
        assert (what, answer.status_code, "The chosen park is not published" in answer.text) == (what, 422, True)
        assert "甲" in answer.text, "what was typed is kept"
    draft = make_policy(state=PolicyState.DRAFT, published_at=None)
    for number in (draft.id, 999_999):
        answer = office.post(NEW, data=typed | {"kind": "subsidy", "d_subsidy_document": str(number)})
        assert (answer.status_code, "The chosen policy is not published" in answer.text) == (422, True)
    assert db.session.scalars(select(Listing).where(Listing.event_id == fair.id)).all() == []


def test_an_organization_chooses_among_its_own_parks_and_those_of_its_province(client, fair):
    own = make_organization("苏样管委会", province_code="320000")
    keeper = make_keeper(make_profile(own), fair)
    near, far = make_offer("同省园"), make_offer("外省园", province="340000")
    elsewhere = make_offer("异地自有园", organization=own, details={"provinces": ["340000"]})
    address = page_of(keeper, "events/fair/new")
    page = client.get(address).text
    offered = re.search(r'name="d_service_park".*?</select>', page, re.DOTALL)[0]
    assert [str(park.id) in re.findall(r'value="(\d+)"', offered) for park in (near, far, elsewhere)] == [
        True,
        False,
        True,
    ]
    typed = hidden(client.get(address)) | TYPED | {"kind": "service"}
    assert client.post(address, data=typed | {"d_service_park": str(far.id)}).status_code == 422
    assert client.post(address, data=typed | {"d_service_park": str(near.id), "title_zh": "物业"}).status_code == 303
    assert "物业" in read(client, near)


def test_pages_that_are_kept_say_at_once_what_becomes_of_either_side(client, sign_in, fair):
    """Park and service stand at two events: what is kept of one page follows the other."""
    other = make_event(slug="other", features=["listings"])
    keep(ListingSettings(event_id=other.id, is_collecting=True, is_moderated=False))
    park = make_offer("苏样园", event_id=other.id)
    service = make_offer("检测", ListingKind.SERVICE, event_id=fair.id, park_id=park.id)
    address = f"/events/other/listings/{park.id}/"
    assert "检测" in client.get(address).text and "苏样园" in read(client, service)
    office = sign_in(make_admin(), client)
    do_at(office, f"/manage/events/fair/listings/{service.id}/withdraw")
    assert "检测" not in client.get(address).text
    office.post(f"/manage/events/fair/listings/{service.id}/delete")
    again = make_offer("培训", ListingKind.SERVICE, event_id=fair.id, park_id=park.id)
    assert "苏样园" in read(client, again)
    do_at(office, f"/manage/events/other/listings/{park.id}/withdraw")
    assert "苏样园" not in read(client, again)
    do_at(office, f"/manage/events/other/listings/{park.id}/delete")
    db.session.expire_all()
    assert db.session.get(Listing, again.id).park_id is None


def test_another_kind_belongs_to_no_park(client, sign_in, fair):
    park, office = make_offer("苏样园"), sign_in(make_admin(), client)
    service = make_offer("检测", ListingKind.SERVICE, event_id=fair.id, park_id=park.id)
    address = f"/manage/events/fair/listings/{service.id}/edit"
    assert office.post(address, data=TYPED | {"kind": "training", "d_service_park": str(park.id)}).status_code == 303
    db.session.expire_all()
    assert db.session.get(Listing, service.id).park_id is None


def test_what_is_linked_stands_in_the_comparison(client):
    park, policy = make_offer("苏样园"), make_policy(title={"zh": "苏样办法"})
    service = make_offer("检测", ListingKind.SERVICE, park_id=park.id)
    subsidy = make_offer("补贴", ListingKind.SUBSIDY, details={"document": policy.id})
    page = client.get(f"/investment/compare/?offer={service.id}&offer={subsidy.id}").text
    assert "苏样园" in page and "苏样办法" in page


def test_a_subsidy_says_that_the_policy_it_rests_on_no_longer_holds(client, sign_in, fair):
    policy = make_policy(title={"zh": "苏样办法"}, number="")
    subsidy = make_offer("补贴", ListingKind.SUBSIDY, event_id=fair.id, details={"document": policy.id})
    assert "苏样办法</a>" in read(client, subsidy)
    repealed = {"repealed_on": NOON.date().isoformat()}
    assert sign_in(make_admin(), client).post(f"/manage/policies/{policy.id}/repeal", data=repealed).status_code == 303
    assert "苏样办法（已废止）</a>" in read(client, subsidy)


def test_where_policies_are_off_subsidies_name_none_and_keep_theirs(client, sign_in, fair, make_app, app):
    policy = make_policy(title={"zh": "苏样办法"})
    subsidy = make_offer("补贴", ListingKind.SUBSIDY, event_id=fair.id, details={"document": policy.id})
    without = make_app(FEATURES_OFF=["policies"])
    office = sign_in(make_admin(), without.test_client())
    assert "苏样办法" not in office.get(f"/events/fair/listings/{subsidy.id}/").text
    address = f"/manage/events/fair/listings/{subsidy.id}/edit"
    assert "d_subsidy_document" not in office.get(address).text
    typed = TYPED | {"kind": "subsidy", "title_zh": "补贴二"}
    assert office.post(address, data=hidden(office.get(address)) | typed).status_code == 303
    db.session.expire_all()
    assert db.session.get(Listing, subsidy.id).details == {"document": policy.id}
