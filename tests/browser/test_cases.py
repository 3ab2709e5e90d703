"""A reader finds a case by what was measured and compares three; an editor enters one with a metric and publishes it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.filling import press

WORDS = {
    "zh": ("对比所选案例", "案例对比", "不列平均值", "比率"),
    "en": ("Compare the ticked ones", "Comparison of cases", "No average stands here", "Ratios"),
}


@pytest.mark.parametrize(("width", "language"), [(1280, "zh"), (360, "en"), (360, "zh"), (1280, "en")])
def test_a_reader_finds_by_metric_and_compares(
    new_page: Callable[..., Page], axe: Callable[[Page], None], width: int, language: str
):
    button, heading, never, ratios = WORDS[language]
    page = new_page(width=width, language=language)
    page.goto("/cases/?metric=efficiency&least=30")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    rows = page.locator("li[data-row]")
    assert 0 < rows.count() < 20
    rows.first.locator("h2 a").click()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.goto("/cases/")
    ticks = page.locator("li[data-row] input[name=case]")
    for place in range(3):
        ticks.nth(place).check()
    press(page.get_by_role("button", name=button))
    expect(page.get_by_role("heading", name=heading)).to_be_visible()
    expect(page.get_by_role("rowheader", name=ratios)).to_be_visible()
    expect(page.get_by_text(never)).to_be_visible()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for link in page.locator(".actions a").all():
        answer = page.request.get(link.get_attribute("href") or "")
        assert answer.ok
        assert len(answer.body()) > 2000


@pytest.mark.parametrize("width", [1280, 360])
def test_an_editor_enters_a_case_with_a_metric_and_publishes_it(
    new_page: Callable[..., Page], axe: Callable[[Page], None], sign_in: Callable[[Page], Page], width: int
):
    page = sign_in(new_page(width=width, language="en"))
    page.goto("/manage/cases/new")
    axe(page)
    for name, value in (
        ("organization", f"试填样例{width}有限公司"), ("title_en", f"Trial case {width}"), ("summary_en", "For trying out."),
    ):  # fmt: skip
        page.fill(f"[name={name}]", value)
    page.select_option("[name=province_code]", "320000")
    if not page.locator("[name=sector_codes]").first.is_visible():
        page.locator("details:has([name=sector_codes]) > summary").first.click()
    page.locator("[name=sector_codes][value=C36]").check()
    press(page.get_by_role("button", name="Save as a draft"))
    press(page.get_by_role("link", name="Add a metric"))
    page.select_option("[name=kind]", "defects")
    page.select_option("[name=direction]", "down")
    page.fill("[name=amount]", "20")
    press(page.get_by_role("button", name="Save", exact=True))
    expect(page.locator("#unit-error")).to_be_visible()
    expect(page.locator("[name=amount]")).to_have_value("20")
    axe(page)
    page.select_option("[name=unit]", "percent")
    press(page.get_by_role("button", name="Save", exact=True))
    expect(page.get_by_text("Defect rate down by 20%").first).to_be_visible()
    press(page.get_by_role("button", name="Publish", exact=True))
    expect(page.get_by_text("with the consent of its organization only")).to_be_visible()
    press(page.get_by_role("link", name="Edit", exact=True).first)
    page.fill("[name=consent_by]", "样例联系人")
    page.fill("[name=consent_on]", "2026-03-01")
    press(page.get_by_role("button", name="Save", exact=True))
    press(page.get_by_role("button", name="Publish", exact=True))
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.goto("/cases/?metric=defects&least=20")
    expect(page.get_by_role("link", name=f"Trial case {width}")).to_be_visible()
