"""A sheet of an office goes in, is corrected, imported by the worker and undone: on a screen in Chinese, on a phone in English."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.filling import press, send
from tests.output.imports.sending import TRAP

LIST = "/manage/events/shanghai-seminar/registrations/"
MOBILE = {"zh": "154{}0103", "en": "154{}0203"}


def test_a_sheet_is_imported_and_undone(
    page: Page, language: str, axe: Callable[[Page], None], sign_in: Callable[[Page], Page]
):
    sign_in(page)
    page.goto(LIST)
    press(page.locator("a[href$='/registrations/import/']"))
    axe(page)
    page.set_input_files("[name=file]", {"name": "回执.xlsx", "mimeType": "application/x", "buffer": TRAP})
    send(page)
    axe(page)

    row = page.locator("tr", has=page.locator("[name^=c_7_]"))
    row.locator("[name=c_7_mobile]").fill(MOBILE[language].format("0000"))
    row.locator("[name=c_7_email]").fill("")
    row.locator("[name=c_7_organization]").fill("丙公司")
    row.locator("[name=c_7_q_companions]").fill("２位")
    press(page.locator("form[action*='/correct'] [type=submit]"))
    expect(page.locator("[name^=c_]")).to_have_count(0)

    address = page.url
    press(page.locator("form[action$='/take'] [type=submit]"))
    assert page.locator(".alert-danger").all_inner_texts() == []
    axe(page)
    press(page.locator("[name=telling][value=nobody]"))
    undo = page.locator(f"a[href='{re.sub('^https?://[^/]+', '', address)}undo']")
    undo.wait_for(timeout=60_000)
    axe(page)

    press(undo)
    axe(page)
    press(page.locator("main form [type=submit]"))
    press(page.locator("[name=telling][value=nobody]"))
    page.get_by_text({"zh": "已撤销", "en": "Undone"}[language], exact=True).wait_for(timeout=60_000)
