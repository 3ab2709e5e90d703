"""The board of an event and of all events: what everybody reads, narrowed by the address, kept until something changes."""

from __future__ import annotations

import re
from datetime import date

import pytest

from eventmgr.event.events.models import EventKind, EventStatus
from eventmgr.event.events.services import hold
from eventmgr.ground.db import db, transaction
from eventmgr.matchmaking.listings import services
from eventmgr.matchmaking.listings.board.queries import count_by_topic, count_without_topic
from eventmgr.matchmaking.listings.models import Listing, ListingKind, ListingState, ShownTo, Side
from tests.conftest import count_statements
from tests.factories import make_event, make_listing, make_organization, together
from tests.matchmaking.listings.acting import act, do
from tests.matchmaking.listings.board.making import TOMORROW, company, listed

pytestmark = pytest.mark.usefixtures("frozen", "database")


def board(event, rest=""):
    return f"/events/{event.slug}/listings/{rest}"


def titles(page):
    assert page.status_code == 200, page.text
    return re.findall(r'class="event-title"><a href="[^"]*">([^<]+)<', page.text)


def test_both_sides_stand_on_the_board_with_their_numbers_and_lead_to_their_pages(visitor, event):
    anhui = company("安徽", name_en="Anhui Sample Equipment")
    listed(event, anhui, "找注塑配套厂", Side.DEMAND, topic_id="supply_chain", sector_codes=["C38"])
    one = listed(event, company(), "数控机床", free_of_charge=True, valid_until=TOMORROW)

    page = visitor.get(board(event))
    assert titles(page) == ["数控机床", "找注塑配套厂"]
    assert "Anhui Sample Equipment · Anhui" in page.text and "Valid until" in page.text
    tabs = re.findall(r'data-figure="listings_public">(\w+) (\d)<', page.text)
    assert tabs == [("All", "2"), ("Supply", "1"), ("Demand", "1")]
    assert titles(visitor.get(board(event, "?side=demand"))) == ["找注塑配套厂"]
    shown = visitor.get(board(event, f"{one.id}/"))
    assert shown.status_code == 200 and "数控机床的说明。" in shown.text and "Free of charge" in shown.text


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("kind=rnd", ["联合研发"]),
        ("province=340000", ["联合研发"]),
        ("sector=C", ["联合研发", "数控机床"]),
        ("sector=C34", ["数控机床"]),
        ("theme=machinery", ["联合研发", "数控机床"]),
        ("theme=high_end_equipment", ["联合研发"]),
        ("topic=rnd", ["联合研发"]),
        ("free=1", ["数控机床"]),
        ("replacement=1", ["联合研发"]),
        ("q=数控", ["数控机床"]),
        ("q=安徽样例", ["联合研发"]),
        ("q=nothing", []),
        ("side=supply&province=340000", []),
    ],
)
def test_filters_narrow_the_board_and_combine(visitor, event, asked, found):
    listed(event, company(), "数控机床", sector_codes=["C34"], free_of_charge=True)
    listed(
        event, company("安徽"), "联合研发", Side.DEMAND, kind=ListingKind.RND, sector_codes=["C35"], topic_id="rnd",
        domestic_replacement=True,
    )  # fmt: skip
    assert titles(visitor.get(board(event, f"?{asked}"))) == found
    assert titles(visitor.get(f"/listings/?{asked}")) == found


@pytest.mark.parametrize(
    "asked", ["side=both", "kind=car", "province=999999", "sector=Z9", "topic=nothing", "free=yes", "replacement=2"]
)
def test_an_unknown_value_is_refused_and_named(visitor, event, asked):
    listed(event, company(), "数控机床")
    for address in (
        board(event),
        "/listings/",
        f"/events/{event.slug}/listings.atom",
        f"/events/{event.slug}/listings.ics",
    ):
        answer = visitor.get(f"{address}?{asked}")
        assert (answer.status_code, asked.partition("=")[2] in answer.text) == (400, True), address
    assert visitor.get(board(event, "?cursor=nonsense")).status_code == 400
    assert visitor.get("/listings/?event=none").status_code == 400
    assert visitor.get(f"/events/{event.slug}/listings.atom?colour=red").status_code == 400


def test_an_event_without_listings_has_no_board_and_no_draft_has_one(visitor, event):
    seminar = make_event(kind=EventKind.SEMINAR)
    assert visitor.get(board(seminar)).status_code == 404
    assert "Nothing has been published yet." in visitor.get(board(event)).text
    assert "/listings/" not in re.sub(r"(?s)<header.*?</header>", "", visitor.get(f"/events/{event.slug}/").text)
    draft = make_event(kind=EventKind.MATCHMAKING, status=EventStatus.DRAFT)
    one = make_listing(draft, company(), state=ListingState.PUBLISHED)
    for rest in ("", f"{one.id}/", "complement/", "complement.xlsx"):
        assert visitor.get(board(draft, rest)).status_code == 404
    assert titles(visitor.get("/listings/")) == []


