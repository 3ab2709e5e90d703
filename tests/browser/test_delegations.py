"""A liaison from the office's board to the own page on a phone: invited, answers, completes the list, hands over."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from eventmgr.console.sample.people.roster import SEMINAR
from eventmgr.event.delegations.models import Liaison
from eventmgr.event.delegations.services.opening import new_link
from eventmgr.event.events.models import Event
from eventmgr.ground import clock
from eventmgr.ground.db import db, transaction
from eventmgr.tools.log.services import SYSTEM, Act
from tests.browser.filling import press
from tests.browser.site import Site, plain_text

_UNIT = f"/manage/events/{SEMINAR}/delegations/units/420000/"
_PAGE = f"/delegations/{SEMINAR}/420000/"


def test_a_liaison_is_invited_answers_and_hands_over(
    new_page: Callable[..., Page], sign_in: Callable[[Page], Page], axe: Callable[[Page], None], site: Site
):
    office = sign_in(new_page(width=1280, language="en"))
    office.goto(f"/manage/events/{SEMINAR}/delegations/?lang=en")
    axe(office)
    assert office.evaluate(
        "document.querySelector('.scroll').scrollWidth <= document.querySelector('.scroll').clientWidth"
    )
    office.goto(f"{_UNIT}deputy/?lang=en")
    axe(office)
    office.get_by_label("Name").fill("欧阳若兰")
    office.get_by_role("textbox", name="E-mail").fill("ouyang@example.com")
    office.get_by_role("button", name="Save").click()
    expect(office.locator("main")).to_contain_text("No e-mail has been sent")
    axe(office)
    office.goto(f"/manage/events/{SEMINAR}/delegations/?lang=en")
    office.get_by_role("button", name="Invite 1 liaison…").click()
    expect(office.locator("main")).to_contain_text("欧阳若兰")
    office.locator("button[name=telling][value=now]").click()
    expect(office.locator("main")).to_contain_text("1 liaison has been invited")

    body = plain_text(site.letters("ouyang@example.com")[0])
    link = re.search(r"/delegations/link/[\w-]+/", body)[0]
    phone = new_page(width=360, language="zh")
    phone.goto(f"{link}?lang=zh")
    axe(phone)
    phone.get_by_role("button", name="打开代表团页面").click()
    phone.wait_for_url(f"**{_PAGE}")
    axe(phone)
    assert phone.evaluate("document.documentElement.scrollWidth") == 360
    phone.get_by_role("button", name="名单已报齐").click()
    expect(phone.locator("main")).to_contain_text("会务组可看到名单已报齐")
    phone.get_by_role("link", name="本人信息").click()
    axe(phone)
    phone.goto(f"{_PAGE}hand-over")
    axe(phone)
    phone.get_by_role("textbox", name="姓名").fill("钱七")
    phone.get_by_role("textbox", name="电子邮箱").fill("qian@example.com")
    phone.get_by_role("button", name="移交").click()
    expect(phone.locator("main")).to_contain_text("您原来的链接已失效")

    office.goto(f"{_UNIT}?lang=en")
    expect(office.locator("main")).to_contain_text("List complete")
    expect(office.locator("main")).to_contain_text("钱七")
    axe(office)


def _open(page: Page, site: Site, unit: str) -> None:
    """The page of the liaison of `unit`, by a fresh link."""
    with site.inside().app_context(), transaction():
        found = select(Liaison).join(Event).where(Event.slug == SEMINAR, Liaison.unit_code == unit)
        liaison = db.session.scalars(found.order_by(Liaison.id)).first()
        link = new_link(liaison.event, liaison, act=Act(SYSTEM, clock.now()))
    page.goto(f"/delegations/link/{link}/")
    press(page.locator("main form [type=submit]").first)


@pytest.mark.parametrize(("language", "javascript"), [("zh", True), ("en", False)])
def test_five_people_fit_on_two_screens_of_a_phone_and_each_opens(
    new_page: Callable[..., Page], axe: Callable[[Page], None], site: Site, language: str, javascript: bool
):
    phone = new_page(width=360, language=language, javascript=javascript)
    _open(phone, site, "360000")
    lines = phone.locator("#order li[data-row]")
    first = lines.first

    assert lines.count() == 5
    assert phone.locator("html").evaluate("page => [page.scrollWidth, page.scrollHeight <= 2 * 740]") == [360, True]
    for name in ("takes_part", "place"):
        assert phone.locator(f"[name={name}]:visible").count() == 0

    first.locator("summary").focus()
    phone.keyboard.press("Enter")

    expect(first.locator("[name=place]").first).to_be_visible()
    acts = ("edit", "substitute", "withdraw")
    assert [first.locator(f"a[href$='/{act}']:visible").count() for act in acts] == [1, 1, 1]
    assert first.locator("[name=leads]:visible").count() == 2
    if javascript:
        axe(phone)
    travel = phone.locator("#travel")
    travel.locator("summary").click()
    rides = [line for line in travel.locator("li").all_inner_texts() if "13:00" in line]
    assert len(rides) == 1, rides
    name = lines.nth(3).locator(".who").inner_text()
    lines.nth(3).locator("summary").click()
    press(lines.nth(3).locator("[name=place][value='5']"))
    expect(lines.nth(4).locator(".who")).to_have_text(name)
    expect(lines.nth(4).locator("[name=place]").first).to_be_visible()
