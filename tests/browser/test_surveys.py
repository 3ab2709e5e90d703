"""A questionnaire from the organizers' page to its answers: edited on a screen in one language, answered on a phone in the other."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from eventmgr.console.sample.people.roster import SEMINAR
from eventmgr.event.quotas.models import Status
from eventmgr.event.registration.letters.writing import my_token
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from tests.browser.site import Site

BASE = f"/manage/events/{SEMINAR}/surveys/"


def test_one_is_edited_on_a_screen_in_chinese_and_answered_on_a_phone_in_english(
    new_page: Callable[..., Page], sign_in: Callable[[Page], Page], axe: Callable[[Page], None], site: Site
):
    office = sign_in(new_page(width=1280, language="zh"))
    office.goto(f"{BASE}?lang=zh")
    axe(office)
    office.get_by_role("link", name="新建问卷").click()
    axe(office)
    office.locator("#title_zh").fill("分组讨论反馈")
    office.locator("#title_en").fill("Feedback on the groups")
    office.get_by_label("记名：").check()
    office.get_by_label("仅限到会（已签到）人员").uncheck()
    office.locator("#remind_days").fill("0")
    office.get_by_role("button", name="保存").click()
    expect(office.locator("main")).to_contain_text("问卷草稿已创建")
    page = urlsplit(office.url).path
    axe(office)
    office.get_by_role("link", name="添加题目").click()
    office.get_by_label("题型").select_option("choice")
    office.locator("#label_zh").fill("以何种形式参加下次讨论")
    office.locator("#label_en").fill("How would you like to join the next one?")
    office.locator("#lines").fill("线上 | Online\n线下 | On site")
    office.get_by_label("1 很不满意").first.check()
    axe(office)
    office.get_by_role("button", name="保存").click()
    expect(office.locator("main")).to_contain_text("题目已添加")
    office.get_by_role("button", name="发布").click()
    expect(office.locator("main")).to_contain_text("开放中")
    office.goto(f"{page}codes/")
    office.get_by_role("button", name="添加").click()
    code = urlsplit(office.locator("main table a").first.get_attribute("href") or "").path
    axe(office)

    by_link(new_page, axe, site, page)
    by_code(new_page, axe, code)

    office.goto(f"{page}results/?by=province")
    expect(office.locator("main")).to_contain_text("希望增加案例")
    expect(office.locator("main")).to_contain_text("On site is better")
    office.get_by_label("希望增加案例").check()
    axe(office)
    office.get_by_role("button", name="保存摘引").click()
    expect(office.get_by_label("希望增加案例")).to_be_checked()
    office.goto(f"{page}remove")
    office.get_by_role("button", name="删除").click()
    expect(office.locator("main")).to_contain_text("问卷已删除")


def by_link(new_page: Callable[..., Page], axe: Callable[[Page], None], site: Site, page: str) -> None:
    """With scripts: what depends on an answer comes with it; a mistake keeps what was typed."""
    number = page.rstrip("/").rpartition("/")[2]
    with site.inside().app_context():
        people = db.session.query(Registration).filter_by(status=Status.CONFIRMED).order_by(Registration.id)
        own = f"/my/{my_token(people.filter(Registration.event.has(slug=SEMINAR)).first())}/surveys/"
    phone = new_page(width=360, language="en")
    phone.goto(f"{own}?lang=en")
    axe(phone)
    phone.locator(f"main a[href$='/surveys/{number}/']").click()
    axe(phone)
    expect(phone.get_by_label("Online")).to_be_hidden()
    phone.get_by_label("Comments and suggestions").fill("希望增加案例")
    phone.get_by_role("button", name="Send answers").click()
    expect(phone.locator("#errors")).to_be_visible()
    axe(phone)
    expect(phone.get_by_label("Comments and suggestions")).to_have_value("希望增加案例")
    first = phone.get_by_role("group", name="How satisfied are you with the event overall?")
    first.get_by_label("1", exact=True).check()
    phone.get_by_label("Online").check()
    phone.get_by_role("button", name="Send answers").click()
    expect(phone.locator("main")).to_contain_text("Change my answers")
    axe(phone)


def by_code(new_page: Callable[..., Page], axe: Callable[[Page], None], code: str) -> None:
    """Without scripts: every question stands there, and the server judges what is asked."""
    phone = new_page(width=360, language="en", javascript=False)
    phone.goto(f"{code}?lang=en")
    first = phone.get_by_role("group", name="How satisfied are you with the event overall?")
    first.get_by_label("5", exact=True).check()
    phone.get_by_label("Online").check()
    phone.get_by_label("Comments and suggestions").fill("On site is better")
    phone.get_by_role("button", name="Send answers").click()
    expect(phone.locator("main")).to_contain_text("Your answers have been recorded")
