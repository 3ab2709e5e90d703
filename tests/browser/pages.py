"""Steps of the tests of pages, which others take too."""

from __future__ import annotations

from playwright.sync_api import Page, Request

MOST_BYTES, MOST_REQUESTS = 20 * 1024, 4
"""What a first load of a page for everybody may take: bodies as they are sent."""
MOST_BEFORE_AGENDA = 5 * 740
"""Pixels: five screens of a phone."""


class Scales:
    """What a page loads that has nothing in its cache."""

    def __init__(self, page: Page) -> None:
        self._page, self._asked = page, list[Request]()
        page.context.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})
        page.on("request", self._note)

    def _note(self, request: Request) -> None:
        self._asked.append(request)

    def faults_of(self, path: str) -> list[str]:
        """In what the page at `path` takes too much."""
        self._asked.clear()
        self._page.goto(path)
        number, size = len(self._asked), sum(request.sizes()["responseBodySize"] for request in self._asked)
        faults = [f"{path}: {number} requests"] if number > MOST_REQUESTS else []
        return faults + ([f"{path}: {size} bytes"] if size > MOST_BYTES else [])


def first_event(page: Page) -> str:
    """Path of the first event on the front page that is open for registration."""
    page.goto("/")
    paths = page.locator("main a[href^='/events/']").evaluate_all("links => links.map(a => a.getAttribute('href'))")
    for path in dict.fromkeys("/".join(path.split("/")[:3]) + "/" for path in paths):
        page.goto(path)
        if page.locator(f"a[href='{path}register/']").count():
            return path
    raise AssertionError("no event on the front page is open")
