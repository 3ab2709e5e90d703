"""Parks, funds, subsidies, projects and services are found as one place by province and kind (S5.1, S5.2, S5.5, S0.7)."""

from __future__ import annotations

import io
import re
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from pypdf import PdfReader

from eventmgr.matchmaking.listings.models import ListingKind, ListingState, Side
from tests.exchange.investment.factories import make_offer
from tests.factories import make_event, make_organization

pytestmark = pytest.mark.usefixtures("frozen", "database")


def found(client, **asked):
    page = client.get("/investment/", query_string=asked)
    assert page.status_code == 200
    return sorted(re.findall(r"/listings/\d+/\">([^<]+)</a></h2>", page.text))


def test_all_that_a_province_offers_stands_in_one_place_by_province_and_kind(client):
    """S0.7, S5.1: five kinds together; the province of the organization, or one that the offer names."""
    make_offer("园")
    make_offer("基", ListingKind.FUND, province="310000", details={"provinces": ["310000", "320000"]})
    make_offer("补", ListingKind.SUBSIDY, province="340000")
    make_offer("项", ListingKind.INVESTMENT, side=Side.DEMAND)
    make_offer("服", ListingKind.SERVICE)
    make_offer("产品", ListingKind.PRODUCT)
    make_offer("求园", ListingKind.PARK, side=Side.DEMAND)
    make_offer("稿", state=ListingState.DRAFT)
    make_offer("密", confidential=True)
    make_offer("会", event_id=make_event(slug="fair").id)
    assert found(client) == sorted("园基补项服会")
    assert found(client, province="320000") == sorted("园基项服会")
    assert found(client, kind="subsidy") == ["补"]
    assert found(client, kind="fund", province="320000") == ["基"]


def test_parks_are_found_by_way_of_use_price_land_and_plant(client):
    """S5.5, S8.3: prices by the four ways of use, each in its unit; a park that names none for a way is not found by it."""
    make_offer("廉", details={"plant_rent": 12, "land_auction": 19, "land_mu": 640, "plant_m2": 9000})
    make_offer("贵", details={"plant_rent": 40, "office_rent": 90, "land_mu": 50, "plant_m2": 30000})
    make_offer("无", sector_codes=["C35"], topic_id="mes")
    assert found(client, use="plant_rent") == sorted("廉贵")
    assert found(client, use="plant_rent", price_to="12") == ["廉"]
    assert found(client, use="plant_rent", price_from="13", price_to="４０") == ["贵"]
    assert found(client, use="land_auction") == ["廉"]
    assert found(client, use="land_build") == []
    assert found(client, land="100") == ["廉"]
    assert found(client, plant="10000") == ["贵"]
    assert found(client, sector="C35") == ["无"]
    assert found(client, topic="mes") == ["无"]
    assert found(client, q="无") == ["无"]


def test_funds_are_found_by_stage_and_show_their_range(client):
    """S5.2: a fund has a range of investments and the stage it invests in."""
    make_offer("早", ListingKind.FUND, details={"single": 300, "single_most": 3000, "fund_stage": "early"})
    make_offer("熟", ListingKind.FUND, details={"fund_stage": "mature"})
    assert found(client, stage="early") == ["早"]
    page = client.get("/investment/?stage=early&lang=en").text
    assert "Amount of one investment (10,000 yuan): 300" in page
    assert "Largest single investment (10,000 yuan): 3,000" in page
    assert "Main stage invested in: early stage" in page


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ("kind=product", "“product”"),
        ("province=999999", "“999999”"),
        ("sector=Z99", "“Z99”"),
        ("topic=x", "“x”"),
        ("use=x", "“x”"),
        ("stage=x", "“x”"),
        ("land=x", "“land”"),
        ("plant=-1", "“plant”"),
        ("use=plant_rent&price_to=1.5", "“price_to”"),
        ("price_to=5", "such as use=plant_rent"),
        ("use=plant_rent&price_from=9&price_to=5", "“price_from” (9)"),
        ("cursor=x", "cursor"),
    ],
)
def test_a_wrong_value_is_refused_by_name_with_the_way_out(client, asked, named):
    page = client.get(f"/investment/?{asked}&lang=en")
    assert (page.status_code, named in page.text) == (400, True)


