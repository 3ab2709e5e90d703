"""A firm enters itself and stands in the directory; a reader subscribes to news of policies and leaves again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from eventmgr.exchange.entries.letters import LINK as ENTRY_LINK
from eventmgr.exchange.entries.models import OrganizationEntry
from eventmgr.exchange.policies.models import PolicySubscription
from eventmgr.exchange.policies.news.letters import LINK as NEWS_LINK
from eventmgr.ground.db import db
from tests.browser.site import Site

WAYS = pytest.mark.parametrize(("width", "language"), [(360, "zh"), (1280, "en")])
CODES = {360: "91350100M000100Y43", 1280: "91310000MA1FL0000N"}
"""Social credit codes with true check characters."""


def _latest(site: Site, model: Any, email: str) -> Any:
    query = select(model).where(model.email == email).order_by(model.id.desc())
    return db.session.scalars(query.execution_options(populate_existing=True)).first()


@WAYS
def test_a_firm_enters_itself_and_is_found_once_the_office_has_accepted_it(
    new_page: Callable[..., Page], sign_in: Callable[..., Page], axe: Callable[[Page], None], site: Site, width: int, language: str
):  # fmt: skip
    name, email = f"样例入驻{width}有限公司", f"join{width}@example.com"
    firm, office = new_page(width=width, language=language), sign_in(new_page(width=width, language=language))
    _enter(firm, axe, name, CODES[width], email)
    with site.inside().app_context():
        entry = _latest(site, OrganizationEntry, email)
        way, here = f"/organizations/join/{ENTRY_LINK.token(entry)}/", f"/manage/entries/{entry.id}/"
    firm.goto(way)
    axe(firm)
    firm.locator("main form button[type=submit]").click()
    expect(firm.locator("main form")).to_have_count(0)
    axe(firm)
    office.goto("/manage/entries/")
    axe(office)
    office.goto(here)
    axe(office)
    if office.locator("input[type=radio][value=new]").count():  # somebody of that name is known
        office.locator("input[type=radio][value=new]").check()
    office.locator("form[action$='/accept'] button[type=submit]").click()
    expect(office.locator(".alert-success").first).to_be_visible()
    firm.goto(f"/organizations/?q={name}")
    firm.locator("main a", has_text=name).first.click()
    expect(firm.locator("h1")).to_contain_text(name)
    axe(firm)


def _enter(firm: Page, axe: Callable[[Page], None], name: str, code: str, email: str) -> None:
    """The form, first with a code that fails its check: the field says so, and what was typed stays."""
    firm.goto("/organizations/")
    axe(firm)
    firm.locator("a[href='/organizations/join']").first.click()
    axe(firm)
    firm.locator("input[name=name]").fill(name)
    firm.locator("input[name=credit_code]").fill(f"{code[:-1]}{'0' if code[-1] != '0' else '1'}")
    firm.locator("select[name=province_code]").select_option("350000")
    firm.locator("select[name=sector_code]").select_option("C38")
    firm.locator("input[name=contact_name]").fill("林晓样")
    firm.locator("input[name=email]").fill(email)
    firm.locator("input[name=consent]").check()
    firm.locator("main form button[type=submit]").click()
    expect(firm.locator("#errors")).to_be_visible()
    expect(firm.locator("input[name=name]")).to_have_value(name)
    axe(firm)
    firm.locator("input[name=credit_code]").fill(code)
    firm.locator("main form button[type=submit]").click()
    expect(firm.locator("main")).to_contain_text(email)
    firm.wait_for_function("Object.keys(localStorage).length === 0")  # what was sent stays on no device
    axe(firm)


@WAYS
def test_a_reader_subscribes_to_news_of_policies_confirms_and_leaves(
    new_page: Callable[..., Page], axe: Callable[[Page], None], site: Site, width: int, language: str
):
    email, reader = f"reader{width}@example.com", new_page(width=width, language=language)
    reader.goto("/policies/?province=320000")
    reader.locator("a[href^='/policies/subscribe']").click()
    expect(reader.locator("select[name=province]")).to_have_value("320000")
    axe(reader)
    reader.locator("main form button[type=submit]").click()
    expect(reader.locator("#errors")).to_be_visible()
    reader.locator("input[name=email]").fill(email)
    reader.locator("main form button[type=submit]").click()
    expect(reader.locator("main")).to_contain_text(email)
    axe(reader)
    with site.inside().app_context():
        way = f"/policies/news/{NEWS_LINK.token(_latest(site, PolicySubscription, email))}/"
    reader.goto(way)
    axe(reader)
    reader.locator("form[action$='/confirm'] button").click()
    axe(reader)
    reader.locator("form[action$='/end'] button").click()
    axe(reader)
    with site.inside().app_context():
        assert _latest(site, PolicySubscription, email) is None
