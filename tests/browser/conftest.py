"""Chromium on a real installation: two widths, two languages, nothing from elsewhere, nothing on the console.

Skipped where no Chromium is installed, except in CI.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.looking import WIDTHS, look_with_axe, overflow
from tests.browser.site import Site
from tests.conftest import run_folder, script
from tests.databases import once_in

NAMES = script("bootstrap").BROWSERS
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
LOCALES = {"zh": "zh-CN", "en": "en-GB"}
_PATIENCE_MS = 20_000


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def launch() -> Iterator[Callable[..., Browser]]:
    """`launch("--a-flag")`: a browser; a skipped test where there is none, a failed one in CI. One process can have
    Playwright once, so every test gets its browser here."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        missing = "no Chromium is installed (chromium, chromium-browser or google-chrome)"
        pytest.fail(missing) if os.environ.get("CI") == "true" else pytest.skip(missing)
    with sync_playwright() as playwright:
        yield lambda *flags: playwright.chromium.launch(
            executable_path=program, args=[*ARGUMENTS, *flags], timeout=60_000
        )


@pytest.fixture(scope="session")
def chromium(launch: Callable[..., Browser]) -> Iterator[Browser]:
    """The browser that most tests share."""
    browser = launch()
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def sample() -> Path:
    """The folder of an installation with the sample events, made by whoever comes first in this run; to be copied."""
    folder = run_folder() / "sample"
    with once_in(run_folder(), "sample") as first:
        if first:
            Site(folder).prepare()
    return folder


@pytest.fixture(scope="session")
def site(chromium: Browser, sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One installation with the sample events for all browser tests of this process."""
    site = Site(tmp_path_factory.mktemp("site"))
    try:
        site.start(sample)
        yield site
    finally:
        site.stop()


class Visitors:
    """Contexts of one browser, each with a page: lent to one visitor after the other, emptied in between.

    A new context costs Chromium a process and a second; what a visitor leaves behind are cookies.
    """

    def __init__(self, browser: Browser, address: str) -> None:
        self._browser, self._address = browser, address
        self._idle: dict[tuple[str, bool], list[BrowserContext]] = {}

    def lend(self, language: str, *, javascript: bool, again: bool) -> BrowserContext:
        """A context without cookies; with `again` it may have files of the site in its cache."""
        idle = self._idle.setdefault((language, javascript), [])
        if idle and again:
            return idle.pop()
        return self._browser.new_context(
            locale=LOCALES[language],
            timezone_id="Asia/Shanghai",
            base_url=self._address,
            java_script_enabled=javascript,
        )

    def take_back(self, context: BrowserContext, language: str, *, javascript: bool) -> None:
        """Nobody uses it any more: its pages are closed and its cookies forgotten."""
        for page in context.pages:
            page.close()
        context.clear_cookies()
        self._idle[language, javascript].append(context)


@pytest.fixture(scope="session")
def visitors(chromium: Browser, site: Site) -> Visitors:
    """The visitors of all tests of this process."""
    return Visitors(chromium, site.address)


@pytest.fixture
def new_page(visitors: Visitors, site: Site) -> Iterator[Callable[..., Page]]:
    """`new_page(width=360, language="zh", javascript=False)`: a fresh visitor; who closes the page makes room for the next.
    With `again=False` the cache of the browser is empty too.

    At the end of the test nothing may have been asked from another host, and nothing may stand on the console.
    """
    here: list[tuple[BrowserContext, str, bool]] = []
    complaints: list[str] = []

    def make(*, width: int = 1280, language: str = "zh", javascript: bool = True, again: bool = True) -> Page:
        for gone in [one for one in here if not one[0].pages]:
            here.remove(gone)
            visitors.take_back(gone[0], gone[1], javascript=gone[2])
        context = visitors.lend(language, javascript=javascript, again=again)
        here.append((context, language, javascript))
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": WIDTHS[width]})
        page.set_default_timeout(_PATIENCE_MS)
        _listen(page, site, complaints)
        return page

    yield make
    for context, language, javascript in here:
        visitors.take_back(context, language, javascript=javascript)
    assert complaints == []


def _listen(page: Page, site: Site, complaints: list[str]) -> None:
    def on_request(request: Any) -> None:
        if not request.url.startswith((site.address, "data:", "blob:")):
            complaints.append(f"asked another host: {request.url}")

    def on_console(message: Any) -> None:
        expected = "the server responded with a status of 4"  # Chromium notes refused forms, which tests provoke
        if message.type in ("error", "warning") and expected not in message.text:
            complaints.append(f"{message.type} on {page.url}: {message.text}")

    page.on("request", on_request)
    page.on("console", on_console)
    page.on("pageerror", lambda error: complaints.append(f"script error on {page.url}: {error}"))


@pytest.fixture(params=[(1280, "zh"), (360, "en")], ids=lambda p: f"{p[0]}-{p[1]}")
def page(request: pytest.FixtureRequest, new_page: Callable[..., Page]) -> Page:
    """A visitor's page, in turn in Chinese at 1280 and in English at 360 px; `page.viewport_size` tells the width."""
    width, language = request.param
    return new_page(width=width, language=language)


@pytest.fixture
def language(page: Page) -> str:
    """The language that `page` speaks: `zh` or `en`."""
    return "zh" if page.evaluate("navigator.language").startswith("zh") else "en"


@pytest.fixture
def sign_in(site: Site) -> Callable[[Page], Page]:
    """`sign_in(page)`: the page belongs to an administrator from now on."""

    def begin(page: Page) -> Page:
        page.goto(site.sign_in_link())
        if not page.url.startswith(f"{site.address}/manage/"):
            page.locator("main form [type=submit]").first.click()
            page.wait_for_url("**/manage/**")
        return page

    return begin


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """`axe(page)`: nothing that axe finds, and nothing wider than the window at either width."""

    def check(page: Page) -> None:
        found = [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in look_with_axe(page)]
        assert found == [], page.url
        fits(page)

    return check


def fits(page: Page) -> None:
    """Nothing on the page is wider than the window, at either width."""
    own = page.viewport_size
    assert own is not None
    assert [over for _width, over in overflow(page, own["width"]) if over > 0] == [], page.url