def test_what_is_not_public_is_on_no_page_and_comes_and_goes_at_once(visitor, event, frozen):
    one = listed(event, company(), "数控机床", state=ListingState.SUBMITTED)
    secret = listed(event, company("安徽"), "保密项目", confidential=True, shown_to=ShownTo.COMPANIES)
    until = listed(event, company("湖北"), "限期供给", valid_until=date(2026, 4, 1))
    assert titles(visitor.get(board(event))) == ["限期供给"]
    for hidden in (one, secret):
        assert visitor.get(board(event, f"{hidden.id}/")).status_code == 404
    do(services.publish, event, [one.id])
    for address in (board(event), "/listings/"):
        assert set(titles(visitor.get(address))) == {"数控机床", "限期供给"}
    frozen.shift(24 * 3600)
    assert visitor.get(board(event, f"{until.id}/?lang=en")).status_code == 404
    with transaction():
        hold(event)
        services.withdraw(event, db.session.get(Listing, one.id), act=act())
    assert "Nothing has been published yet." in visitor.get(board(event)).text


def test_another_events_listing_is_none_of_this_board(visitor, event):
    other = make_event(kind=EventKind.MATCHMAKING)
    one = listed(other, company(), "数控机床")
    assert visitor.get(board(event, f"{one.id}/")).status_code == 404
    assert visitor.get(f"/listings/{one.id}/").status_code == 404
    assert titles(visitor.get(f"/listings/?event={other.slug}")) == ["数控机床"]


def test_a_listing_of_no_event_stands_on_the_board_of_all(visitor, event):
    one = make_listing(event, company(), event_id=None, title={"zh": "长期供给"}, state=ListingState.PUBLISHED)
    assert titles(visitor.get("/listings/")) == ["长期供给"]
    page = visitor.get(f"/listings/{one.id}/")
    assert page.status_code == 200 and "operators of this site" in page.text


def test_pages_are_answered_by_304_until_something_changes(visitor, event):
    one = listed(event, company(), "数控机床", valid_until=TOMORROW, topic_id="rnd")
    listed(event, company("安徽"), "找机床", Side.DEMAND, topic_id="rnd")
    slug = event.slug
    addresses = [
        board(event), board(event, f"{one.id}/"), board(event, "complement/"), board(event, "complement.xlsx"), "/listings/",
        *(f"/events/{slug}/listings{rest}" for rest in (".atom", ".ics", "-supply.pdf", "-demand.xlsx")), f"/events/{slug}/",
    ]  # fmt: skip
    tags = {}
    for address in addresses:
        answer = visitor.get(address)
        assert answer.status_code == 200, (address, answer.text)
        tags[address] = answer.headers["ETag"]
        assert visitor.get(address, headers={"If-None-Match": tags[address]}).status_code == 304, address
    listed(event, company("湖南"), "新需求", Side.DEMAND, topic_id="rnd", valid_until=TOMORROW)
    same = {a for a in addresses if visitor.get(a, headers={"If-None-Match": tags[a]}).status_code == 304}
    assert same == {board(event, f"{one.id}/"), f"/events/{slug}/listings-supply.pdf"}


def test_the_pages_event_leads_to_the_board_with_what_it_calls_the_sides(visitor, event):
    do(services.set_settings, event, services.Settings(supply_name={"zh": "能力", "en": "Capabilities"}))
    listed(event, company(), "数控机床")
    page = visitor.get(f"/events/{event.slug}/").text
    assert re.search(r'listings/\?side=supply" data-figure="listings_public">Capabilities 1<', page)
    assert "listings.atom" in page
    assert "Capabilities 1" in visitor.get(board(event)).text


def test_thousands_are_paged_with_a_few_statements_and_none_is_told_twice(visitor, event):
    with together():
        one = company()
        for number in range(2000):
            make_listing(event, one, title={"zh": f"供给{number}"}, state=ListingState.PUBLISHED)
    seen, address = [], board(event)
    with count_statements() as told:
        page = visitor.get(address)
    assert len(told) <= 8, told
    for _page in range(3):
        seen += titles(page)
        rest = re.search(r'rel="next" href="([^"]+)"', page.text)[1].replace("&amp;", "&")
        page = visitor.get(rest)
    assert len(seen) == len(set(seen)) == 90
    with count_statements() as told:
        assert "2000" in visitor.get("/listings/").text
    assert len(told) <= 8, told
    for rest in ("complement/", f"{db.session.query(Listing.id).first()[0]}/"):
        with count_statements() as told:
            visitor.get(board(event, rest))
        assert len(told) <= 11, told


@pytest.mark.parametrize("home", [None, "310000"])
def test_provinces_that_a_listing_names_count_in_filters_table_and_on_its_page(event, visitor, home):
    fund = make_organization("样例产业基金管理有限公司", province_code=home)
    made = listed(
        event,
        fund,
        "园区产业基金",
        kind=ListingKind.FUND,
        topic_id="supply_chain",
        details={"provinces": ["410000", "420000"]},
    )
    served = ["410000", "420000", *([home] if home else [])]

    found = {
        code: "园区产业基金" in visitor.get(board(event, f"?province={code}")).text for code in (*served, "430000")
    }
    assert found == {**dict.fromkeys(served, True), "430000": False}
    assert {code for _topic, _side, code, _number in count_by_topic(event.id, day=TOMORROW)} >= set(served)
    assert count_without_topic(event.id, day=TOMORROW) == 0
    shown = visitor.get(board(event, f"{made.id}/")).text
    assert tuple(re.findall("Henan|Hubei", shown.partition("Published")[0].rpartition("<h1>")[2])) == ("Henan", "Hubei")
