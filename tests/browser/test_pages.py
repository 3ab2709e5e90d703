"""Every public page: whole at both widths and in both languages, nothing for axe, small on first load."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

MOST_BYTES, MOST_REQUESTS = 150 * 1024, 8


def first_event(page: Page) -> str:
    """Path of the first event on the front page that is open for registration."""
    page.goto("/")
    paths = page.locator("main a[href^='/events/']").evaluate_all("links => links.map(a => a.getAttribute('href'))")
    for path in dict.fromkeys("/".join(path.split("/")[:3]) + "/" for path in paths):
        page.goto(path)
        if page.locator(f"a[href^='{path}register/']").count():
            return path
    raise AssertionError("no event on the front page is open")


@pytest.mark.parametrize("rest", ["", "agenda/", "register/", "participants/"])
def test_the_pages_of_an_event_please_axe(page: Page, axe: Callable[[Page], None], rest: str):
    path = first_event(page)

    answer = page.goto(path + rest)

    assert answer is not None
    assert answer.status == 200
    axe(page)


@pytest.mark.parametrize("path", ["/", "/?view=month", "/past/", "/subscribe/", "/sign-in", "/forgot", "/nowhere"])
def test_the_other_public_pages_please_axe(page: Page, axe: Callable[[Page], None], path: str):
    page.goto(path)

    axe(page)


def test_a_page_speaks_the_language_of_the_browser(page: Page, language: str):
    page.goto("/")

    assert str(page.locator("html").get_attribute("lang")).split("-")[0] == language


def test_the_language_switch_keeps_the_page(new_page: Callable[..., Page]):
    page = new_page(language="zh")
    page.goto("/past/?q=a")

    page.locator("a[hreflang='en']").first.click()

    assert page.url.split("?")[0].endswith("/past/")
    assert "q=a" in page.url
    assert page.locator("html").get_attribute("lang") == "en"


@pytest.mark.parametrize("rest", ["", "agenda/", "register/"])
def test_a_first_load_is_small(new_page: Callable[..., Page], rest: str):
    path = first_event(new_page())
    page = new_page(width=360)
    sizes: list[int] = []
    page.on("requestfinished", lambda request: sizes.append(sum(request.sizes()[key] for key in _TRANSFERRED)))

    page.goto(path + rest)
    page.wait_for_load_state("networkidle")

    assert len(sizes) <= MOST_REQUESTS
    assert sum(sizes) <= MOST_BYTES


_TRANSFERRED = ("responseHeadersSize", "responseBodySize")
