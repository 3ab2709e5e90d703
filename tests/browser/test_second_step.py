"""Two-step sign-in in Chromium: set up with the key on the page, signed in with a code, and with a recovery code; and pages
that are the same for everybody, refusals among them, lead whoever has signed in to their events."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.identity.accounts import services
from eventmgr.identity.accounts.models import Purpose
from eventmgr.tools.log.services import SYSTEM, Act
from tests.browser.site import Site
from tests.identity.accounts.second_step import code_at


def link_of(site: Site, email: str) -> str:
    """A one-time link of an account of its own, which is added where there is none."""
    with site.inside().app_context():

        def make() -> str:
            user = services.queries.find_user_by_email(email) or services.add_user(
                services.Account(email=email, name="林一"), act=Act(SYSTEM, clock.now())
            )
            return services.make_link(user, Purpose.SIGN_IN, at=clock.now())

        return f"{site.address}/sign-in/{write(make)}"


def forget_last_code(site: Site, email: str) -> None:
    """As if the half minute of the set-up were over: its code does not work again, and nobody waits for the next."""
    with site.inside().app_context():

        def forget() -> None:
            user = services.queries.find_user_by_email(email)
            user.second_step = {**user.second_step, "last": 0}

        write(forget)


@pytest.mark.parametrize(("width", "language"), [(360, "zh"), (1280, "en")])
def test_a_phone_s_app_signs_in_and_so_does_a_recovery_code(
    new_page: Callable[..., Page], axe: Callable[[Page], None], site: Site, width: int, language: str
):
    email = f"two-step-{width}@example.com"
    page = new_page(width=width, language=language)
    page.goto(link_of(site, email))
    page.locator("main form [type=submit]").first.click()
    page.goto("/manage/account/second-step")
    axe(page)
    key = page.locator("main code").inner_text()
    page.locator("input[name=code]").fill("000000")
    page.locator("main form [type=submit]").click()
    expect(page.locator("#errors")).to_be_visible()
    page.locator("input[name=code]").fill(code_at(clock.now(), key))
    page.locator("main form [type=submit]").click()
    codes = page.locator("#recovery-codes code").all_inner_texts()
    axe(page)
    assert (len(codes), all(re.fullmatch(r"\w{4}(-\w{4}){3}", code) for code in codes)) == (10, True)
    own = {"zh": "我的活动", "en": "My events"}[language]
    for address, status in (("/events/nowhere/", 404), ("/organizations/?cursor=nothing", 400), ("/contact", 200)):
        answer = page.goto(address)
        assert answer is not None and answer.status == status
        expect(page.locator("header a[data-signed-in]")).to_have_text(own)

    page.context.clear_cookies()
    page.goto(link_of(site, email))
    page.locator("main form [type=submit]").first.click()
    page.wait_for_url("**/sign-in-code")
    axe(page)
    page.locator("input[name=code]").fill(codes[0])
    page.locator("main form [type=submit]").click()
    page.wait_for_url("**/manage/**")

    page.context.clear_cookies()
    page.goto(link_of(site, email))
    page.locator("main form [type=submit]").first.click()
    forget_last_code(site, email)
    page.locator("input[name=code]").fill(code_at(clock.now(), key))
    page.locator("main form [type=submit]").click()
    page.wait_for_url("**/manage/**")
    page.goto("/manage/account/second-step")
    expect(page.locator("[data-figure=recovery_codes]")).to_contain_text("9")
    axe(page)
