"""The office sees all offers in one place: whom they serve, where they stand, who asked (S5.5, S0.7)."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from eventmgr.ground.db import db
from eventmgr.identity.accounts.models import Level
from eventmgr.matchmaking.listings.models import Listing, ListingKind, ListingSettings, ListingState, Side
from tests.conftest import client_of
from tests.exchange.investment.factories import make_enquiry, make_offer
from tests.factories import keep, make_admin, make_event, make_organization, make_user

pytestmark = pytest.mark.usefixtures("frozen", "database")
PAGE = "/manage/investment/"


def listed(client, **asked):
    page = client.get(PAGE, query_string=asked)
    assert page.status_code == 200
    return re.findall(r"<tr data-row>\s*<td>(?:<a [^>]*>)?([^<]+)<", page.text)


def test_all_offers_but_drafts_and_confidential_ones_stand_there_by_state_province_and_enquiries(client, app, sign_in):
    office = sign_in(make_admin(), client_of(app))
    make_offer("园")
    make_offer("基", ListingKind.FUND, province="310000", details={"provinces": ["340000"]})
    make_offer("撤", state=ListingState.WITHDRAWN)
    make_offer("审", state=ListingState.SUBMITTED, published_at=None)
    make_offer("稿", state=ListingState.DRAFT)
    make_offer("密", confidential=True)
    make_offer("产品", ListingKind.PRODUCT)
    assert listed(office) == ["审", "撤", "基", "园"]
    assert listed(office, state="withdrawn") == ["撤"]
    assert listed(office, province="340000") == listed(office, kind="fund") == ["基"]
    assert listed(office, asked="1") == []
    make_enquiry(db.session.scalars(select(Listing).where(Listing.search_text == "园")).one())
    assert listed(office, asked="1") == ["园"]
    assert ("查看询问" in office.get(PAGE).text, office.get(PAGE).text.count(">待答复</div>")) == (True, 1)
    assert "“x”" in office.get(f"{PAGE}?state=x&lang=en").text
    assert f'href="{PAGE}"' in office.get("/manage/").text


def test_a_province_sees_the_offers_that_serve_it_alone(client, app, sign_in):
    unit = sign_in(make_user("o34@example.com", level=Level.PROVINCIAL, unit_code="340000"), client_of(app))
    make_offer("苏")
    make_offer("皖", province="340000")
    make_offer("跨", ListingKind.FUND, details={"provinces": ["340000"]})
    assert listed(unit) == ["跨", "皖"]
    assert client.get(PAGE).status_code in (302, 303, 401)


def test_a_full_page_sends_no_statement_per_row_and_goes_on(app, sign_in, count_statements):
    office, body = sign_in(make_admin(), client_of(app)), make_organization("样例管委会", province_code="320000")
    make_offer("0号", organization=body)
    listed(office)
    with count_statements() as few:
        listed(office)
    for number in range(1, 35):
        make_enquiry(make_offer(f"{number}号", organization=body))
    with count_statements() as many:
        assert len(listed(office)) == 30
    assert len(many) == len(few)
    following = re.search(r"cursor=([^\"&]+)", office.get(PAGE).text)
    assert following is not None
    assert len(listed(office, cursor=following[1].replace("%3D", "="))) == 5


def test_an_offer_that_organizers_enter_carries_the_province_that_it_serves(client, app, sign_in):
    """The organization is at home elsewhere, or nowhere that is known: filters find the offer by whom it serves."""
    office, event = sign_in(make_admin(), client_of(app)), make_event(slug="fair")
    keep(ListingSettings(event_id=event.id, is_collecting=True))
    make_organization("京样招商局", province_code="110000")
    typed = {
        "side": Side.SUPPLY.value, "kind": "park", "title_zh": "皖样园", "text_zh": "标准厂房。", "shown_to": "organizers",
        "organization": "京样招商局", "province_code": "340000",
    }  # fmt: skip
    way = "/manage/events/fair/listings/new"
    assert office.post(way, data=typed).status_code == 303
    entered = db.session.scalars(select(Listing)).one()
    assert entered.details["provinces"] == ["340000"]
    assert "皖样园" in client.get("/investment/?province=340000").text
    assert office.post(way, data=typed | {"d_park_provinces": "江苏", "title_zh": "苏样园"}).status_code == 303
    second = db.session.scalars(select(Listing).order_by(Listing.id.desc())).first()
    assert second.details["provinces"] == ["320000"], "what its own field says wins"
    refused = office.post(way, data=typed | {"organization": "未知样例园", "province_code": ""})
    assert (refused.status_code, "请选择此供需信息服务的" in refused.text) == (409, True)