def test_two_parks_stand_side_by_side_each_price_in_its_unit(client):
    """S5.5: what one park does not say is a dash, never a nought."""
    one = make_offer("甲园", details={"plant_rent": 12, "land_mu": 640})
    other = make_offer("乙园", province="340000", details={"plant_rent": 40, "office_rent": 90})
    page = client.get(f"/investment/compare/?offer={one.id}&offer={other.id}&lang=en").text
    rows = {
        re.sub("<.*?>", "", cells[0]): [re.sub("<.*?>", "", cell) for cell in cells[1:]]
        for row in re.findall(r"<tr>(<th scope=\"row\">.*?)</tr>", page, re.DOTALL)
        if (cells := re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL))
    }
    assert rows["Plant to rent (yuan per m² a month)"] == ["12", "40"]
    assert rows["Offices to rent (yuan per m² a month)"] == ["—", "90"]
    assert rows["Land available (mu)"] == ["640", "—"]
    assert rows["Province/region"] == ["Jiangsu Province", "Anhui Province"]


def test_the_comparison_goes_on_paper_and_into_a_workbook_as_the_page_has_it(client):
    """S5.5: what a colleague is handed says what the page says, in its language."""
    one = make_offer("甲园", details={"plant_rent": 12})
    other = make_offer("乙园", province="340000", details={"plant_rent": 40, "office_rent": 90})
    asked = f"offer={one.id}&offer={other.id}"
    page = client.get(f"/investment/compare/?{asked}").text
    assert f"/investment/compare.pdf?offer={one.id}&amp;offer={other.id}" in page
    paper = client.get(f"/investment/compare.pdf?{asked}")
    assert (paper.mimetype, paper.headers["X-Robots-Tag"]) == ("application/pdf", "noindex")
    words = "".join(page.extract_text() for page in PdfReader(io.BytesIO(paper.data)).pages)
    assert all(said in words for said in ("招商信息对比", "甲园", "乙园", "厂房租赁", "12", "40", "—"))
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(f"/investment/compare.xlsx?{asked}&lang=en").data)).active
    rows = {str(row[0]): [str(cell or "") for cell in row[1:]] for row in sheet.iter_rows(values_only=True)}
    assert rows["Plant to rent (yuan per m² a month)"] == ["12", "40"]
    assert rows["Offices to rent (yuan per m² a month)"] == ["", "90"]
    for kind in ("pdf", "xlsx"):
        refused = client.get(f"/investment/compare.{kind}?offer={one.id}&lang=en")
        assert (refused.status_code, "two to 4" in refused.text) == (400, True)


def test_what_cannot_be_compared_is_named(client):
    one, draft = make_offer("甲园"), make_offer("稿园", state=ListingState.DRAFT)
    assert client.get("/investment/compare/").status_code == 200
    for asked, named in (
        (f"offer={one.id}", "two to 4"),
        (f"offer={one.id}&offer={draft.id}", f"“{draft.id}”"),
        (f"offer={one.id}&offer=x", "“x”"),
        ("&".join(f"offer={number}" for number in range(5)), "two to 4"),
    ):
        page = client.get(f"/investment/compare/?{asked}&lang=en")
        assert (page.status_code, named in page.text) == (400, True)


def test_news_of_a_filter_are_an_atom_feed(client):
    make_offer("园")
    make_offer("基", ListingKind.FUND)
    feed = client.get("/investment/feed.atom?kind=park&lang=zh")
    titles = ET.fromstring(feed.data).findall("{http://www.w3.org/2005/Atom}entry/{http://www.w3.org/2005/Atom}title")
    assert (feed.content_type, [title.text for title in titles]) == ("application/atom+xml; charset=utf-8", ["园"])
    assert client.get("/investment/feed.atom?colour=red").status_code == 400
    assert client.get("/investment/feed.atom?kind=product").status_code == 400


def test_a_full_page_is_light_and_an_unchanged_one_is_not_sent_again(client):
    body = make_organization("样例管委会", province_code="320000")
    details = {"plant_rent": 12, "land_mu": 640, "address": "样例市创新大道" * 4, "cluster": "智能装备"}
    for number in range(40):
        make_offer(f"{number}号园", organization=body, details=details, text={"zh": "标准厂房可租可售。" * 40})
    page = client.get("/investment/", headers={"Accept-Encoding": "gzip"})
    assert len(page.data) <= 20 * 1024
    again = {"Accept-Encoding": "gzip", "If-None-Match": page.headers["ETag"]}
    assert client.get("/investment/", headers=again).status_code == 304
    following = re.search(r"cursor=[^\"&]+", client.get("/investment/").text)
    assert following is not None
    assert len(found(client, cursor=following[0].removeprefix("cursor=").replace("%3D", "="))) == 10
