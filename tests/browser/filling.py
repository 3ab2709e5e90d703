"""Filling forms as people do, whatever language the page speaks: fields go by name, buttons by what they send."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page


def fill(page: Page, values: dict[str, str]) -> None:
    """Type, choose or tick each field of the page by its name."""
    for name, value in values.items():
        field = page.locator(f"main [name='{name}']").first
        kind = field.evaluate("field => field.type")
        if kind == "radio":
            page.locator(f"main [name='{name}'][value='{value}']").check()
        elif kind == "checkbox":
            field.set_checked(value == "yes")
        elif kind.startswith("select"):
            field.select_option(value)
        else:
            field.fill(value)


def fill_the_rest(page: Page) -> None:
    """Choose the first offered answer of every question that is still open."""
    for field in page.locator("main select[name^='q_'], main select[required]").all():
        if not field.input_value():
            field.select_option(index=1)


def send(page: Page) -> None:
    """Press the last form's main button and wait for the page that answers it; nothing may be refused."""
    press(page.locator("main .form [type=submit]").last)
    assert page.locator("#errors, .alert-danger").all_inner_texts() == []


def press(button: Locator) -> None:
    """Press a button, on a phone in the menu of the page's head where it stands there, and wait for the page that answers it."""
    if button.count() and not button.is_visible():
        open_head(button.page)
    with button.page.expect_navigation():
        button.click()


def open_head(page: Page) -> None:
    """On a phone: open the menu of what one can do on the page, where there is one."""
    menu = page.locator(".of-head:not([open]) > summary:visible")
    if menu.count():
        menu.click()


def link(page: Page, end: str) -> str:
    """Follow the first link whose address ends with `end`, on a phone through the menu where it is seen nowhere else; the path
    reached."""
    address = f"a[href$='{end}']"
    if not page.locator(f"{address}:visible").count() and page.locator(f".of-head {address}").count():
        open_head(page)
    menu = page.locator(".of-phone > summary:visible")
    if not page.locator(f"{address}:visible").count() and menu.count() and page.locator(f".of-phone {address}").count():
        menu.click()
    press(page.locator(f"{address}:visible").first)
    return urlsplit(page.url).path


def tell_nobody(page: Page) -> None:
    """The page in between, where somebody would be written to: saved, and nobody is."""
    page.wait_for_load_state()
    nobody = page.locator("main [name=telling][value=nobody]")
    if nobody.count():
        nobody.click()
