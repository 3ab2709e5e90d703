"""A registration that is one of a crowd: the page in between sends itself, and without scripts after some patience."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.filling import fill, fill_the_rest, press
from tests.browser.site import Site

PERSON = {"name": "高远", "organization": "五路精密机床有限公司", "unit": "310000", "title": "工程师", "consent": "yes"}


@pytest.fixture
def crowded(sample: Path, tmp_path: Path) -> Iterator[Site]:
    """An installation where the second registration from one address costs work."""
    site = Site(tmp_path / "site", EVENTMGR_RATELIMIT_ENABLED="true", EVENTMGR_PROOF_OF_WORK_AFTER="1")
    try:
        site.start(sample)
        yield site
    finally:
        site.stop()


def send(page: Page, site: Site, mobile: str) -> None:
    page.goto(f"{site.address}/events/shanghai-seminar/register/")
    fill(page, {**PERSON, "mobile": mobile})
    fill_the_rest(page)
    page.locator("main .form [type=submit]").last.click()


def test_the_page_in_between_sends_itself_and_waits_for_those_whose_script_does_not_come(
    crowded: Site, chromium: Browser, axe: Callable[[Page], None]
):
    context = chromium.new_context(viewport={"width": 360, "height": 740}, locale="zh-CN")
    page = context.new_page()
    for mobile in ("13600000101", "13600000102"):
        send(page, crowded, mobile)
        page.wait_for_url("**/my/**")
        assert page.locator("main").get_attribute("data-status") == "confirmed"
    context.close()

    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB", bypass_csp=True)
    page = context.new_page()
    page.route(re.compile("/proof"), lambda route: route.abort())
    send(page, crowded, "13600000103")
    page.locator("main form[data-puzzle]").wait_for()
    axe(page)
    assert page.locator("main form [name=title]").input_value() == "工程师"
    press(page.locator("main [type=submit]"))
    assert "seconds and press the button" in page.locator("main").inner_text()
    context.close()
