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
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.site import Site
from tests.conftest import run_folder, script
from tests.databases import once_in

NAMES = script("bootstrap").BROWSERS
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
WIDTHS = {1280: 900, 360: 740}
LOCALES = {"zh": "zh-CN", "en": "en-GB"}
AXE_RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"],
    "resultTypes": ["violations"],  # the rest is shortened, which takes a fifth of the time
    "preload": False,  # nothing comes from another host
}
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


@pytest.fixture
def new_page(chromium: Browser, site: Site) -> Iterator[Callable[..., Page]]:
    """`new_page(width=360, language="zh", javascript=False)`: a fresh visitor.

    At the end of the test nothing may have been asked from another host, and nothing may stand on the console.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def make(*, width: int = 1280, language: str = "zh", javascript: bool = True) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": WIDTHS[width]},
            locale=LOCALES[language],
            timezone_id="Asia/Shanghai",
            base_url=site.address,
            java_script_enabled=javascript,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(_PATIENCE_MS)
        _listen(page, site, complaints)
        return page

    yield make
    for context in contexts:
        context.close()
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
        found = Axe().run(page, options=AXE_RULES)
        assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"
        fits(page)

    return check


def fits(page: Page) -> None:
    """Nothing on the page is wider than the window, at either width."""
    own = page.viewport_size
    assert own is not None
    for width in sorted(WIDTHS, key=lambda each: each == own["width"]):
        page.set_viewport_size({"width": width, "height": WIDTHS[width]})
        too_wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert too_wide <= 0, f"{page.url} is {too_wide} px wider than {width} px"
