"""Chromium on a real installation: two widths, two languages, nothing from elsewhere, nothing on the console.

Skipped where no Chromium is installed, except in CI.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.looking import AXE_AT_HAND, WIDTHS, look_with_axe, overflow
from tests.browser.site import Site
from tests.conftest import script
from tests.soak import TIMES

NAMES = script("bootstrap").BROWSERS
_LEFT_OUT = (
    # what Playwright leaves out itself: the last list given counts
    "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding", "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect", "OptimizationHints", "NetworkTimeServiceQuerying", "AimEnabled",
    "PreconnectToSearch",
    # lists below a line of addresses that nobody sees: two pages more, with half a second of computing, for each window
    "WebUIOmniboxPopup", "WebUIOmniboxAimPopup",
)  # fmt: skip
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    f"--disable-features={','.join(_LEFT_OUT)}",
)
LOCALES = {"zh": "zh-CN", "en": "en-GB"}
_PATIENCE_MS = 20_000
expect.set_options(timeout=_PATIENCE_MS)


WALKED = {"page", "walk", "width"}
"""Parameters that stand for a language and a width."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A walk is driven once, in one language at one width, which are dealt out among the walks; in a soak in each."""
    here = Path(__file__).parent
    walks: dict[str, list[pytest.Item]] = {}
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if isinstance(item, pytest.Function) and hasattr(item, "callspec") and WALKED & {*item.callspec.params}:
                walks.setdefault(item.nodeid.partition("[")[0], []).append(item)
    others = {way for name, ways in walks.items() for way in ways if way is not ways[crc32(name.encode()) % len(ways)]}
    if others and not TIMES:
        config.hook.pytest_deselected(items=[*others])
        items[:] = [item for item in items if item not in others]


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
def site(chromium: Browser, sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """One installation with the sample events for all browser tests of this process."""
    site = Site(tmp_path_factory.mktemp("site"))
    try:
        site.start(sample)
        yield site
    finally:
        site.stop()


class Visitors:
    """Pages of one browser, each in a context of its own: lent to one visitor after the other, who leaves no cookie.

    A new page costs Chromium a process and half a second, a new context twice that.
    """

    def __init__(self, browser: Browser, address: str) -> None:
        self._browser, self._address = browser, address
        self._idle: dict[tuple[str, bool], list[Page]] = {}

    def lend(self, language: str, *, javascript: bool, again: bool) -> Page:
        """A page of nobody; with `again` the browser may have files of the site in its cache."""
        idle = self._idle.setdefault((language, javascript), [])
        if idle and again:
            return idle.pop()
        context = self._browser.new_context(
            locale=LOCALES[language],
            timezone_id="Asia/Shanghai",
            base_url=self._address,
            java_script_enabled=javascript,
            reduced_motion="reduce",  # else axe may measure a colour on its way to another
        )
        if javascript:
            context.add_init_script(AXE_AT_HAND)
        page = context.new_page()
        page.set_default_timeout(_PATIENCE_MS)
        return page

    def take_back(self, page: Page, language: str, *, javascript: bool) -> None:
        """Nobody uses it any more."""
        page.context.clear_cookies()
        for other in page.context.pages:
            if other is not page:
                other.close()
        if not page.is_closed():
            self._idle[language, javascript].append(page)


@pytest.fixture(scope="session")
def visitors(chromium: Browser, site: Site) -> Visitors:
    """The visitors of all tests of this process."""
    return Visitors(chromium, site.address)


@pytest.fixture
def new_page(visitors: Visitors, site: Site) -> Iterator[Callable[..., Page]]:
    """`new_page(width=360, language="zh", javascript=False)`: a fresh visitor, with `again=False` one with an empty cache;
    `instead_of=page`: that one has gone.

    At the end of the test nothing may have been asked from another host, and nothing may stand on the console.
    """
    here: dict[Page, Callable[[], None]] = {}
    complaints: list[str] = []

    def make(
        *,
        width: int = 1280,
        language: str = "zh",
        javascript: bool = True,
        again: bool = True,
        instead_of: Page | None = None,
    ) -> Page:
        if instead_of:
            here.pop(instead_of)()
        page = visitors.lend(language, javascript=javascript, again=again)
        deafen = _listen(page, site, complaints)

        def leave() -> None:
            deafen()
            visitors.take_back(page, language, javascript=javascript)

        here[page] = leave
        page.set_viewport_size({"width": width, "height": WIDTHS[width]})
        return page

    yield make
    for leave in here.values():
        leave()
    assert complaints == []


def _listen(page: Page, site: Site, complaints: list[str]) -> Callable[[], None]:
    """Note what may not be; the answer ends that."""

    def on_request(request: Any) -> None:
        if not request.url.startswith((site.address, "data:", "blob:")):
            complaints.append(f"asked another host: {request.url}")

    def on_console(message: Any) -> None:
        expected = "the server responded with a status of 4"  # Chromium notes refused forms, which tests provoke
        if message.type in ("error", "warning") and expected not in message.text:
            complaints.append(f"{message.type} on {page.url}: {message.text}")

    def on_error(error: Any) -> None:
        complaints.append(f"script error on {page.url}: {error}")

    ears = {"request": on_request, "console": on_console, "pageerror": on_error}
    for name, ear in ears.items():
        page.on(name, ear)

    def deafen() -> None:
        for name, ear in ears.items():
            page.remove_listener(name, ear)

    return deafen


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
