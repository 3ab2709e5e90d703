"""A passkey is added on a phone and signs in: the browser's own, with a device that Chromium makes up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.filling import fill, press
from tests.browser.site import ORGANIZER, Site


@pytest.fixture
def named(sample: Path, tmp_path: Path) -> Iterator[Site]:
    """An installation under a name that browsers know passkeys for."""
    site = Site(tmp_path / "site", host="localhost")
    try:
        site.start(sample)
        yield site
    finally:
        site.stop()


def test_a_passkey_is_added_and_signs_in(named: Site, chromium: Browser, axe: Callable[[Page], None]):
    context = chromium.new_context(viewport={"width": 360, "height": 740}, locale="zh-CN", bypass_csp=True)
    page = context.new_page()
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
                "isUserVerified": True, "automaticPresenceSimulation": True,
            }
        },
    )  # fmt: skip
    page.goto(named.sign_in_link(ORGANIZER))
    press(page.locator("main form [type=submit]"))

    page.goto(f"{named.address}/manage/account/passkeys")
    axe(page)
    fill(page, {"name": "手机"})
    press(page.locator("main .form [type=submit]"))
    axe(page)
    press(page.locator("form[data-ceremony] [type=submit]"))
    assert "手机" in page.locator("main tbody").inner_text()

    context.clear_cookies()
    page.goto(f"{named.address}/sign-in?lang=en")
    press(page.locator("main a[href*='/sign-in-passkey']"))
    axe(page)
    press(page.locator("form[data-ceremony] [type=submit]"))
    page.goto(f"{named.address}/manage/account")
    assert ORGANIZER in page.locator("main").inner_text()
    context.close()
