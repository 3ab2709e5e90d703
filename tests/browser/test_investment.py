"""A reader finds parks by the rent of their plants and compares two."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.filling import press

WORDS = {
    "zh": ("对比所选招商信息", "招商信息对比", "厂房租赁（元/㎡·月）"),
    "en": ("Compare the ticked offers", "Comparison of investment offers", "Plant to rent (yuan per m² a month)"),
}


@pytest.mark.parametrize(("width", "language"), [(1280, "zh"), (360, "en"), (360, "zh"), (1280, "en")])
def test_a_reader_finds_parks_by_rent_and_compares_two(
    new_page: Callable[..., Page], axe: Callable[[Page], None], width: int, language: str
):
    """S5.5, S8.3."""
    button, heading, rent = WORDS[language]
    page = new_page(width=width, language=language)
    page.goto("/investment/?use=plant_rent&price_to=16")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    ticks = page.locator("li[data-row] input[name=offer]")
    assert ticks.count() == 4
    for place in range(2):
        ticks.nth(place).check()
    press(page.get_by_role("button", name=button))
    expect(page.get_by_role("heading", name=heading)).to_be_visible()
    line = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=rent))
    assert all(0 < int(cell) <= 16 for cell in line.get_by_role("cell").all_inner_texts())
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("width", "language"), [(360, "zh"), (1280, "en")])
def test_an_office_enters_an_offer_of_no_event_and_a_reader_finds_it_until_it_is_withdrawn(
    new_page: Callable[..., Page], sign_in: Callable[..., Page], axe: Callable[[Page], None], width: int, language: str
):
    title = f"样例常设园区{width}"
    office, reader = sign_in(new_page(width=width, language=language)), new_page(width=width, language=language)
    office.goto("/manage/investment/")
    office.locator("a[href='/manage/investment/offers/new']").click()
    axe(office)
    office.locator("[name=organization]").fill("样例常设管委会")
    office.locator(f"[name=title_{language}]").fill(title)
    office.locator(f"[name=text_{language}]").fill("层高八米，可租可售。")
    press(office.locator("main form button[type=submit]"))
    expect(office.locator("#errors")).to_be_visible()  # of which province it is nobody knows yet
    expect(office.locator(f"[name=title_{language}]")).to_have_value(title)
    axe(office)
    office.locator("[name=province_code]").select_option("340000")
    press(office.locator("main form button[type=submit]"))
    expect(office.locator("h1")).to_contain_text(title)
    axe(office)
    assert office.evaluate("document.documentElement.scrollWidth") <= width
    reader.goto(f"/investment/?province=340000&q={title}")
    reader.locator("li[data-row] a", has_text=title).first.click()
    expect(reader.locator("h1")).to_contain_text(title)
    axe(reader)
    office.on("dialog", lambda dialog: dialog.accept())
    office.locator("form[action$='/withdraw'] button").click()
    expect(office.locator("form[action$='/publish']")).to_be_visible()
    assert reader.reload().status == 404
