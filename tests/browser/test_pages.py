"""Every public page: whole at both widths and in both languages, nothing for axe, small on first load."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from sqlalchemy import select

from eventmgr.event.registration.letters.writing import my_token
from eventmgr.event.registration.models import Registration, Status
from eventmgr.ground.db import db
from tests.browser.looking import faults_of, look_with_axe
from tests.browser.pages import MOST_BEFORE_AGENDA, Scales, first_event
from tests.browser.site import Site

_ROW = "<li><a href='/{0}'>row {0}</a></li>"
_LIST = "<html lang=en><title>t</title><main><h1>t</h1><ul>{}</ul></main></html>"

EVENT_PAGES = ("", "agenda/", "register/", "participants/", "register/link")
PAGES = ["/", "/?view=month", "/calendar/2026/", "/past/", "/subscribe/", "/sign-in", "/forgot", "/nowhere"]
PAGES += [f"/events/shanghai-seminar/{rest}" for rest in EVENT_PAGES]


@pytest.mark.parametrize(("number", "path"), list(enumerate(PAGES)), ids=PAGES)
def test_a_public_page_is_whole_in_both_languages_at_both_widths(new_page: Callable[..., Page], number: int, path: str):
    """Axe looks at every other page in Chinese at 1280 px, and at the others in English at 360 px."""
    faults = []
    for turn, (width, language) in enumerate(((1280, "zh"), (360, "en"))):
        page = new_page(width=width, language=language)
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == (404 if path == "/nowhere" else 200)
        faults += faults_of(page, language, width, axe=turn == number % 2)

    assert faults == []


def test_a_page_speaks_the_language_of_the_browser(page: Page, language: str):
    page.goto("/")

    assert str(page.locator("html").get_attribute("lang")).split("-")[0] == language


def test_the_language_switch_keeps_the_page(new_page: Callable[..., Page]):
    page = new_page(language="zh")
    page.goto("/past/?q=a")

    page.locator("a[hreflang='en']").first.click()

    assert page.url.split("?")[0].endswith("/past/")
    assert "q=a" in page.url
    assert page.locator("html").get_attribute("lang") == "en"


BIG, SMALL = "/events/shanghai-seminar/", "/events/xiamen-study-visit/"
VISITED_FIRST = ["/", "/subscribe/", "/listings/", BIG, f"{BIG}agenda/", f"{BIG}register/", SMALL, f"{SMALL}register/"]
"""Where people arrive who have never been here."""


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_first_load_is_small(new_page: Callable[..., Page], site: Site, language: str):
    with site.inside().test_request_context():
        somebody = db.session.scalars(select(Registration).where(Registration.status == Status.CONFIRMED)).first()
        own = f"/my/{my_token(somebody)}/"
    scales = Scales(new_page(width=360, language=language, again=False))

    assert [fault for path in (*VISITED_FIRST, own) for fault in scales.faults_of(path)] == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_of_an_event_is_not_endless_on_a_phone(new_page: Callable[..., Page], language: str):
    """Contact, files and deadlines stand above the agenda, of whose days the first is open; it is printed whole."""
    page = new_page(width=360, language=language)
    for path in (BIG, SMALL, "/events/wuhan-matchmaking/", "/events/energy-training/"):
        page.goto(path)
        top = page.locator("#agenda").evaluate("heading => heading.getBoundingClientRect().top + scrollY")
        assert top <= MOST_BEFORE_AGENDA, path
        assert page.evaluate("document.documentElement.scrollHeight") <= 2 * MOST_BEFORE_AGENDA, path

    page.goto(BIG)
    last = page.locator(".agenda-day").last
    assert not last.locator(".day").is_visible()
    page.emulate_media(media="print")
    assert last.locator(".day").is_visible()
    page.emulate_media(media="screen")
    last.locator("summary").click()
    assert last.locator(".day").is_visible()


def test_known_organizations_are_offered_while_one_types(new_page: Callable[..., Page]):
    page = new_page(width=360)
    page.goto(f"{first_event(page)}register/")
    assert page.locator("#organizations option").count() == 0

    page.locator("[name=organization]").press_sequentially("样例")

    page.locator("#organizations option").first.wait_for(state="attached")
    assert "样例" in (page.locator("#organizations option").first.get_attribute("value") or "")


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        (_ROW.format(7), None),
        ("<li><a href='/7' style='color:#ddd'>row 7</a></li>", "color-contrast"),
        ("<li><a href='/7'> </a></li>", "link-name"),
        ("<li><a href='/7' aria-expanded=maybe>row 7</a></li>", "aria-valid-attr-value"),
        ("<li><a href='/7'>row 7</a><input></li>", "label"),
    ],
)
def test_axe_leaves_out_what_is_alike_and_nothing_else(new_page: Callable[..., Page], row: str, rule: str | None):
    page = new_page()
    page.goto("about:blank")  # no policy of a site forbids styles
    page.set_content(_LIST.format("".join([*map(_ROW.format, range(6)), row, *map(_ROW.format, range(8, 12))])))

    found = look_with_axe(page)

    assert [one["id"] for one in found] == ([rule] if rule else [])
    assert page.evaluate("document.querySelectorAll('li').length") == 11


_PARAGRAPH = "<main><h1>Words</h1><div{}><p class=words{}>some words</p></div></main>"


@pytest.mark.parametrize(
    "place",
    [
        ("", " style='color:#ddd'"),
        ("", " style='background:#222'"),
        (" style='background:#222'", ""),
        (" style='opacity:.2'", ""),
        (" style='position:absolute;background:#222'", ""),
    ],
)
def test_words_drawn_as_before_are_looked_at_once_and_drawn_otherwise_again(
    new_page: Callable[..., Page], place: tuple[str, str]
):
    page = new_page()
    for number, (around, own) in enumerate([("", ""), ("", ""), place, place]):
        page.goto("about:blank")
        page.set_content(f"<html lang=en><title>Words</title>{_PARAGRAPH.format(around, own)}<{'i' * (number + 1)}>")
        found = [one["id"] for one in look_with_axe(page)]
        assert ("color-contrast" in found) == (number > 1), (number, found)
