"""Steps of the tests of building a form, which others take too."""

from __future__ import annotations

import os

from playwright.sync_api import Page

from tests.browser.filling import press


def shoot(page: Page, name: str) -> None:
    """A picture for people, where they say where to (`PICTURES`)."""
    if "PICTURES" in os.environ:
        page.screenshot(path=f"{os.environ['PICTURES']}/{name}.png", full_page=True)


def seen(page: Page, label: str) -> bool:
    """Whether a field of that label is shown."""
    return page.get_by_text(label, exact=False).first.is_visible()


def save(page: Page) -> None:
    """Save the questions; nothing may be refused."""
    press(page.locator("main .form-buttons [type=submit]").first)
    assert page.locator("#errors").all_inner_texts() == []
