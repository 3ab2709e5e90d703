"""What is wrong with a page that stands in a browser."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import AXE_RULES, WIDTHS
from tests.browser.crawling import english_words


def faults_of(page: Page, language: str, width: int, *, axe: bool = True) -> list[str]:
    """Foreign words, overflow at every width and, with `axe`, what that finds at `width`."""
    faults = [f"is not in Chinese: {text!r}" for text in english_words(page)] if language == "zh" else []
    for each in sorted(WIDTHS, key=lambda one: one == width):
        page.set_viewport_size({"width": each, "height": WIDTHS[each]})
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if over > 0:
            faults.append(f"is {over} px too wide at {each} px")
    if not axe:
        return faults
    found = Axe().run(page, options=AXE_RULES)
    faults += [f"{one['id']} at {width} px: {one['nodes'][0]['html'][:200]}" for one in found.response["violations"]]
    return faults
