"""The main ways by keyboard alone, without a mouse and without seeing: every stop is in sight and drawn, everything has a name."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.browser.keys import enter, faults_heard, go_to, heard, type_into
from tests.browser.pages import first_event
from tests.browser.site import Site

EVENT = "/manage/events/shanghai-seminar/"


def test_a_participant_registers_changes_and_cancels_without_a_mouse(page: Page):
    """From the event to the own page: one form, one button; then a change, then the place is given back."""
    path = first_event(page)
    page.goto(path)
    assert faults_heard(page) == []

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content", "the first stop skips the menu"
    enter(page, f"a[href='{path}register/']")

    assert faults_heard(page) == []
    assert any(one.startswith("textbox") for one in heard(page))
    _fill(page)
    enter(page, "main .form [type=submit]")
    assert page.locator("main").get_attribute("data-status") in ("pending", "confirmed"), page.locator(
        "#errors"
    ).all_inner_texts()
    assert faults_heard(page) == []

    enter(page, "a[href$='/edit']")
    assert faults_heard(page) == []
    type_into(page, "title", "总")
    enter(page, "main .form [type=submit]")
    enter(page, "a[href$='/withdraw']")
    assert faults_heard(page) == []
    enter(page, "main form button[type=submit]")
    assert page.locator("main").get_attribute("data-status") == "withdrawn"


def _fill(page: Page) -> None:
    """Every required field in the order of the page, as Tab goes."""
    given = {
        "name": "沈一鸣",
        "organization": "键盘精密机床有限公司",
        "title": "工程师",
        "mobile": "13712345678",
        "email": "keys@example.com",
    }
    fields = page.locator(
        "main .form :is(input, select, textarea):is([required], [name=title], [name=email], [name=mobile], [name=consent]):visible"
    )
    names = dict.fromkeys(field.get_attribute("name") or "" for field in fields.all())
    for name in names:
        value = given.get(name)
        if value is None:
            options = page.locator(f"main [name='{name}'] option:not([value=''])")
            value = (options.first.get_attribute("value") or "") if options.count() else "yes"
        type_into(page, name, value)


def test_what_is_wrong_is_heard_and_reached(page: Page):
    """An empty form: the summary of faults has the focus, its links lead to the fields, and each field says what is wrong."""
    path = first_event(page)
    page.goto(f"{path}register/")
    page.locator("main .form").evaluate("form => form.noValidate = true")

    enter(page, "main .form [type=submit]")

    assert page.evaluate("document.activeElement.closest('#errors') !== null")
    wrong = page.locator("#errors a").first.get_attribute("href") or ""
    go_to(page, f"#errors a[href='{wrong}']") if page.evaluate("document.activeElement.id") == "errors" else None
    page.keyboard.press("Enter")
    field = page.locator(":focus")
    assert f"#{field.get_attribute('id')}" == wrong
    assert field.get_attribute("aria-invalid") == "true"
    told = page.locator(f"#{(field.get_attribute('aria-describedby') or '').split()[0]}").inner_text()
    assert told.strip()
    assert faults_heard(page) == []


def test_an_organizer_decides_without_a_mouse(
    sign_in: Callable[[Page], Page], new_page: Callable[..., Page], site: Site
):
    """From the own events to a decision: the list, a filter, a box, a button."""
    page = sign_in(new_page(language="en"))
    page.goto("/manage/")
    assert faults_heard(page) == []
    enter(page, f"main a[href='{EVENT}']")
    assert faults_heard(page) == []
    enter(page, f"a[href='{EVENT}registrations/']")
    assert faults_heard(page) == []

    before = page.locator("main tbody tr").count()
    assert before > 5
    go_to(page, "main tbody [name=ids]")
    page.keyboard.press("Space")
    assert page.locator(".chosen-count").inner_text()[-1] == "1"
    enter(page, "main tbody a[href*='/registrations/']")
    assert re.search(r"/registrations/\d+/$", urlsplit(page.url).path)
    assert faults_heard(page) == []


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ("<header></header><main><h1>A</h1></main><footer></footer>", None),
        ("<header></header><main><h1>A</h1><button></button></main><footer></footer>", "nameless: button"),
        ("<header></header><main><h1>A</h1><input></main><footer></footer>", "nameless: textbox"),
        ("<header></header><main><h1>A</h1><h3>B</h3></main><footer></footer>", "heading of level 3 follows level 1"),
        ("<header></header><main><h2>A</h2></main><footer></footer>", "0 main headings: []"),
        ("<header></header><h1>A</h1><footer></footer>", "no main is announced"),
    ],
)
def test_what_is_not_heard_is_found(new_page: Callable[..., Page], html: str, fault: str | None):
    page = new_page()
    page.goto("about:blank")
    page.set_content(html)

    assert faults_heard(page) == ([fault] if fault else [])


@pytest.mark.parametrize(
    ("style", "fault"),
    [
        ("", None),
        ("outline: none", "nothing shows that it has the focus"),
        ("position: absolute; left: -99rem", "out of sight"),
    ],
)
def test_a_stop_that_nobody_sees_is_found(new_page: Callable[..., Page], style: str, fault: str | None):
    page = new_page()
    page.goto("about:blank")
    page.set_content(
        f'<style>:focus {{ outline: 2px solid }}</style><a href="#a" style="{style}">a</a><a id="b" href="#b">b</a>'
    )

    if fault is None:
        assert go_to(page, "#b") == 2
    else:
        with pytest.raises(AssertionError, match=fault):
            go_to(page, "#b")
