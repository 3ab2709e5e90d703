"""Doing what a guide says: its bold names are pressed, its quoted names are fields; whoever follows it knows nothing else, and
has no mouse: all is done with Tab, Enter, Space, arrows and letters, and every stop on the way is in sight and drawn."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from playwright.sync_api import Locator, Page, expect

from eventmgr.public.guide.pages import FOLDER
from tests.browser.keys import push, put

_PART = re.compile(r"^## ", re.MULTILINE)
_STEP = re.compile(r"^\d+\. (.+)$", re.MULTILINE)
_NAME = re.compile(r"\*\*([^*]+)\*\*|“([^”]+)”")


def steps_of(guide: str, language: str, part: int = 0) -> list[str]:
    """The numbered steps of a guide's `part`-th part that has some."""
    parts = _PART.split((FOLDER / f"{guide}.{language}.md").read_text("utf-8"))
    return [steps for steps in map(_STEP.findall, parts) if steps][part]


def follow(
    page: Page,
    guide: str,
    language: str,
    *,
    part: int = 0,
    entries: Mapping[str, str] | None = None,
    before: Mapping[int, Callable[[Page], object]] | None = None,
) -> None:
    """Do the steps in their order on the page at hand.

    Args:
        entries: field, by what the guide calls it → what is entered there; other quoted words are only read.
        before: number of a step → what somebody does by themselves before its names are pressed (choose among people, tick a row).
    """
    for number, step in enumerate(steps_of(guide, language, part), 1):
        for pressed, read in _NAME.findall(step):
            if read in (entries or {}):
                enter(page, read, (entries or {})[read])
            elif pressed:
                if before and number in before:
                    before[number](page)
                    before = {**before, number: _nothing}
                press_name(page, pressed)


def press_name(page: Page, name: str) -> None:
    """Press what is called so: a button, a link, a choice, a fold. A document is opened beside the page."""
    target = find(page, name)
    address = target.get_attribute("href") or ""
    if ".pdf" in address:
        answer = page.request.get(address)
        assert answer.body().startswith(b"%PDF"), address
        return
    if target.evaluate("thing => thing.tagName") == "OPTION":
        put(target.locator("xpath=.."), target.get_attribute("value") or "")
        return
    push(target)
    page.wait_for_load_state()
    wrong = page.locator("main .alert-danger:visible, main #errors").all_inner_texts()
    assert wrong == [], f"{name}: {wrong}"


def find(page: Page, name: str) -> Locator:
    """What is called so and seen: in the page itself, else in the menus around it; waited for, where a script draws it."""
    words = re.escape(name.rstrip("…")).replace("…", ".+")
    called = re.compile(rf"^\s*{words}…?\s*$")

    def named(place: Locator) -> Locator:
        things = place.locator("a, button, summary, label").filter(has_text=called)
        for role in ("button", "link", "checkbox", "radio"):
            things = things.or_(place.get_by_role(role, name=called))
        return things.and_(place.locator(":not([aria-current])")).filter(visible=True)

    page.wait_for_load_state()
    inside, anywhere = named(page.locator("main")), named(page.locator("body"))
    option = page.locator("main option").filter(has_text=called)
    if not inside.or_(option).count() and page.locator(".of-head a, .of-head button").filter(has_text=called).count():
        push(page.locator(".of-head > summary"))
    menu = page.locator(".of-phone:not([open]) > summary").filter(visible=True)
    if menu.count() and not inside.or_(option).count():
        push(menu)
    expect(anywhere.or_(option).first, f"{name!r} is not on {page.url}").to_be_attached()
    opened = page.locator(".of-phone[open] > summary").filter(visible=True)
    if opened.count() and inside.or_(option).count():  # a script has drawn it meanwhile
        push(opened)
    return next(things for things in (inside, anywhere, option) if things.count()).first


def enter(page: Page, field: str, value: str) -> None:
    """Enter `value` where the label, or the heading of a group of fields, is called so."""
    called = re.compile(rf"^\s*{re.escape(field)}(?:\s|$|\()")
    label = page.locator("main label").filter(has_text=called, visible=True)
    group = (
        page.locator("main legend").filter(has_text=called, visible=True).locator("xpath=..").locator("input, textarea")
    )
    place = page.locator(f"main [id='{label.first.get_attribute('for')}']") if label.count() else group.first
    put(place, value)


def _nothing(_page: Page) -> None:
    """It was done before."""
