"""Steps of the tests of pages, which others take too."""

from __future__ import annotations

from playwright.sync_api import Page

MOST_BYTES, MOST_REQUESTS = 21 * 1024, 4
"""What a first load of a page for everybody may take."""


def first_event(page: Page) -> str:
    """Path of the first event on the front page that is open for registration."""
    page.goto("/")
    paths = page.locator("main a[href^='/events/']").evaluate_all("links => links.map(a => a.getAttribute('href'))")
    for path in dict.fromkeys("/".join(path.split("/")[:3]) + "/" for path in paths):
        page.goto(path)
        if page.locator(f"a[href='{path}register/']").count():
            return path
    raise AssertionError("no event on the front page is open")
