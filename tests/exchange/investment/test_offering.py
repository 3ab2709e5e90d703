"""Offices and provinces enter offers of no event, change them, withdraw them and put them out again (S5.5, S8.3)."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from sqlalchemy import select

from eventmgr.ground.db import db
from eventmgr.identity.accounts.models import Level
from eventmgr.identity.directory.models import Organization
from eventmgr.matchmaking.listings import services
from eventmgr.matchmaking.listings.models import Listing, ListingKind, ListingState, NearListing, Side
from tests.conftest import client_of
from tests.exchange.investment.factories import make_offer
from tests.factories import NOON, make_admin, make_user

pytestmark = pytest.mark.usefixtures("frozen", "database")
OFFERS = "/manage/investment/offers/"
TYPED = {
    "organization": "样例高新区管委会", "province_code": "340000", "side": "supply", "kind": "park", "title_zh": "皖东标准厂房",
    "text_zh": "层高八米，可租可售。", "d_park_plant_m2": "5200", "d_park_plant_rent": "14",
}  # fmt: skip


@pytest.fixture
def office(app, sign_in):
    return sign_in(make_admin(), client_of(app))


@pytest.fixture
def province(app, sign_in):
    return sign_in(make_user("o34@example.com", level=Level.PROVINCIAL, unit_code="340000"), client_of(app))


def the_offer() -> Listing:
    db.session.expire_all()
    return db.session.scalars(select(Listing).order_by(Listing.id.desc())).first()


def test_what_the_office_enters_everybody_reads_at_once_by_province_and_in_the_feed(office, client):
    answer = office.post(f"{OFFERS}new", data=TYPED)

    offer = the_offer()
    assert (answer.status_code, answer.location) == (303, f"{OFFERS}{offer.id}/")
    assert (offer.event_id, offer.state, offer.details["provinces"]) == (None, ListingState.PUBLISHED, ["340000"])
    assert offer.organization.province_code == "340000"
    assert "皖东标准厂房" in client.get("/investment/?province=340000&use=plant_rent&price_to=15").text
    assert "皖东标准厂房" not in client.get("/investment/?province=310000").text
    assert "皖东标准厂房" in client.get("/investment/feed.atom").text
    assert "层高八米" in client.get(f"/listings/{offer.id}/").text
    assert f'href="{OFFERS}{offer.id}/"' in office.get("/manage/investment/").text


def test_a_change_is_read_at_once_and_stands_in_the_history(office, client):
    office.post(f"{OFFERS}new", data=TYPED)
    offer = the_offer()
    tag = client.get(f"/listings/{offer.id}/").headers["ETag"]
    page = office.get(f"{OFFERS}{offer.id}/edit")
    assert ("皖东标准厂房" in page.text, 'name="confidential"' in page.text) == (True, False)

    office.post(f"{OFFERS}{offer.id}/edit", data=TYPED | {"title_zh": "皖东二期厂房", "valid_until": "2026-12-31"})

    again = client.get(f"/listings/{offer.id}/", headers={"If-None-Match": tag})
    assert (again.status_code, "皖东二期厂房" in again.text) == (200, True)
    history = office.get(f"{OFFERS}{offer.id}/").text
    assert "皖东标准厂房" in history.partition("变更记录")[2] or "皖东标准厂房" in history


def test_what_is_withdrawn_nobody_reads_until_it_is_published_again_and_then_deleted(office, client):
    office.post(f"{OFFERS}new", data=TYPED)
    offer = the_offer()
    assert "撤回" in office.post(f"{OFFERS}{offer.id}/delete", follow_redirects=True).text
    assert the_offer().state is ListingState.PUBLISHED

    office.post(f"{OFFERS}{offer.id}/withdraw")
    assert client.get(f"/listings/{offer.id}/").status_code == 404
    office.post(f"{OFFERS}{offer.id}/publish")
    assert client.get(f"/listings/{offer.id}/").status_code == 200
    office.post(f"{OFFERS}{offer.id}/withdraw")
    gone = office.post(f"{OFFERS}{offer.id}/delete")
    assert (gone.location, db.session.scalar(select(Listing.id))) == ("/manage/investment/", None)


def test_an_offer_whose_last_day_is_over_is_marked_and_comes_back_with_a_later_one(
    app, office, client, frozen, sign_in
):
    office.post(f"{OFFERS}new", data=TYPED | {"valid_until": "2026-04-01"})
    offer = the_offer()
    frozen.move_to(NOON + timedelta(days=1))

    assert services.expire_over(at=NOON + timedelta(days=1)) == 1
    db.session.commit()

    assert the_offer().state is ListingState.EXPIRED
    office = sign_in(make_admin(), client_of(app))
    refused = office.post(f"{OFFERS}{offer.id}/publish", follow_redirects=True)
    assert ("有效期" in refused.text, the_offer().state) == (True, ListingState.EXPIRED)
    office.post(f"{OFFERS}{offer.id}/edit", data=TYPED | {"valid_until": "2026-09-20"})
    office.post(f"{OFFERS}{offer.id}/publish")
    assert client.get(f"/listings/{offer.id}/").status_code == 200


def test_a_file_of_an_offer_is_read_by_everybody_and_goes(office, client):
    office.post(f"{OFFERS}new", data=TYPED)
    offer = the_offer()

    office.post(f"{OFFERS}{offer.id}/files", data={"file": (io.BytesIO(b"%PDF-1.7 sample"), "园区.pdf")})

    key = the_offer().files[0].key
    assert client.get(f"/listings/{offer.id}/files/{key}").status_code == 200
    assert office.get(f"{OFFERS}{offer.id}/files/{key}").data.startswith(b"%PDF")
    wrong = office.post(f"{OFFERS}{offer.id}/files", data={"file": (io.BytesIO(b"MZ"), "园区.pdf")})
    assert (wrong.status_code, len(the_offer().files)) == (422, 1)
    office.post(f"{OFFERS}{offer.id}/files/{key}/delete")
    assert client.get(f"/listings/{offer.id}/files/{key}").status_code == 404


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"title_zh": ""}, "请至少用一种语言填写"),
        ({"organization": ""}, "必填"),
        ({"side": "demand"}, "投资项目"),
        ({"province_code": ""}, "请选择"),
        ({"d_park_plant_m2": "很大"}, "很大"),
        ({"kind": "product"}, ""),
        ({"valid_until": "2026-13-40"}, ""),
    ],
)
def test_what_is_wrong_is_named_kept_and_enters_nothing(office, typed, words):
    answer = office.post(f"{OFFERS}new", data=TYPED | typed)

    assert answer.status_code in (409, 422)  # refused by the form, or by what stands
    assert (words in answer.text, "层高八米" in answer.text) == (True, True)
    assert db.session.scalar(select(Listing.id)) is None
    assert db.session.scalar(select(Organization.id)) is None


def test_a_province_keeps_what_serves_it_alone(province, office, client):
    page = province.get(f"{OFFERS}new").text
    assert '<option value="340000" selected>' in page or 'selected value="340000"' in page
    elsewhere = province.post(f"{OFFERS}new", data=TYPED | {"province_code": "310000"})
    assert (elsewhere.status_code, "安徽" in elsewhere.text) == (409, True)
    assert province.post(f"{OFFERS}new", data=TYPED).status_code == 303
    own, other = the_offer(), make_offer("苏园")
    assert province.get(f"{OFFERS}{own.id}/").status_code == 200
    for verb in ("edit", "withdraw", "publish", "delete"):
        assert province.post(f"{OFFERS}{other.id}/{verb}", data=TYPED).status_code == 404
    assert province.get(f"{OFFERS}{other.id}/").status_code == 404
    assert client.get(f"{OFFERS}new").status_code in (302, 303)


def test_a_change_must_leave_a_province_that_it_serves(province, office):
    office.post(f"{OFFERS}new", data=TYPED | {"organization": "样例协会", "d_park_provinces": "江苏、安徽"})
    offer = the_offer()

    away = province.post(f"{OFFERS}{offer.id}/edit", data=TYPED | {"d_park_provinces": "江苏"})
    db.session.get(Organization, the_offer().organization_id).province_code = None
    db.session.commit()
    nowhere = office.post(f"{OFFERS}{offer.id}/edit", data=TYPED | {"d_park_provinces": ""})

    assert (away.status_code, nowhere.status_code) == (303, 409)  # the organization is at home in Anhui by then
    assert "请选择" in nowhere.text


def test_offers_of_events_and_other_listings_are_not_kept_here(office):
    product = make_offer("产品", ListingKind.PRODUCT)
    sought = make_offer("求购", ListingKind.SERVICE, side=Side.DEMAND)

    assert [office.get(f"{OFFERS}{one.id}/").status_code for one in (product, sought)] == [404, 404]


def test_offers_that_say_nearly_the_same_are_shown_to_who_enters_the_second(office):
    for number, name in enumerate(("甲区管委会", "乙区管委会")):
        typed = {
            "organization": name,
            "title_zh": "智能装备产业园标准厂房",
            "text_zh": "园区标准厂房可租可售，层高八米，双回路供电。",
        }
        office.post(f"{OFFERS}new", data=TYPED | typed | {"province_code": ("340000", "320000")[number]})

    assert db.session.scalar(select(NearListing.likeness)) is not None
    assert "甲区管委会" in office.get(f"{OFFERS}{the_offer().id}/").text


def test_without_investment_pages_there_is_no_form(app, office):
    app.config["FEATURES_OFF"] = ("investment",)

    assert office.get(f"{OFFERS}new").status_code == 404
