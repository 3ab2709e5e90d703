"""What was typed into a longer form survives a dropped page, a change of language and somebody else's change."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Error, Page

from tests.browser.conftest import fits
from tests.browser.filling import fill, fill_the_rest, link, press, send
from tests.browser.looking import WIDTHS
from tests.browser.site import Site

SEMINAR = "/events/shanghai-seminar/"
SETTINGS = "/manage/events/shanghai-seminar/settings/"
AGENDA = "/manage/events/shanghai-seminar/agenda/"
KEPT = "[...Object.keys(localStorage), ...Object.keys(sessionStorage)]"


@pytest.fixture
def person(new_page: Callable[..., Page]) -> Iterator[Page]:
    """A phone on which nothing is kept, before and after."""
    yield from _clean(new_page(width=360, language="zh"))


@pytest.fixture
def organizer(new_page: Callable[..., Page], sign_in: Callable[[Page], Page]) -> Iterator[Page]:
    """An administrator's page on which nothing is kept."""
    yield from _clean(sign_in(new_page(width=1280, language="en")))


def _clean(page: Page) -> Iterator[Page]:
    page.goto("/past/")
    page.evaluate("localStorage.clear(), sessionStorage.clear()")
    yield page
    page.evaluate("localStorage.clear(), sessionStorage.clear()")


def type_text(page: Page, name: str, text: str) -> None:
    """Type, and wait until the device has it."""
    page.locator(f"main [name='{name}']").fill(text)
    end = time.monotonic() + 10
    while text not in page.evaluate("Object.values(localStorage).join()") and time.monotonic() < end:
        page.wait_for_timeout(50)


def text_of(page: Page, name: str) -> str:
    return page.locator(f"main [name='{name}']").input_value()


def is_told(page: Page) -> bool:
    """Whether the page says that something is there again; its script has run by then."""
    page.evaluate("import(document.querySelector('[data-script]').dataset.script).then(() => 0)")
    return page.locator("[data-draft-restored]").is_visible()


def test_a_participant_s_change_survives_and_goes_once_it_is_sent(person: Page):
    page = person
    page.goto(f"{SEMINAR}register/")
    fill(page, {"name": "顾南", "organization": "北岸仪表有限公司", "unit": "310000", "mobile": "13612340099"})
    fill(page, {"title": "工程师", "consent": "yes"})
    fill_the_rest(page)
    send(page)
    assert page.evaluate(KEPT) == []
    own = page.url
    link(page, "/edit")
    assert not is_told(page)
    type_text(page, "title", "总工程师")
    type_text(page, "organization", "")

    page.goto("/past/")
    page.goto(f"{own}edit")
    assert (is_told(page), text_of(page, "title"), text_of(page, "organization")) == (True, "总工程师", "")
    press(page.locator("header a[hreflang]"))
    assert (is_told(page), text_of(page, "title"), text_of(page, "organization")) == (True, "总工程师", "")
    assert own.rstrip("/").rpartition("/")[2] not in page.evaluate(f"{KEPT}.join()"), "the secret address is not kept"

    # somebody else comes: another form, which does not get what was typed into this one
    page.goto(f"{own}edit?colleague=1")
    assert (is_told(page), text_of(page, "title")) == (False, "")

    page.goto(f"{own}edit")
    assert page.evaluate(KEPT) != []
    fill(page, {"organization": "北岸仪表有限公司"})
    send(page)
    assert page.evaluate(KEPT) == []
    link(page, "/edit")
    assert (is_told(page), text_of(page, "title")) == (False, "总工程师")
    type_text(page, "title", "顾问")
    page.reload()
    assert text_of(page, "title") == "顾问"
    press(page.locator("button[data-draft-clear]"))
    assert (page.evaluate(KEPT), text_of(page, "title")) == ([], "总工程师")


def test_the_settings_come_back_as_in_a_form_that_was_left_open(
    organizer: Page, new_page: Callable[..., Page], sign_in: Callable[[Page], Page]
):
    page = organizer
    page.goto(f"{SETTINGS}facts/")
    before = text_of(page, "summary_en")
    type_text(page, "summary_en", "Typed at the desk.")
    page.goto("/past/")

    other = sign_in(new_page(width=1280, language="en"))
    other.goto(f"{SETTINGS}facts/")
    other.evaluate("localStorage.clear()")
    other.locator("[name=summary_en]").fill("Saved by somebody else.")
    send(other)

    page.goto(f"{SETTINGS}facts/")
    assert (is_told(page), text_of(page, "summary_en")) == (True, "Typed at the desk.")
    press(page.locator("main .form [type=submit]").last)
    assert "Saved by somebody else." in page.locator(".meanwhile").inner_text()
    assert text_of(page, "summary_en") == "Typed at the desk."
    press(page.locator(".meanwhile [type=submit]"))
    assert (page.locator(".alert-success").count(), page.evaluate(KEPT)) == (1, [])

    type_text(page, "summary_en", "Given up.")
    press(page.locator(".form-buttons a[data-draft-clear]").last)
    assert page.evaluate(KEPT) == []
    page.goto(f"{SETTINGS}facts/")
    fill(page, {"summary_en": before})
    send(page)


