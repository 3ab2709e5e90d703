"""Lists of supply and demand on paper and as files; the complement table."""

from __future__ import annotations

import io
import re
from datetime import date

import openpyxl
import pytest
from pypdf import PdfReader

from eventmgr.event.events.models import EventKind
from eventmgr.ground.db import db, transaction
from eventmgr.identity.team.roles import TeamRole
from eventmgr.matchmaking.listings.board.complement import needs_of, table_of
from eventmgr.matchmaking.listings.models import ListingKind, ListingState, ShownTo, Side
from eventmgr.matchmaking.listings.services.setting import Settings, set_settings
from eventmgr.tools.log.models import AuditEntry
from tests.conftest import client_of
from tests.factories import make_event, make_listing, make_member, together
from tests.matchmaking.listings.acting import act, in_english, office_page
from tests.matchmaking.listings.board.making import TOMORROW, company, listed

SIDES = ("supply", "demand")
pytestmark = pytest.mark.usefixtures("frozen", "database")


def paper(answer):
    assert answer.mimetype == "application/pdf", answer.text
    return [re.sub(r"\s+", " ", page.extract_text()) for page in PdfReader(io.BytesIO(answer.data)).pages]


def cells(answer):
    assert answer.status_code == 200, answer.text
    rows = list(openpyxl.load_workbook(io.BytesIO(answer.data)).active.values)
    return rows[0], rows[1:]


@pytest.fixture
def stocked(event):
    listed(event, company("湖南"), "焊工转岗机器人操作", Side.DEMAND, kind=ListingKind.TRAINING, topic_id="training")
    listed(event, company("安徽"), "找注塑配套厂", Side.DEMAND, topic_id="supply_chain", sector_codes=["C38"])
    listed(event, company("上海"), "数控机床", topic_id="rnd", valid_until=TOMORROW, free_of_charge=True)
    listed(event, company("湖北"), "保密供给", confidential=True, shown_to=ShownTo.COMPANIES)
    return event


def test_the_list_of_demand_is_printed_by_province_in_official_order(visitor, stocked):
    (page,) = paper(visitor.get(f"/events/{stocked.slug}/listings-demand.pdf"))
    assert "Demand list" in page and "2 listings" in page and "Page 1 of 1" in page
    assert page.index("Anhui") < page.index("找注塑配套厂") < page.index("Hunan") < page.index("焊工转岗机器人操作")
    assert "Via the organizers" in page and "office@example.com" in page and "数控机床" not in page
    (chinese,) = paper(visitor.get(f"/events/{stocked.slug}/listings-supply.pdf?lang=zh"))
    assert "供给清单" in chinese and "数控机床" in chinese and "2026年4月2日" in chinese.replace(" ", "")
    assert "第1页共1页" in chinese.replace(" ", "").replace("，", "") and "保密" not in chinese
    (narrowed,) = paper(visitor.get(f"/events/{stocked.slug}/listings-demand.pdf?province=340000"))
    assert "Anhui" in narrowed and "Hunan" not in narrowed


def test_a_long_list_repeats_its_head_and_counts_its_pages(visitor, event):
    with together():
        one = company()
        for number in range(120):
            make_listing(event, one, title={"zh": f"需求{number}"}, text={"zh": "需要配套。" * 20})
    pages = paper(visitor.get(f"/events/{event.slug}/listings-demand.pdf?lang=zh"))
    assert len(pages) > 3 and all("序号" in page and "联系方式" in page for page in pages)
    assert f"第{len(pages)}页共{len(pages)}页" in pages[-1].replace(" ", "").replace("，", "")


def test_organizers_find_both_lists_among_the_documents(stocked, app, sign_in):
    office = in_english(sign_in(make_member(stocked, TeamRole.OWNER)))
    index = office.get(f"/manage/events/{stocked.slug}/reports/").text
    assert "List of supply" in index and "supply-list.pdf" in index
    (page,) = paper(office.get(f"/manage/events/{stocked.slug}/reports/demand-list.pdf?lang=en"))
    assert "As of" in page and "找注塑配套厂" in page and "保密供给" not in page


def test_documents_of_an_event_that_has_no_listings_do_not_offer_their_lists(sign_in):
    other = make_event(kind=EventKind.SEMINAR)
    office = in_english(sign_in(make_member(other, TeamRole.OWNER)))

    def offered():
        index = office.get(f"/manage/events/{other.slug}/reports/").text
        there = [office.get(f"/manage/events/{other.slug}/reports/{side}-list.pdf").status_code for side in SIDES]
        return [f"{side}-list.pdf" in index for side in SIDES], there

    assert offered() == ([False, False], [404, 404])
    with transaction():
        set_settings(other, Settings(is_collecting=True), act=act())
    assert offered() == ([False, False], [409, 409]), "they stand there, in grey"
    with transaction():
        set_settings(other, Settings(is_collecting=False), act=act())
    one = company()
    make_listing(other, one, confidential=True)
    assert offered() == ([False, False], [404, 404])
    make_listing(other, one)
    assert offered() == ([False, True], [409, 200])


