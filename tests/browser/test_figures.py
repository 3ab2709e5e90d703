"""A table of figures on a screen in Chinese: chosen, followed, saved and shared; opened by its link on a phone in English."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from eventmgr.console.sample.people.roster import SEMINAR
from tests.browser.site import Site

BASE = f"/manage/events/{SEMINAR}/figures/"


def test_a_table_is_chosen_followed_saved_and_opened_by_its_link(
    new_page: Callable[..., Page], sign_in: Callable[[Page], Page], axe: Callable[[Page], None], site: Site
):
    office = sign_in(new_page(width=1280, language="zh"))
    office.goto(f"{BASE}?lang=zh")
    axe(office)
    office.locator("#filter-rows").select_option("unit")
    office.wait_for_url(re.compile("rows=unit"))
    office.locator("#filter-columns").select_option("sector")
    office.wait_for_url(re.compile("columns=sector"))
    expect(office.locator("main")).to_contain_text("来自 13 个省（区、市），属于 15 个代表团")
    axe(office)
    number = office.locator("[data-pivot] tbody a").first
    people = int(number.inner_text())
    number.click()
    expect(office.locator(".list-foot [data-figure=listed]").first).to_contain_text(str(people))
    office.go_back()
    office.locator("#name").fill("各代表团行业")
    office.get_by_label("共享").check()
    office.get_by_role("button", name="保存").click()
    expect(office.get_by_role("navigation", name="已存统计表")).to_contain_text("各代表团行业")
    axe(office)
    link = office.locator("main code").inner_text()

    phone = sign_in(new_page(width=360, language="en"))
    phone.goto(f"{link}?lang=en")
    phone.goto(f"{phone.url}&lang=en")
    expect(phone.get_by_role("heading", name="Expected by delegation and sector")).to_be_visible()
    axe(phone)
    phone.get_by_label("Version for the public").check()
    phone.wait_for_url(re.compile("public=1"))
    expect(phone.locator("main")).to_contain_text("numbers below 3")
    expect(phone.locator("[data-pivot] a")).to_have_count(0)
    axe(phone)
    phone.goto("/manage/figures/year/?lang=en")
    axe(phone)
    phone.goto(f"{BASE}day/?lang=en")
    axe(phone)