def test_what_was_typed_into_a_form_that_is_too_old_is_there_when_it_is_opened_again(organizer: Page):
    page = organizer
    page.goto(f"{SETTINGS}facts/")
    before = text_of(page, "summary_en")
    type_text(page, "summary_en", "Typed for too long.")
    page.evaluate("document.querySelector('main [name=csrf_token]').value = 'old'")
    with page.expect_response(lambda answer: answer.status == 400):
        press(page.locator("main .form [type=submit]").last)

    page.goto(f"{SETTINGS}facts/")
    assert (is_told(page), text_of(page, "summary_en")) == (True, "Typed for too long.")
    fill(page, {"summary_en": before})
    press(page.locator("main .form [type=submit]").last)
    assert page.evaluate(KEPT) == []


def test_rows_that_were_added_and_an_agenda_item_come_back(organizer: Page):
    page = organizer
    page.goto(f"{SETTINGS}deadlines/")
    press(page.locator("[name=more]"))
    count = page.locator("main form fieldset.card").count()
    last = page.locator("main form fieldset.card").last.locator("[type=text]")
    name = last.first.get_attribute("name") or ""
    type_text(page, name, "提交发言材料")
    page.goto("/past/")
    page.goto(f"{SETTINGS}deadlines/")
    assert (is_told(page), page.locator("main form fieldset.card").count()) == (True, count)
    assert text_of(page, name) == "提交发言材料"
    page.locator("button[data-draft-clear]").click()

    page.goto(f"{AGENDA}new")
    type_text(page, "title_zh", "圆桌讨论")
    page.goto("/past/")
    page.goto(f"{AGENDA}new")
    assert (is_told(page), text_of(page, "title_zh")) == (True, "圆桌讨论")
    press(page.locator("main .form [type=submit]").last)
    assert (page.locator(".alert-success").count(), page.evaluate(KEPT)) == (1, [])


def test_what_was_typed_behind_an_invitation_survives_a_broken_line_and_no_other_link_shows_it(
    chromium: Browser, site: Site, new_page: Callable[..., Page], sign_in: Callable[[Page], Page]
):
    desk = sign_in(new_page(width=1280, language="zh"))
    desk.goto("/manage/events/shenzhen-expo/settings/features/")
    desk.locator("#feature-invitations").check()
    press(desk.locator("main form [type=submit]").last)
    links = [code_of(desk, label) for label in ("媒体甲", "媒体乙")]
    context = chromium.new_context(  # of its own: a broken line is told on the console
        locale="zh-CN", base_url=site.address, viewport={"width": 360, "height": WIDTHS[360]}
    )
    phone = context.new_page()
    first = opened_by(phone, links[0])
    type_text(phone, "name", "高远七")

    context.set_offline(True)
    type_text(phone, "organization", "七路精密机床有限公司")
    with contextlib.suppress(Error):
        phone.reload()
    context.set_offline(False)
    phone.goto(first)
    assert (is_told(phone), text_of(phone, "organization")) == (True, "七路精密机床有限公司")
    fits(phone)
    assert text_of(phone, "name") == "高远七"
    opened_by(phone, links[1])
    assert (is_told(phone), text_of(phone, "name")) == (False, "")
    phone.goto(first)
    fill(phone, {"organization": "七路精密机床有限公司", "mobile": "13612398707", "consent": "yes"})
    phone.locator("[name=province]").select_option("440000")
    send(phone)
    phone.goto(first)
    assert (is_told(phone), text_of(phone, "name")) == (False, "")
    context.close()


def code_of(desk: Page, label: str) -> str:
    """A code for some people, made at the desk."""
    desk.goto("/manage/events/shenzhen-expo/invited/code")
    fill(desk, {"name": label, "uses_most": "3"})
    press(desk.locator("main form [type=submit]").last)
    return desk.locator("tr", has_text=label).locator("b.num").inner_text()


def opened_by(page: Page, code: str) -> str:
    """The address of the form that the code opens."""
    page.goto("/events/shenzhen-expo/register/code")
    fill(page, {"code": code})
    press(page.locator("main form [type=submit]").first)
    return page.url
