"""Supply and demand from a sheet: seen row by row, corrected, taken by the worker, undone."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventmgr.event.events.models import EventKind, EventStatus
from eventmgr.event.events.services import hold
from eventmgr.ground.db import db, transaction
from eventmgr.identity.directory.models import Organization
from eventmgr.identity.team.roles import TeamRole
from eventmgr.matchmaking.listings import services
from eventmgr.matchmaking.listings.models import (
    Listing,
    ListingKind,
    ListingSource,
    ListingState,
    ProfileKeeper,
    ShownTo,
    Side,
)
from eventmgr.output.imports.models import BatchState
from eventmgr.tools.taxonomy import provinces, topics
from tests.factories import make_event, make_listing, make_member, make_organization
from tests.matchmaking.listings.acting import act, do, letters, listings
from tests.output.imports.sending import batch, in_english, take, work
from tests.soak import times
from tests.tools.sheets.books import xlsx

pytestmark = pytest.mark.usefixtures("frozen", "database")
SAMPLE = """id,kind,org,province_gb_code,side,industry_code,topic_id,title,text
PD001,demand,上海样例001号电气有限公司,310000,east,C38,supply_chain,找注塑配套厂,净水器整机厂需要食品级注塑件，每月120万件，模具由我方提供。
PD002,demand,安徽样例002号专用设备有限公司,340000,central_south,C35,rnd,高速电机转子碎裂难题,六万转永磁转子护套多次碎裂，希望与研究机构合作解决材料与工艺问题。
PD003,demand,湖南样例003号汽车部件有限公司,430000,central_south,C36,training,焊工转岗机器人操作,工厂上了焊接机器人，原来的40名焊工需要转岗学习示教与维护。
PS001,supply,江苏样例031号塑料制品有限公司,320000,east,C29,supply_chain,食品级注塑件代工,有十万级洁净车间与四十台注塑机，可承接家电配套件。
"""
TRAP = xlsx(
    [
        ["某某对接会供需信息征集表"],
        [],
        ["序号", "供需类型", "单位名称", "省份", "标题", "内容", "主题", "有效期至", "是否保密", "信息类别"],
        [
            1,
            "需求",
            "湖北样例泵业有限责任公司",
            "湖北",
            "找铸件",
            "每月两千件。",
            "供应链协同",
            "2026年12月31日",
            "否",
            None,
        ],
        [2, "【供给】", "火星机床厂", "火星", "数控机床", "五轴。", None, None, None, "产品"],
        [3, "借用", "湖南样例机械有限公司", "湖南", "借设备", "说明。", "没有的主题", "2025-01-01", "也许", "药品"],
        [4, "供给", "湖南样例机械有限公司", "湖南", None, "只有内容。", None, None, None, None],
        [5, "供给", "湖南样例机械有限公司", "湖南", "培训", "说明。", None, 46387, "是", "培训"],
        ["合计", "5条"],
    ]
)
"""A title, a running number, a total; a name spelt otherwise; everything that can be wrong in one row; a day as a number."""


@pytest.fixture
def event():
    return make_event(kind=EventKind.MATCHMAKING, title={"zh": "产业对接会", "en": "Matchmaking"})


@pytest.fixture
def office(sign_in, event):
    return in_english(sign_in(make_member(event, TeamRole.REGISTRAR)))


def base(event, rest=""):
    return f"/manage/events/{event.slug}/listings/import/{rest}"


def opened(office, event, pasted="", data=b"", name="供需.xlsx"):
    form = {"pasted": pasted} | ({"file": (io.BytesIO(data), name)} if data else {})
    answer = office.post(base(event), data=form, content_type="multipart/form-data")
    assert answer.status_code == 303, answer.text
    return answer.location


def imported(office, event, **sent):
    address = opened(office, event, **sent)
    assert take(office, address).status_code in (200, 303)
    work()
    return address


def test_the_sample_sheet_imports_as_it_is(event, office):
    address = opened(office, event, data=SAMPLE.encode(), name="supply_demand_sample.csv")
    page = office.get(address).text
    assert "New: 4" in page and "With errors" not in page.replace("With errors: 0", "")
    take(office, address)
    assert listings() == []
    work()
    made = listings()
    assert [(one.side, one.organization.name, one.organization.province_code) for one in made] == [
        (Side.DEMAND, "上海样例001号电气有限公司", "310000"), (Side.DEMAND, "安徽样例002号专用设备有限公司", "340000"),
        (Side.DEMAND, "湖南样例003号汽车部件有限公司", "430000"), (Side.SUPPLY, "江苏样例031号塑料制品有限公司", "320000"),
    ]  # fmt: skip
    assert (made[0].topic_id, made[0].sector_codes, made[0].title["zh"]) == (
        "supply_chain",
        ["C38"],
        "找注塑配套厂",
    )
    assert {one.source for one in made} == {ListingSource.IMPORT} and {one.state for one in made} == {
        ListingState.PUBLISHED
    }
    assert "找注塑配套厂" in office.get(f"/events/{event.slug}/listings/").text
    again = office.get(opened(office, event, data=SAMPLE.encode(), name="supply_demand_sample.csv")).text
    assert "No change: 4" in again


def test_the_trap_sheet_is_shown_corrected_taken_given_back_and_undone(event, office):
    known = make_organization("湖北样例泵业有限公司", province_code="420000")
    page = office.get(f"/manage/events/{event.slug}/listings/").text
    assert base(event) in page
    address = opened(office, event, data=TRAP)
    page = office.get(address).text
    assert "New: 2" in page and "With errors: 3" in page
    for said in (
        "“火星” is not a province",
        "“借用” is neither",
        "“没有的主题” is not a valid topic",
        "This day is over",
        "“药品”",
    ):
        assert said in page, said
    given = openpyxl.load_workbook(io.BytesIO(office.get(f"{address}problems.xlsx").data)).active
    assert "neither supply nor demand" in str(list(given.values))
    office.post(f"{address}correct", data={"c_5_province": "安徽", "c_7_title": "检测服务", "d_6": "skip"})
    assert "4 rows will be imported" in office.get(address).text
    take(office, address)
    work()
    made = {one.title["zh"]: one for one in listings()}
    assert set(made) == {"找铸件", "数控机床", "检测服务", "培训"}
    assert made["找铸件"].organization_id == known.id and made["找铸件"].valid_until == date(2026, 12, 31)
    assert made["培训"].kind is ListingKind.TRAINING and made["培训"].confidential
    assert made["培训"].shown_to is ShownTo.ORGANIZERS and made["培训"].valid_until == date(2026, 12, 31)
    assert "New listings" in office.get(f"/manage/events/{event.slug}/history/").text
    assert "undo" in office.get(address).text
    office.post(f"{address}undo", data={"telling": "nobody"})
    work()
    assert listings() == [] and batch().state is BatchState.UNDONE
    assert "数控机床" not in office.get(f"/events/{event.slug}/listings/").text


def test_a_row_of_a_listing_that_is_there_changes_it_and_undoing_brings_it_back(event, office):
    whose = make_organization("湖北样例泵业有限公司", province_code="420000", sector_code="C34")
    one = make_listing(
        event, whose, title={"zh": "找铸件", "en": "Castings sought"}, text={"zh": "旧说明"}, sector_codes=["C34"],
        topic_id="rnd", chain_words=["铸件"], details={"models": "A1"},
    )  # fmt: skip
    address = imported(
        office, event, pasted="供需\t单位\t标题\t内容\t免费\n需求\t湖北样例泵业有限公司\t找铸件\t新说明\t是"
    )
    [now] = listings()
    assert (now.id, now.text, now.free_of_charge, now.topic_id) == (one.id, {"zh": "新说明"}, True, "rnd")
    assert now.title == {"zh": "找铸件", "en": "Castings sought"} and now.details == {"models": "A1"}
    office.post(f"{address}undo", data={"telling": "nobody"})
    work()
    [back] = listings()
    assert (back.text, back.free_of_charge, back.chain_words, back.state) == (
        {"zh": "旧说明"}, False, ["铸件"], ListingState.PUBLISHED,
    )  # fmt: skip


def test_what_was_changed_since_cannot_be_undone(event, office, frozen):
    address = imported(office, event, data=SAMPLE.encode(), name="a.csv")
    frozen.shift(60)
    with transaction():
        hold(event)
        services.withdraw(event, db.session.get(Listing, listings()[0].id), act=act())
    page = office.get(address).text
    assert "找注塑配套厂" in page
    office.post(f"{address}undo", data={"telling": "nobody"})
    work()
    assert len(listings()) == 4 and batch().state is BatchState.TAKEN


def test_state_shown_to_and_english_are_taken_from_their_columns(event, office):
    imported(
        office, event,
        pasted="Side\tKind\tOrganization\tTitle in English\tText in English\tConfidential\tShown to\tState\n"
        "Supply\tTechnology\tSample Works\tCoating\tHard coating.\tyes\torganizations that take part in the event\tAwaiting review",
    )  # fmt: skip
    [one] = listings()
    assert (one.title, one.kind, one.state) == ({"en": "Coating"}, ListingKind.TECHNOLOGY, ListingState.SUBMITTED)
    assert one.confidential and one.shown_to is ShownTo.COMPANIES


def test_near_ones_are_told_before_and_marked_after(event, office):
    text = "净水器整机厂需要食品级注塑件，每月120万件，模具由我方提供。"
    make_listing(
        event,
        make_organization("安徽样例塑料有限公司", province_code="340000"),
        title={"zh": "找注塑厂"},
        text={"zh": text},
    )
    address = opened(office, event, data=SAMPLE.encode(), name="a.csv")
    page = office.get(address).text
    assert "Row 2 (找注塑配套厂) is similar to an existing listing from Anhui" in page
    assert "安徽样例塑料" not in page
    take(office, address)
    work()
    assert "找注塑厂" in office.get(f"/manage/events/{event.slug}/listings/?near=1").text


def test_contacts_get_the_link_of_their_organization_when_somebody_says_so(event, office):
    pasted = "供需\t单位\t标题\t内容\t联系人\t邮箱\n供给\t样例机床厂\t机床\t五轴。\t李敏\tLi@example.com\n供给\t样例机床厂\t刀具\t硬质合金。\t李敏\tli@example.com"
    address = opened(office, event, pasted=pasted)
    page = office.get(address).text
    assert "li@example.com" not in page.lower() or "covered" in page
    take(office, address, telling="now")
    work()
    [keeper] = db.session.query(ProfileKeeper).all()
    assert (keeper.email, keeper.name) == ("li@example.com", "李敏")
    assert len(letters("invited")) == 1
    office.post(f"{address}undo", data={"telling": "nobody"})
    work()
    assert db.session.query(ProfileKeeper).count() == 0 and listings() == []


def test_kinds_that_are_not_collected_are_refused_row_by_row(event, office):
    do(services.set_settings, event, services.Settings(kinds=(ListingKind.RND,)))
    page = office.get(opened(office, event, data=SAMPLE.encode(), name="a.csv")).text
    assert "does not collect listings of this kind" in page and "With errors: 4" in page


def test_an_event_that_is_over_takes_no_sheet(event, office):
    address = opened(office, event, data=SAMPLE.encode(), name="a.csv")
    event.status = EventStatus.FINISHED
    db.session.commit()
    answer = take(office, address)
    assert answer.status_code == 409 and "The event is over" in answer.text and listings() == []


def test_the_sheet_to_fill_in_comes_back_filled_in(event, office):
    book = openpyxl.load_workbook(io.BytesIO(office.get(base(event, "template.xlsx")).data))
    sheet = book.worksheets[0]
    head = next(row for row in sheet.iter_rows() if any(str(cell.value).startswith("Organization") for cell in row))
    places = {str(cell.value).partition(" ")[0].strip("*"): cell.column for cell in reversed(head) if cell.value}
    at = sheet.max_row + 1
    typed = {"Supply": "Supply", "Organization": "样例机床厂", "Title": "机床", "Text": "五轴机床。"}
    for name, value in typed.items():
        sheet.cell(at, places[name], value)
    out = io.BytesIO()
    book.save(out)
    imported(office, event, data=out.getvalue())
    assert [(one.title["zh"], one.organization.name) for one in listings()] == [("机床", "样例机床厂")]


ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "side": st.sampled_from(["供给", "需求", "supply", "【需求】", "借"]),
            "organization": st.sampled_from(["甲机床有限公司", "甲机床有限责任公司", "乙电气厂", "=丙", ""]),
            "province": st.sampled_from(["", "火星", *(one.name_zh for one in provinces())]),
            "title": st.text("机床甲乙A1=+-@' ", max_size=8),
            "text": st.text("说明。A1=\"'", min_size=0, max_size=12),
            "topic": st.sampled_from(["", "没有", *(one.name_zh for one in topics()[:6])]),
            "valid_until": st.sampled_from(["", "2026-12-31", "2025-01-01", "明年"]),
            "confidential": st.sampled_from(["", "是", "否", "也许"]),
        }
    ),
    min_size=1,
    max_size=6,
)
HEADS = {
    "side": "供需类型", "organization": "单位", "province": "省份", "title": "标题", "text": "内容", "topic": "主题",
    "valid_until": "有效期至", "confidential": "保密",
}  # fmt: skip


@settings(max_examples=times(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=ROWS)
def test_whatever_is_sent_the_good_rows_are_taken_and_undoing_leaves_nothing(event, office, drawn):
    data = xlsx([list(HEADS.values()), *([row[key] or None for key in HEADS] for row in drawn)])
    form = {"pasted": "", "file": (io.BytesIO(data), "a.xlsx")}
    answer = office.post(base(event), data=form, content_type="multipart/form-data")
    assert answer.status_code in (303, 422)
    if answer.status_code == 422:
        return
    page = office.get(answer.location)
    if page.status_code == 303:
        return
    assert page.status_code == 200
    before = listings()
    assert before == []
    if 'name="digest"' in page.text:
        take(office, answer.location)
        work()
    made = listings()
    assert len(made) == batch().numbers.get("new", 0)
    for one in made:
        assert (
            one.title.get("zh") and one.text.get("zh") and one.organization.name and one.state is ListingState.PUBLISHED
        )
        assert one.valid_until in (None, date(2026, 12, 31))
    if made:
        again = office.get(opened(office, event, data=data)).text
        assert f"No change: {len(made)}" in again
        office.post(f"{answer.location}undo", data={"telling": "nobody"})
        work()
    assert listings() == []
    with transaction():
        db.session.query(Organization).delete()


def test_a_word_that_is_none_of_a_list_is_answered_with_the_list_in_the_language_of_the_reader(office, event):
    address = opened(office, event, data=TRAP)
    english, chinese = (office.get(f"{address}?lang={lang}").text for lang in ("en", "zh"))

    assert "“药品” is not one of the choices: Product" in english
    assert "“药品”不在可选范围内：产品" in chinese
