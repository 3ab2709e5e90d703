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
