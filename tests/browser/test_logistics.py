"""People are put into rooms with the keyboard and by dragging, without a script on a form; rides on a phone."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from eventmgr.console.sample.people.roster import SEMINAR, VISIT
from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.on_site.logistics.models import Hotel
from tests.browser.filling import tell_nobody
from tests.browser.site import Site

BASE = f"/manage/events/{SEMINAR}/"


def test_rooms_by_keyboard_and_by_dragging_and_rides_on_a_phone(
    new_page: Callable[..., Page], sign_in: Callable[[Page], Page], axe: Callable[[Page], None], site: Site
):
    with site.inside().app_context():
        hotel = max(
            one.id
            for one in db.session.query(Hotel).join(Event, Event.id == Hotel.event_id).filter(Event.slug == SEMINAR)
        )
    office = sign_in(new_page(width=1280, language="zh"))
    office.goto(f"{BASE}lodging/?hotel={hotel}&lang=zh")
    axe(office)
    by_keyboard(office)
    by_dragging(office)
    axe(office)
    office.goto(f"{BASE}transport/?direction=outing")
    axe(office)

    phone = sign_in(new_page(width=360, language="en"))
    phone.goto(f"{BASE}lodging/?hotel={hotel}&lang=en")
    axe(phone)
    phone.goto(f"{BASE}transport/")
    axe(phone)
    phone.get_by_role("button", name="Propose rides").click()
    axe(phone)  # whom it writes to is said first
    tell_nobody(phone)
    expect(phone.locator("main")).to_contain_text("given a seat")
    phone.locator(".mover-card .mover-head a").first.click()
    axe(phone)
    phone.goto(f"/manage/events/{VISIT}/transport/?direction=outing")
    axe(phone)

    plain = sign_in(new_page(width=360, language="en", javascript=False))
    plain.goto(f"{BASE}lodging/?hotel={hotel}&lang=en")
    plain.locator("#without a.mover").first.click()
    free = plain.locator("#room option").last.get_attribute("value") or ""
    plain.locator("#room").select_option(free)
    plain.get_by_role("button", name="Save").click()
    tell_nobody(plain)
    expect(plain.locator("main")).to_contain_text("Saved")


def by_keyboard(office: Page) -> None:
    """The last room is free."""
    person = office.locator("#without a.mover").first
    name = person.get_attribute("data-name") or ""
    person.focus()
    office.keyboard.press("Enter")
    expect(office.locator("[data-moves-status]")).to_contain_text(name)
    office.keyboard.press("Escape")
    expect(office.locator(".mover.is-held")).to_have_count(0)
    office.keyboard.press("Enter")
    office.keyboard.press("ArrowDown")
    expect(office.locator("li.mover-card:focus")).to_have_count(1)
    office.keyboard.press("End")
    expect(office.locator("li.mover-card").last).to_be_focused()
    office.keyboard.press("Enter")
    expect(office.locator("li.mover-card").last).to_contain_text(name)
    expect(office.locator("li.mover-card").last.locator("a.mover")).to_be_focused()


def by_dragging(office: Page) -> None:
    """From the room before it into one that is free: both are in sight."""
    free = office.locator("li.mover-card").filter(has_text="空房").first
    number = free.get_attribute("id")
    person = office.locator(f"li.mover-card:has(+ #{number}) a.mover").first
    name = person.get_attribute("data-name") or ""
    free.scroll_into_view_if_needed()
    start, end = person.bounding_box() or {}, free.bounding_box() or {}
    office.mouse.move(start["x"] + 8, start["y"] + 8)
    office.mouse.down()
    office.mouse.move(start["x"] + 20, start["y"] + 12, steps=4)
    office.wait_for_selector(".mover.is-held")
    office.mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] / 2, steps=6)
    office.mouse.up()
    expect(office.locator(f"#{number}")).to_contain_text(name)
