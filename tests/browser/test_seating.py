"""Seats of the sample's hall exchanged by keyboard and by dragging; the same page on a phone without a script's help."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from eventmgr.console.sample.people.roster import SEMINAR
from tests.browser.site import Site

BASE = f"/manage/events/{SEMINAR}/seating/"


def names(page: Page, *places: str) -> list[str]:
    """Who sits there."""
    return [page.locator(f"#seat-{place}").inner_text() for place in places]


def test_two_change_places_by_keys_and_back_by_dragging(
    new_page: Callable[..., Page], sign_in: Callable[[Page], Page], axe: Callable[[Page], None], site: Site
):
    office = sign_in(new_page(width=1280, language="zh"))
    office.goto(f"{BASE}?lang=zh")
    axe(office)
    office.get_by_role("link", name="开幕式会场").click()
    axe(office)
    before = names(office, "2-1", "3-1")

    office.locator("#seat-2-1").focus()
    office.keyboard.press("Enter")
    expect(office.locator("[data-moves-status]")).to_contain_text(f"已选中{before[0]}")
    office.keyboard.press("ArrowDown")
    expect(office.locator("#seat-3-1")).to_be_focused()
    office.keyboard.press("Enter")
    office.wait_for_url("**#seat-3-1")
    assert names(office, "2-1", "3-1") == before[::-1]
    expect(office.locator("#seat-3-1")).to_be_focused()

    office.locator("#seat-3-1").hover()
    office.mouse.down()
    office.locator("#seat-2-1").hover()
    office.locator("#seat-2-1").hover()
    office.mouse.up()
    office.wait_for_url("**#seat-2-1")
    assert names(office, "2-1", "3-1") == before

    office.locator("#seat-2-1").focus()
    office.keyboard.press("Enter")
    office.keyboard.press("Escape")
    expect(office.locator("[data-moves-status]")).to_have_text("未选中任何人。")

    phone = sign_in(new_page(width=360, language="en"))
    for page in ("1/", "2/", "3/", "3/edit", "groups/", "groups/propose"):
        phone.goto(f"{BASE}{page}?lang=en")
        axe(phone)
