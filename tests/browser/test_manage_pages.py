"""Every page an organizer reaches by links: whole, in one language, as wide as its window, nothing for axe."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import AXE_RULES, WIDTHS
from tests.browser.crawling import DOWNLOADS, english_words, walk
from tests.browser.site import Site

EVENT = "/manage/events/shanghai-seminar/"
START = ["/manage/", EVENT, "/manage/account", "/manage/users/", "/manage/letters/"]
WITHIN = r"/manage/(?!events/(?!shanghai-seminar/|new))"
"""The sample seminar and what belongs to no event."""

PUBLIC = ["/", "/?view=month", "/past/", "/subscribe/", "/sign-in", "/forgot", "/nowhere"]
PUBLIC += [
    f"/events/shanghai-seminar/{rest}" for rest in ("", "agenda/", "register/", "participants/", "register/link")
]


def test_every_page_an_organizer_reaches_is_whole(
    new_page: Callable[..., Page], sign_in: Callable[[Page], Page], site: Site
):
    """Walked in Chinese; every page is held against both widths, every other one against axe at the same width."""
    page = sign_in(new_page(language="zh"))
    faults, met = [], set()

    for number, (path, status) in enumerate(walk(page, site.address, START, WITHIN)):
        met.add(urlsplit(path).path)
        if status != 200:
            faults.append(f"{path} answers {status}")
        elif not urlsplit(path).path.endswith(DOWNLOADS):
            faults += [f"{path} {fault}" for fault in faults_of(page, "zh", list(WIDTHS)[number % len(WIDTHS)])]

    assert faults == []
    assert {f"{EVENT}{place}/" for place in ("agenda", "registrations", "letters", "insights", "history")} <= met
    assert len(met) > 50


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_in_chinese_holds_no_english(new_page: Callable[..., Page], path: str):
    page = new_page(language="zh")
    page.goto(path)

    assert english_words(page) == []


def faults_of(page: Page, language: str, width: int) -> list[str]:
    """What is wrong with the page that stands in `page`: axe at `width`, overflow at every width, foreign words."""
    faults = [f"is not in Chinese: {text!r}" for text in english_words(page)] if language == "zh" else []
    for each in sorted(WIDTHS, key=lambda one: one == width):
        page.set_viewport_size({"width": each, "height": WIDTHS[each]})
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if over > 0:
            faults.append(f"is {over} px too wide at {each} px")
    found = Axe().run(page, options=AXE_RULES)
    faults += [f"{one['id']} at {width} px: {one['nodes'][0]['html'][:200]}" for one in found.response["violations"]]
    return faults
