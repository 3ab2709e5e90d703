"""A reader looks a policy up, checks what can be applied for and takes a compendium home; an editor enters, publishes and repeals one."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.filling import press

WORDS = {
    "zh": ("本单位可以申报哪些", "核对政策", "江苏省", "现在可以申报", "勾选政策汇编成册", "政策汇编"),
    "en": ("What can we apply for?", "Check policies", "Jiangsu", "You can apply now", "Compendium of the ticked ones", "Compendium of policies"),
}  # fmt: skip


@pytest.mark.parametrize(("width", "language"), [(1280, "zh"), (360, "en"), (360, "zh"), (1280, "en")])
def test_a_reader_finds_checks_and_takes_home(
    new_page: Callable[..., Page], axe: Callable[[Page], None], width: int, language: str
):
    check, send, province, verdict, book, name = WORDS[language]
    page = new_page(width=width, language=language)
    page.goto("/policies/?province=320000")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator("li[data-row] h2 a").first.click()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width

    page.goto("/policies/")
    page.get_by_role("link", name=check).click()
    page.locator("[name=province]").select_option(label=province if language == "en" else "江苏省")
    page.locator("[name=kind]").select_option("company")
    press(page.get_by_role("button", name=send))
    expect(page.get_by_role("heading", name=verdict)).to_be_visible()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width

    page.goto("/policies/")
    ticked = page.locator("li[data-row] input[name=id]")
    numbers = [ticked.nth(place).get_attribute("value") for place in (0, 2)]
    for place in (0, 2):
        ticked.nth(place).check()
    expect(page.get_by_role("button", name=book)).to_be_visible()
    asked = page.evaluate("new URLSearchParams(new FormData(document.getElementById('book'))).toString()")
    assert [f"id={number}" in asked for number in numbers] == [True, True]
    answer = page.request.get(f"/policies/compendium.pdf?{asked}")
    reader = PdfReader(io.BytesIO(answer.body()))
    assert (name in reader.pages[0].extract_text(), len(reader.outline)) == (True, 4)


@pytest.mark.parametrize("width", [1280, 360])
def test_an_editor_enters_publishes_and_repeals(
    new_page: Callable[..., Page], axe: Callable[[Page], None], sign_in: Callable[[Page], Page], width: int
):
    page = sign_in(new_page(width=width, language="en"))
    page.goto("/manage/policies/new")
    axe(page)
    for name, value in (
        ("title_en", f"Trial policy {width}"), ("issuer_en", "Sample office"), ("summary_en", "For trying out."),
        ("issued_on", "2026-03-01"), ("effective_on", "2026-04-01"), ("window_from", "2026-06-02"), ("window_to", "2026-06-01"),
    ):  # fmt: skip
        page.fill(f"[name={name}]", value)
    press(page.get_by_role("button", name="Save as a draft"))
    expect(page.locator("#window_to-error")).to_contain_text("lies before")
    axe(page)
    expect(page.locator("[name=title_en]")).to_have_value(f"Trial policy {width}")
    page.fill("[name=window_to]", "2026-07-01")
    press(page.get_by_role("button", name="Save as a draft"))
    press(page.get_by_role("button", name="Publish", exact=True))
    axe(page)
    page.fill("[name=repealed_on]", "2026-05-01")
    press(page.get_by_role("button", name="Repeal", exact=True))
    expect(page.get_by_role("button", name="Take back the repeal")).to_be_visible()
    axe(page)
    page.goto("/policies/?validity=ended")
    expect(page.get_by_role("link", name=f"Trial policy {width}")).to_be_visible()
