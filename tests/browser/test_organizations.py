"""Two organizations become one, and two again: in English, on a screen."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.filling import press

SIMILAR = ("广东申联样例智能家电有限公司", "广东申联样例智能家电股份有限公司")


def test_two_organizations_are_merged_and_parted_again(
    new_page: Callable[..., Page], axe: Callable[[Page], None], sign_in: Callable[[Page], Page]
):
    page = sign_in(new_page(width=1280, language="en"))
    page.goto("/manage/organizations/")
    axe(page)
    page.fill("[name=q]", "广东申联样例智能家电")
    press(page.locator("form.filters [type=submit]"))
    expect(page.locator("tr[data-row]")).to_have_count(2)

    press(page.get_by_role("link", name=SIMILAR[1], exact=True))
    axe(page)
    press(page.get_by_role("link", name=f"Compare with {SIMILAR[0]}"))
    axe(page)
    page.get_by_label("Name", exact=False).last.check()
    press(page.get_by_role("button", name="Merge into one organization"))
    axe(page)
    expect(page.locator("dl.facts")).to_contain_text("name of a merged organization")

    press(page.get_by_role("link", name="Undo merge"))
    axe(page)
    press(page.get_by_role("button", name="Undo merge"))
    expect(page.locator(".alert-warning")).to_contain_text("Possibly the same organization")
    expect(page.locator("dl.facts")).not_to_contain_text("name of a merged organization")
    axe(page)
