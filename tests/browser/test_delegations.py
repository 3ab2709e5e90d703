"""A liaison from the office's board to the own page on a phone: invited, answers, completes the list, hands over."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from eventmgr.console.sample.people.roster import SEMINAR
from tests.browser.site import Site, plain_text

_UNIT = f"/manage/events/{SEMINAR}/delegations/units/420000/"
_PAGE = f"/delegations/{SEMINAR}/420000/"


def test_a_liaison_is_invited_answers_and_hands_over(
    new_page: Callable[..., Page], sign_in: Callable[[Page], Page], axe: Callable[[Page], None], site: Site
):
    office = sign_in(new_page(width=1280, language="en"))
    office.goto(f"/manage/events/{SEMINAR}/delegations/?lang=en")
    axe(office)
    assert office.evaluate(
        "document.querySelector('.scroll').scrollWidth <= document.querySelector('.scroll').clientWidth"
    )
    office.goto(f"{_UNIT}deputy/?lang=en")
    axe(office)
    office.get_by_label("Name").fill("欧阳若兰")
    office.get_by_role("textbox", name="E-mail").fill("ouyang@example.com")
    office.get_by_role("button", name="Save").click()
    expect(office.locator("main")).to_contain_text("No e-mail has been sent")
    axe(office)
    office.goto(f"/manage/events/{SEMINAR}/delegations/?lang=en")
    office.get_by_role("button", name="Invite 1 liaison…").click()
    expect(office.locator("main")).to_contain_text("欧阳若兰")
    office.locator("button[name=telling][value=now]").click()
    expect(office.locator("main")).to_contain_text("1 liaison has been invited")

    body = plain_text(site.letters("ouyang@example.com")[0])
    link = re.search(r"/delegations/link/[\w-]+/", body)[0]
    phone = new_page(width=360, language="zh")
    phone.goto(f"{link}?lang=zh")
    axe(phone)
    phone.get_by_role("button", name="打开代表团页面").click()
    phone.wait_for_url(f"**{_PAGE}")
    axe(phone)
    assert phone.evaluate("document.documentElement.scrollWidth") == 360
    phone.get_by_role("button", name="名单已报齐").click()
    expect(phone.locator("main")).to_contain_text("会务组可看到名单已报齐")
    phone.get_by_role("link", name="本人信息").click()
    axe(phone)
    phone.goto(f"{_PAGE}hand-over")
    axe(phone)
    phone.get_by_role("textbox", name="姓名").fill("钱七")
    phone.get_by_role("textbox", name="电子邮箱").fill("qian@example.com")
    phone.get_by_role("button", name="移交").click()
    expect(phone.locator("main")).to_contain_text("您原来的链接已失效")

    office.goto(f"{_UNIT}?lang=en")
    expect(office.locator("main")).to_contain_text("List complete")
    expect(office.locator("main")).to_contain_text("钱七")
    axe(office)
