"""Phones that check people in, as their holders use them."""

from __future__ import annotations

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.site import Site

PAGE = "/checkin/device/{}/#pair={}"


class Phone:
    """A phone in a context of its own; nothing may stand on its console but what a missing network makes."""

    def __init__(self, browser: Browser, site: Site, lang: str = "en") -> None:
        locale = "en-GB" if lang == "en" else "zh-CN"
        self.context: BrowserContext = browser.new_context(
            viewport={"width": 360, "height": 740}, locale=locale, base_url=site.address, has_touch=True
        )
        self.page: Page = self.context.new_page()
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("dialog", lambda dialog: dialog.accept("先到餐厅"))
        self.lang = lang

    def set_up(self, token: str) -> None:
        self.page.goto(PAGE.format(self.lang, token))
        self.page.locator("[data-pair]").click()
        expect(self.page.locator("[data-screen=main]")).to_be_visible()
        self.ready()

    def ready(self) -> None:
        """Connected, and the service worker has what it needs."""
        expect(self.page.locator("[data-line]")).to_have_attribute("data-up", "true", timeout=15_000)
        self.page.evaluate("navigator.serviceWorker.ready.then(() => 1)")

    def find(self, text: str) -> None:
        self.page.locator("#checkin-q").fill(text)
        self.page.locator("[data-find] [type=submit]").click()

    def check_in(self, name: str) -> None:
        self.find(name)
        self.page.locator("[data-found] button").first.click()
        expect(self.page.locator("[data-result]")).to_contain_text(name)

    def open_device(self) -> None:
        self.page.locator("details:has([data-sync]) summary").click()

    def unsent(self, number: int) -> None:
        expect(self.page.locator("[data-unsent]")).to_have_attribute("data-number", str(number), timeout=20_000)
