"""Personal data on screens of both sizes: what is masked, how one number is shown, and that the change log tells of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from eventmgr.db import db
from eventmgr.registration.models import Registration
from tests.browser.site import Site


@pytest.mark.parametrize(
    ("width", "language", "show", "reason", "seen"),
    [(360, "zh", "查看", "其他用途", "查看完整信息"), (1280, "en", "Show", "for another reason", "masked data shown")],
)
def test_a_number_is_shown_with_a_reason_and_found_in_the_change_log(
    new_page: Callable[..., Page],
    sign_in: Callable[[Page], Page],
    axe: Callable[[Page], None],
    site: Site,
    width: int,
    language: str,
    show: str,
    reason: str,
    seen: str,
):
    with site.inside().app_context():
        query = select(Registration.id, Registration.mobile, Registration.name)
        number, mobile, name = db.session.execute(query.where(Registration.mobile.like("1%")).limit(1)).one()
        event = db.session.get_one(Registration, number).event.slug
    page = sign_in(new_page(width=width, language=language))
    person = f"/manage/events/{event}/registrations/{number}/?lang={language}"
    page.goto(person)
    expect(page.locator("main")).not_to_contain_text(mobile)

    page.locator("main a[href*='reveal?field=mobile']").click()
    axe(page)

    page.get_by_role("button", name=show, exact=True).click()
    expect(page.locator("#errors")).to_be_visible()
    page.locator("select[name=why]").select_option(label=reason)
    page.locator("input[name=note]").fill(f"Checked {width}")
    page.get_by_role("button", name=show, exact=True).click()
    expect(page.locator("dl.facts")).to_contain_text(mobile)
    axe(page)

    page.goto(person)
    expect(page.locator("dl.facts")).not_to_contain_text(mobile)
    page.goto(f"/manage/events/{event}/history/?q={name}&lang={language}")
    expect(page.locator("main")).to_contain_text(f"Checked {width}")
    expect(page.locator("main")).to_contain_text(seen)
