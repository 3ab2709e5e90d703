"""How much an event takes that is made from nothing: clicks, fields, entries of the menu, screens of a phone.

`docs/journeys.md` holds the numbers, which `python scripts/journeys.py` writes anew; none may be above its ceiling below.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page

from tests.browser.filling import fill, press
from tests.conftest import ROOT

COLUMNS = ("published", "clicks", "inputs", "menu", "screens")
"""Clicks until it is published with its agenda, clicks in all, fields of the page that makes it, entries of its menu at a desk, and
screens of its page on a phone before the agenda."""
MOST = {"published": 5, "inputs": 25, "menu": 10, "screens": 5}
MOST_WITH_FEATURES = {**MOST, "menu": 16}
_PAGE = ROOT / "docs/journeys.md"
_SCREEN = 740


class Hands:
    """What an organizer does on a page from now on, counted."""

    def __init__(self, page: Page) -> None:
        self.page, self.clicks = page, 0

    def press(self, thing: Locator) -> None:
        """A button or a link that leads to another page."""
        self.clicks += 1
        press(thing)

    def tap(self, thing: Locator) -> None:
        """A box, a fold, a button that stays on the page."""
        self.clicks += 1
        thing.click()

    def follow(self, words: str) -> None:
        """The entry of the event's menu that says so, else the link or button of the page."""
        said = re.compile(rf"^\s*{words}…?\s*$")
        self.page.wait_for_load_state()
        found = [
            self.page.locator(f"{where} :is(a, button):visible").filter(has_text=said)
            for where in (".side-list", "main")
        ]
        self.press(next(things for things in found if things.count()).first)

    def fill(self, values: dict[str, str]) -> None:
        """Fields by their names; no click."""
        fill(self.page, values)

    def send(self) -> None:
        """The button of the last form; nothing may be refused."""
        self.press(self.page.locator("main .form [type=submit]").last)
        assert self.page.locator("#errors, .alert-danger").all_inner_texts() == []


def count_inputs(page: Page) -> int:
    """Fields that are asked for without opening anything; the choices of one question are one."""
    names = page.locator("main .form :is(input, select, textarea):visible").evaluate_all(
        "all => all.map(one => one.name)"
    )
    return len({name for name in names if name})


def count_menu(page: Page) -> int:
    """Lines of the event's menu at a desk."""
    return page.locator(".side-list a").count()


def count_screens(phone: Page) -> int:
    """Screens of a phone until the agenda begins."""
    top = phone.locator("main #agenda").evaluate("agenda => agenda.getBoundingClientRect().top + scrollY")
    return -(-int(top) // _SCREEN)


def path(page: Page) -> str:
    """Of the page at hand."""
    return urlsplit(page.url).path


def compare(way: str, counted: dict[str, int], most: dict[str, int]) -> None:
    """With the ceiling and with what the page of journeys says; `JOURNEYS=keep` writes it there instead."""
    assert {name: counted[name] for name, ceiling in most.items() if counted[name] > ceiling} == {}
    line = f"| **{way}** | " + " | ".join(str(counted[name]) for name in COLUMNS) + " |"
    text = _PAGE.read_text("utf-8")
    found = re.search(rf"^\| \*\*{re.escape(way)}\*\* \|.*$", text, re.MULTILINE)
    if os.environ.get("JOURNEYS") == "keep":
        _write(_PAGE, text, line, found)
        return
    assert found is not None and found[0] == line, f"python scripts/journeys.py writes it anew: {line}"


def _write(page: Path, text: str, line: str, found: re.Match[str] | None) -> None:
    page.write_text(text.replace(found[0], line) if found else f"{text.rstrip()}\n{line}\n", "utf-8")
