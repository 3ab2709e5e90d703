"""On a phone: what a finger presses is 44 pixels high, and a menu that is cut off shows that it goes on."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page

from tests.browser.site import Site

EVENT = "/events/shanghai-seminar/"
MANAGE = "/manage/events/shanghai-seminar/"
_SMALL = """() => {
  const pressed = "main :is(a.btn, button, select, textarea, summary, input:not([type=hidden]):not([type=checkbox]):not([type=radio]))"
    + ", .topnav a, .topside > a, .side-list a, .pager a, label:has(input:is([type=checkbox], [type=radio]))";
  const shown = (element) => element.checkVisibility() && element.getBoundingClientRect().width > 1;
  const reach = (element) => {
    // A box in a label is pressed by its label.
    const own = element.getBoundingClientRect().height;
    return Math.max(own, element.labels?.[0]?.getBoundingClientRect().height ?? 0);
  };
  return [...document.querySelectorAll(pressed)].filter(shown).filter((element) => reach(element) < 43.5)
    .map((element) => `${Math.round(reach(element))} px: ${element.outerHTML.replace(/\\s+/g, " ").slice(0, 110)}`);
}"""


@pytest.fixture(scope="module")
def phone(chromium: Browser, site: Site) -> Iterator[Page]:
    """A page that is touched, 360 px wide."""
    context = chromium.new_context(
        base_url=site.address, viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True, locale="zh-CN"
    )
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(
    "path", ["/", EVENT, f"{EVENT}agenda/", f"{EVENT}register/", f"{EVENT}register/link", "/subscribe/", "/sign-in"]
)
def test_what_a_finger_presses_is_large_enough(phone: Page, path: str):
    phone.goto(path)

    assert phone.evaluate(_SMALL) == []


def test_what_an_organizers_finger_presses_is_large_enough(phone: Page, sign_in: Callable[[Page], Page]):
    sign_in(phone)
    small = {}

    for path in ("/manage/", MANAGE, f"{MANAGE}registrations/", f"{MANAGE}checkin/", f"{MANAGE}agenda/"):
        phone.goto(path)
        small[path] = phone.evaluate(_SMALL)

    assert {path: found for path, found in small.items() if found} == {}


QUIET = "/manage/events/automotive-seminar/"
"""Where no other test writes to people: what can be taken back stands above every page of the event."""
ORGANIZERS = (
    "/manage/",
    QUIET,
    f"{QUIET}registrations/",
    f"{QUIET}checkin/",
    f"{QUIET}agenda/",
    f"{QUIET}settings/facts/",
)
_HEAD = """() => {
  const shown = [...document.querySelectorAll(".topbar a, .topbar summary, .side")].filter((element) => element.checkVisibility());
  const tops = shown.map((element) => Math.round(element.getBoundingClientRect().top / 20));
  return [new Set(tops).size, document.querySelector("main h1").getBoundingClientRect().top];
}"""


def test_an_organizers_page_begins_below_one_row(phone: Page, sign_in: Callable[[Page], Page]):
    """Mark, menu and name; then the page, within 120 pixels, with tabs or without."""
    sign_in(phone)
    heads = {}

    for path in ORGANIZERS:
        phone.goto(path)
        heads[path] = phone.evaluate(_HEAD)

    assert {path: head for path, head in heads.items() if head[0] != 1 or head[1] > 120} == {}


@pytest.mark.parametrize("javascript", [True, False])
def test_the_menu_of_a_phone_opens_by_key_and_leads_everywhere(
    new_page: Callable[..., Page], sign_in: Callable[[Page], Page], javascript: bool
):
    page = sign_in(new_page(width=360, language="en", javascript=javascript))
    page.goto(f"{MANAGE}registrations/")
    summary = page.locator(".of-phone > summary")
    assert not page.locator(".of-phone a").first.is_visible()

    summary.focus()
    page.keyboard.press("Enter")
    menus = {name: page.get_by_role("navigation", name=name) for name in ("This event", "Main")}
    entries = menus["This event"].get_by_role("link").all_inner_texts()
    account = page.locator(".of-phone .menu-part").nth(1).locator("a, button").all_inner_texts()
    site_part = page.locator(".of-phone .menu-part").last.inner_text()
    here = menus["This event"].locator("[aria-current]").all_inner_texts()
    menus["This event"].get_by_role("link", name="Agenda").click()

    assert (entries[0], here) == ("Overview", ["Registration"])
    assert {"My events", "Sign out"} <= set(account)
    assert "中文" in site_part
    assert page.url.endswith("/agenda/")


def test_every_entry_of_a_wide_menu_is_in_sight(new_page: Callable[..., Page], sign_in: Callable[[Page], Page]):
    page = sign_in(new_page(width=1280, language="en"))
    page.goto(MANAGE)
    last = page.locator(".side-list a").last.bounding_box()

    assert last and last["y"] + last["height"] <= 900


def test_tabs_that_are_cut_off_show_that_they_go_on(phone: Page, sign_in: Callable[[Page], Page]):
    """The last column of the row is darker where more of it follows, and no longer when that end is reached."""
    sign_in(phone)
    phone.goto(f"{MANAGE}registrations/")
    tabs = phone.locator(".tabs").first
    assert tabs.evaluate("tabs => tabs.scrollWidth > tabs.clientWidth + 40")

    tabs.evaluate("tabs => tabs.scrollTo(0, 0)")
    at_start = _edges(phone)
    tabs.evaluate("tabs => tabs.scrollTo(tabs.scrollWidth, 0)")
    at_end = _edges(phone)

    assert at_start["right"] < at_start["left"], "a shadow where the row goes on"
    assert at_end["left"] < at_end["right"]


def _edges(page: Page) -> dict[str, int]:
    """How light the outermost column of pixels of the row is: the sum of a picture's grey values at each end."""
    picture = Image.open(io.BytesIO(page.locator(".tabs").first.screenshot())).convert("L")
    column = range(2, 5)
    sums = {
        "left": sum(picture.getpixel((x, 2)) for x in column),
        "right": sum(picture.getpixel((picture.width - 1 - x, 2)) for x in column),
    }
    return {end: int(total) for end, total in sums.items()}
