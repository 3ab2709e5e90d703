"""The five main ways, each counted: pages that are opened, forms that are sent. `docs/journeys.md` holds the numbers.

A participant, a subscriber, an organizer, a head and a deputy; in Chinese on a phone and in English on a desk, participant and
subscriber without scripts in one of the two.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.filling import fill, fill_the_rest, link, press, send
from tests.conftest import ROOT

SEMINAR = "/events/shanghai-seminar/"
MANAGE = "/manage/events/shanghai-seminar/"
REVIEWED = "/manage/events/wuhan-matchmaking/"


def counted(way: str) -> dict[str, int]:
    """What `docs/journeys.md` says of a way: `pages` opened and forms `sent`; KeyError where it says nothing."""
    table = re.findall(
        r"^\| \*\*(\w+)\*\*[^|]*\| (\d+) \| (\d+) \|", (ROOT / "docs/journeys.md").read_text("utf-8"), re.MULTILINE
    )
    return {name: {"pages": int(pages), "sent": int(sent)} for name, pages, sent in table}[way]


class Steps:
    """Counts what somebody does on a page from now on."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.pages = self.sent = 0
        page.on("domcontentloaded", self._on_page)
        page.on("request", self._on_request)

    def _on_page(self, _page: Page) -> None:
        self.pages += 1

    def _on_request(self, request: Any) -> None:
        self.sent += request.method == "POST" and request.is_navigation_request()

    def stop(self) -> dict[str, int]:
        """How many pages and forms it was."""
        self.page.remove_listener("domcontentloaded", self._on_page)
        self.page.remove_listener("request", self._on_request)
        return {"pages": self.pages, "sent": self.sent}


WALKED = pytest.mark.parametrize(("width", "language"), [(360, "zh"), (1280, "en")])


@WALKED
def test_a_participant_gets_a_ticket(new_page: Callable[..., Page], width: int, language: str):
    """From the event's page: the form, then the own page with place, code and calendar."""
    page = new_page(width=width, language=language, javascript=language == "zh")
    page.goto(SEMINAR)
    steps = Steps(page)

    link(page, f"{SEMINAR}register/")
    person = {
        "name": "高远",
        "organization": "五路精密机床有限公司",
        "unit": "310000",
        "mobile": f"1361234{width:04d}",
        "title": "工程师",
        "consent": "yes",
    }
    fill(page, person)
    fill_the_rest(page)
    send(page)

    assert page.locator("main").get_attribute("data-status") == "confirmed"
    assert page.locator("a[href^='/feeds/']").count() > 0
    assert steps.stop() == counted("participant")


@WALKED
def test_a_subscriber_finds_the_address_to_subscribe(new_page: Callable[..., Page], width: int, language: str):
    """From the event's page: the small page of its feed has the address, a code to scan, and steps for each program."""
    page = new_page(width=width, language=language, javascript=language == "en")
    page.goto(SEMINAR)
    steps = Steps(page)

    press(page.locator("main a[href*='/subscribe/']:visible").first)

    assert page.locator("a[href^='webcal://']").count() == 1
    assert steps.stop() == counted("subscriber")


@WALKED
def test_an_organizer_decides_on_who_waits(
    new_page: Callable[..., Page], sign_in: Callable[[Page], Page], width: int, language: str
):
    """From the own events to a decision on three who wait (the event is full: to the waiting list), told by e-mail after the
    page in between has shown to whom and what."""
    page = sign_in(new_page(width=width, language=language))
    page.goto("/manage/")
    steps = Steps(page)

    link(page, REVIEWED)
    press(page.locator("main a[href*='registrations/'][href*='pending']:visible").first)
    for box in page.locator("main tbody [name=ids]").all()[:3]:
        box.check()
    press(page.locator("button[name=act][value=waitlist]"))
    press(page.locator("main form [name=telling][value=now]"))

    assert page.locator(".alert-success").count() == 1
    assert steps.stop() == counted("organizer")


@WALKED
def test_a_head_reads_the_summary(
    new_page: Callable[..., Page], sign_in: Callable[[Page], Page], width: int, language: str
):
    """From the own events to the paper."""
    page = sign_in(new_page(width=width, language=language))
    page.goto("/manage/")
    steps = Steps(page)

    link(page, MANAGE)
    link(page, f"{MANAGE}reports/")
    paper = page.request.get(page.locator("main a[href*='summary.pdf']").first.get_attribute("href") or "")

    assert paper.headers["content-type"] == "application/pdf"
    assert steps.stop() == counted("head")


@WALKED
def test_a_deputy_takes_over(new_page: Callable[..., Page], sign_in: Callable[[Page], Page], width: int, language: str):
    """From the own events to what is open and due, and the note of whoever hands over."""
    page = sign_in(new_page(width=width, language=language))
    page.goto("/manage/")
    steps = Steps(page)

    link(page, MANAGE)
    link(page, f"{MANAGE}handover/")
    page.locator("main textarea").first.fill("周一与酒店确认房间数。")
    send(page)

    assert "酒店" in page.locator("main textarea").first.input_value()
    assert steps.stop() == counted("deputy")
