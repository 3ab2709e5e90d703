"""An office enters an expert, who is asked, chooses what is shown and agrees; a reader finds them by field, and not once they have left."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from eventmgr.exchange.experts.letters import LINK
from eventmgr.exchange.experts.models import Expert
from eventmgr.ground.db import db
from tests.browser.filling import press
from tests.browser.site import Site


@pytest.mark.parametrize(("width", "language"), [(1280, "zh"), (360, "en"), (360, "zh"), (1280, "en")])
def test_an_expert_is_asked_chooses_agrees_is_found_and_leaves(
    new_page: Callable[..., Page], sign_in: Callable[..., Page], axe: Callable[[Page], None], site: Site, width: int, language: str
):  # fmt: skip
    name, email = f"样例{width}{language}", f"expert{width}{language}@example.com"
    office, expert, reader = (
        sign_in(new_page(width=width, language=language)),
        *(new_page(width=width, language=language) for _person in range(2)),
    )
    _enter(office, axe, name, email)
    reader.goto("/organizations/")
    reader.locator("main a[href='/experts/']").click()
    expect(reader.get_by_role("heading", name=name)).to_have_count(0)
    with site.inside().app_context():
        way = f"/experts/own/{LINK.token(db.session.scalars(select(Expert).where(Expert.email == email)).one())}/"
    expert.goto(way)
    axe(expert)
    expert.locator("input[name=shown][value=text]").check()
    press(expert.locator(f"form[action='{way}'] button[type=submit]"))
    expect(expert.locator(".alert-success").first).to_be_visible()
    axe(expert)
    reader.goto("/experts/?sector=C34")
    card = reader.locator("[data-row]").filter(has=reader.get_by_role("heading", name=name))
    expect(card).to_contain_text("轴承选型")
    expect(card).not_to_contain_text("高级工程师")  # not ticked
    expect(reader.locator("main")).not_to_contain_text(email)
    axe(reader)
    assert reader.evaluate("document.documentElement.scrollWidth") <= width
    expert.on("dialog", lambda dialog: dialog.accept())
    expert.locator("form[action$='/withdraw'] button").click()
    expect(expert.locator("form[action$='/withdraw']")).to_have_count(0)
    reader.goto("/experts/?sector=C34&cursor=")
    expect(reader.get_by_role("heading", name=name)).to_have_count(0)


def _enter(office: Page, axe: Callable[[Page], None], name: str, email: str) -> None:
    """The form, first without a field: it says so, and what was typed stays."""
    office.goto("/manage/experts/")
    axe(office)
    office.locator("a[href='/manage/experts/new']").first.click()
    office.locator("[name=name_zh]").fill(name)
    office.locator("[name=title_zh]").fill("高级工程师")
    office.locator("[name=province_code]").select_option("310000")
    office.locator("[name=text_zh]").fill("轴承选型与寿命评估。")
    office.locator("[name=email]").fill(email)
    press(office.locator("main form button[type=submit]"))
    expect(office.locator("#errors")).to_be_visible()
    expect(office.locator("[name=name_zh]")).to_have_value(name)
    axe(office)
    office.locator("[name=sector_codes][value=C34]").check()  # open, for it is wrong
    press(office.locator("main form button[type=submit]"))
    expect(office.locator(".alert-success").first).to_be_visible()
    axe(office)
