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


def test_a_menu_that_is_cut_off_shows_that_it_goes_on(phone: Page, sign_in: Callable[[Page], Page]):
    """The last column of the row of entries is darker where more of it follows, and no longer when that end is reached."""
    sign_in(phone)
    phone.goto(MANAGE)
    menu = phone.locator(".side-list")
    assert menu.evaluate("menu => menu.scrollWidth > menu.clientWidth + 40")

    menu.evaluate("menu => menu.scrollTo(0, 0)")
    at_start = _edges(phone)
    menu.evaluate("menu => menu.scrollTo(menu.scrollWidth, 0)")
    at_end = _edges(phone)

    assert at_start["right"] < at_start["left"], "a shadow where the menu goes on"
    assert at_end["left"] < at_end["right"]


def _edges(page: Page) -> dict[str, int]:
    """How light the outermost column of pixels of the menu is: the sum of a picture's grey values at each end."""
    picture = Image.open(io.BytesIO(page.locator(".side-list").screenshot())).convert("L")
    column = range(2, 5)
    sums = {
        "left": sum(picture.getpixel((x, 2)) for x in column),
        "right": sum(picture.getpixel((picture.width - 1 - x, 2)) for x in column),
    }
    return {end: int(total) for end, total in sums.items()}