def test_cells_are_what_they_are_and_the_confidential_is_for_organizers_alone(visitor, office, stocked):
    head, rows = cells(visitor.get(f"/events/{stocked.slug}/listings-supply.xlsx"))
    assert head[:6] == ("No.", "Supply or demand", "Province/region", "Organization", "Title", "Text")
    [row] = rows
    told = dict(zip(head, row, strict=True))
    assert (told["No."], told["Title"], told["Valid until"].date()) == (1, "数控机床", TOMORROW)
    assert told["Published"].isoformat() == "2026-04-01T12:00:00" and told["Free of charge"] == "yes"
    assert told["Contact details"] == "Via the organizers" and "State" not in head
    head, rows = cells(office.get(office_page(stocked, "export.xlsx?side=supply")))
    titles = [dict(zip(head, row, strict=True)) for row in rows]
    assert [(one["Title"], one["Confidential"]) for one in titles] == [
        ("数控机床", None), ("保密供给", "organizations that take part in the event"),
    ]  # fmt: skip
    pages = "".join(paper(office.get(office_page(stocked, "export.pdf?state=published"))))
    assert "焊工转岗机器人操作" in pages and "数控机床" in pages and "保密供给" not in pages
    entries = db.session.query(AuditEntry).filter_by(action="listings_exported").all()
    assert [entry.changes for entry in entries] == [{"rows": [None, 2]}, {"rows": [None, 3]}]


def test_the_organizers_list_leads_to_its_files_with_the_same_filters(office, stocked):
    page = office.get(office_page(stocked, "?side=supply")).text
    assert "export.xlsx?side=supply" in page and "export.pdf?side=supply" in page and "/listings/complement/" in page
    assert office.get(office_page(stocked, "export.xlsx?state=wrong")).status_code == 400


def test_the_table_sums_what_stands_below_a_topic_as_the_board_does():
    rows = [
        ("factory", Side.DEMAND, "340000", 1), ("mes", Side.SUPPLY, "310000", 2), ("mes", Side.DEMAND, "340000", 3),
        ("wms", Side.SUPPLY, "340000", 1),
    ]  # fmt: skip
    from eventmgr.tools.taxonomy import topics

    parents = {topic.id: topic.parent for topic in topics()}
    parent = next(top for top in parents.values() if top and sum(p == top for p in parents.values()) > 1)
    one, two = [topic for topic, top in parents.items() if top == parent][:2]
    names = {"factory": parent, "mes": one, "wms": two}
    lines = {line.topic: line for line in table_of([(names[topic], *rest) for topic, *rest in rows])}
    assert [(cell.province, cell.listings) for cell in lines[parent].offer] == [("310000", 2), ("340000", 1)]
    assert [(cell.province, cell.listings) for cell in lines[parent].seek] == [("340000", 4)]
    assert (lines[one].is_below, lines[one].is_met, lines[two].is_met) == (True, True, False)
    needs = needs_of("340000", list(lines.values()))
    assert [(need.topic, need.sought, [cell.province for cell in need.helpers], need.at_home) for need in needs] == [
        (parent, 4, ["310000"], 1), (one, 3, ["310000"], 0),
    ]  # fmt: skip


def test_each_number_of_the_table_leads_to_so_many_listings(visitor, event, office):
    listed(event, company("上海"), "协同平台", topic_id="supply_chain")
    listed(event, company("湖北"), "配套目录", topic_id="supply_chain")
    listed(event, company("湖北", 2), "配套目录二", topic_id="supply_chain")
    listed(event, company("安徽"), "找配套厂", Side.DEMAND, topic_id="supply_chain")
    listed(event, company("湖南"), "保密需求", Side.DEMAND, topic_id="supply_chain", confidential=True)
    listed(event, company("湖南", 2), "没有主题", Side.DEMAND)
    page = visitor.get(f"/events/{event.slug}/listings/complement/?for=340000").text
    told = re.findall(r'href="([^"]+)" data-figure="listings_public">(?:\D+ )?(\d+)<', page)
    assert len(told) == 6 and "can help each other" in page and "1 listing without a topic" in page
    for address, number in told:
        board = visitor.get(address.replace("&amp;", "&")).text
        assert f'list-foot">\n<span data-figure="listings_public">{number} listing' in board, address
    assert "湖南" not in page and "Hunan" not in page
    assert visitor.get(f"/events/{event.slug}/listings/complement/?for=1").status_code == 400
    assert "can help each other" in office.get(office_page(event, "complement/?for=340000")).text
    head, rows = cells(visitor.get(f"/events/{event.slug}/listings/complement.xlsx"))
    assert head[:4] == ("Topic", "Supply or demand", "Province/region", "Listings")
    assert [row[1:] for row in rows] == [
        ("Supply", "Shanghai Municipality", 1, "Anhui Province"),
        ("Supply", "Hubei Province", 2, "Anhui Province"),
        ("Demand", "Anhui Province", 1, "Shanghai Municipality, Hubei Province"),
    ]


def test_organizers_of_other_events_and_visitors_get_no_office_file(visitor, event, app):
    for rest in ("export.xlsx", "export.pdf", "complement/"):
        assert visitor.get(office_page(event, rest)).status_code in (302, 303, 401)
    assert client_of(app).get(office_page(event, "export.xlsx")).status_code in (302, 303, 401)


def test_a_day_that_is_over_is_in_no_list(visitor, event):
    make_listing(event, company(), title={"zh": "昨天为止"}, valid_until=date(2026, 3, 31))
    make_listing(event, company("安徽"), title={"zh": "草稿"}, state=ListingState.DRAFT)
    assert cells(visitor.get(f"/events/{event.slug}/listings-demand.xlsx"))[1] == []
    assert "Nothing has been published yet." in paper(visitor.get(f"/events/{event.slug}/listings-demand.pdf"))[0]
