"""Events that are made from nothing in a browser, counted: a plain seminar of one day from the first click to the written summary;
a matchmaking and a study visit until what their kind has is at work. What follows there is walked on the sample (`test_matchmaking`,
`test_study_visit`)."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.counting import (
    MOST,
    MOST_WITH_FEATURES,
    Hands,
    compare,
    count_inputs,
    count_menu,
    count_screens,
    path,
)
from tests.browser.filling import fill, fill_the_rest, press, send

ROWS = "\n".join(
    ["姓名\t单位\t职务\t手机\t省份", *(f"来客{n}\t样例{n}公司\t工程师\t154007701{n:02d}\t上海" for n in range(12))]
)


def facts(day: str) -> dict[str, str]:
    """What an event needs."""
    return {
        "title_zh": "一日研讨会", "summary_zh": "一天，一个会场。", "starts_at": f"{day}T09:00", "ends_at": f"{day}T17:00",
        "province_code": "310000", "venue_zh": "样例会议中心", "host_zh": "样例协会", "phone": "021-55550000",
    }  # fmt: skip


def make(hands: Hands, kind: str, values: dict[str, str]) -> tuple[str, int]:
    """From the own events to one that is published with its agenda: its address for organizers, and the fields of the one page."""
    page = hands.page
    hands.press(page.locator("main a[href='/manage/events/new']:visible").first)
    hands.press(page.locator(f"main a[href$='kind={kind}']:visible").first)
    inputs = count_inputs(page)
    hands.fill(values)
    hands.send()
    event = path(page)
    hands.press(page.locator("main a[href$='/publish']:visible").first)
    hands.send()
    return event, inputs


def begin(desk: Page, phone: Page, kind: str) -> tuple[Hands, str, dict[str, int]]:
    """An event of that kind, made and published; its address for organizers, and what was counted."""
    desk.goto("/manage/")
    hands = Hands(desk)
    event, inputs = make(hands, kind, facts((datetime.now(UTC) + timedelta(days=50)).date().isoformat()))
    public = event.removeprefix("/manage")
    assert phone.request.get(f"{public}agenda/").status == 200, "published with its agenda"
    phone.goto(public)
    counted = {"published": hands.clicks, "inputs": inputs, "menu": count_menu(desk), "screens": count_screens(phone)}
    return hands, event, counted


def register(phone: Page, public: str) -> None:
    """Somebody registers on a phone."""
    phone.goto(public)
    press(phone.locator(f"a[href$='{public}register/']:visible").first)
    assert phone.locator("main [name=unit], main [name=country]:visible").count() == 0, "no delegations, no country"
    person = {"name": "高远", "organization": "七路样例仪表公司", "province": "310000", "mobile": "15400077001"}
    fill(phone, {**person, "title": "工程师", "consent": "yes"})
    fill_the_rest(phone)
    send(phone)
    assert path(phone).startswith("/my/")


def text_of(page: Page, address: str) -> str:
    body = page.request.get(address).body()
    return "".join("".join(one.extract_text() for one in PdfReader(io.BytesIO(body)).pages).split())


def test_a_plain_seminar_of_a_day_from_nothing_to_its_summary(
    new_page: Callable[..., Page], sign_in: Callable[[Page], Page]
):
    desk, phone = sign_in(new_page(width=1280, language="zh")), new_page(width=360, language="zh")
    hands, event, counted = begin(desk, phone, "seminar")
    review(hands)
    register(phone, event.removeprefix("/manage"))
    take_in(hands)
    approve(hands)
    badges(hands)
    sum_up(hands)

    compare("plain seminar", {**counted, "clicks": hands.clicks}, MOST)


def take_in(hands: Hands) -> None:
    """A list of twelve is pasted and imported."""
    page = hands.page
    hands.follow("报名")
    hands.follow("导入")
    hands.fill({"pasted": ROWS})
    hands.send()
    hands.press(page.locator("form[action$='/take'] [type=submit]"))
    page.locator("a[href$='/undo']").wait_for(timeout=60_000)


def review(hands: Hands) -> None:
    """From now on the office decides on each."""
    hands.follow("设置")
    if not hands.page.locator("main [name=approval]:visible").count():
        hands.press(hands.page.locator("a[href$='/settings/registration/']:visible").first)
    hands.fill({"approval": "review"})
    hands.send()


def approve(hands: Hands) -> None:
    """All who are pending are confirmed at once, and told."""
    page = hands.page
    hands.follow("报名")
    hands.press(page.locator("main a[href*='status=pending']:visible").first)
    assert page.locator("main [name=ids]").count() == 13
    hands.tap(page.locator("main [name=all]"))
    hands.press(page.locator("button[name=act][value=confirm]"))
    expect(page.locator("main")).to_contain_text("确认 13 人的报名")
    hands.press(page.locator("button[name=act][value=confirm]"))
    expect(page.locator("main")).to_contain_text("已处理 13 人")


def badges(hands: Hands) -> None:
    """Printed for all."""
    hands.follow("会议材料")
    address = hands.page.locator("main a[href*='badges.pdf']:visible").first.get_attribute("href") or ""
    said = text_of(hands.page, address)
    assert ("高远" in said or "高　远" in said, "来客11" in said, "代表团" in said) == (True, True, False)


def sum_up(hands: Hands) -> None:
    """What was done, written and printed."""
    hands.follow("设置")
    hands.follow("总结与报告内容")
    hands.fill({"report_measures_zh": "围绕仪表改造交流了三种做法。"})
    hands.send()
    hands.follow("会议材料")
    address = hands.page.locator("main a[href*='summary.pdf']:visible").first.get_attribute("href") or ""
    said = text_of(hands.page, address)
    assert ("围绕仪表改造交流了三种做法" in said, "代表团" in said) == (True, False)


def test_a_matchmaking_from_nothing_to_its_first_listings(
    new_page: Callable[..., Page], sign_in: Callable[[Page], Page]
):
    desk, phone = sign_in(new_page(width=1280, language="zh")), new_page(width=360, language="zh")
    hands, event, counted = begin(desk, phone, "matchmaking")
    for side, title in (("supply", "出售检测设备"), ("demand", "求购检测设备")):
        hands.follow("供需信息")
        hands.press(desk.locator("main a[href$='/listings/new']:visible").first)
        hands.fill({"organization": f"样例{side}公司", "side": side, "title_zh": title, "text_zh": "两台。"})
        desk.locator("main [name=kind]").select_option(index=1)
        hands.follow("保存并发布")
    phone.goto(f"{event.removeprefix('/manage')}listings/")
    expect(phone.locator("main")).to_contain_text("出售检测设备")
    hands.follow("洽谈")
    expect(desk.locator("main h1")).to_have_text("洽谈")

    compare("matchmaking", {**counted, "clicks": hands.clicks}, MOST_WITH_FEATURES)


def test_a_study_visit_from_nothing_to_its_stops_vehicles_and_report(
    new_page: Callable[..., Page], sign_in: Callable[[Page], Page]
):
    desk, phone = sign_in(new_page(width=1280, language="zh")), new_page(width=360, language="zh")
    hands, _event, counted = begin(desk, phone, "study_visit")
    hands.follow("议程")
    hands.follow("考察点")
    hands.press(
        desk.locator("main a[href*='/visits/']:not([href$='/visits/']):not([href$='/findings/']):visible").first
    )
    hands.press(desk.locator("main a[href$='/edit']:visible").first)
    hands.fill({"host_zh": "样例齿轮公司"})
    hands.send()
    hands.follow("接待")
    hands.press(desk.locator("main a[href$='/transport/']:visible").first)
    hands.press(desk.locator("main a[href$='/transport/vehicles/']:visible").first)
    hands.press(desk.locator("main a[href$='/vehicles/new']:visible").first)
    hands.fill({"name_zh": "一号车", "seats": "45"})
    desk.locator("main [name=kind]").select_option(index=1)
    hands.send()
    hands.follow("会议材料")
    address = desk.locator("main a[href*='visit-report.pdf']:visible").first.get_attribute("href") or ""
    assert "样例齿轮公司" in text_of(desk, address)

    compare("study visit", {**counted, "clicks": hands.clicks}, MOST_WITH_FEATURES)
