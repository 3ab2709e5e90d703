"""A timetable is made by a worker, changed by keys and by mouse, and published."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from eventmgr.event.registration.letters.writing import my_token
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.matchmaking.meeting_parties.queries import list_representatives
from eventmgr.matchmaking.timetables.models import DraftState, TimetableDraft
from tests.browser.filling import fill
from tests.browser.keys import go_to
from tests.browser.looking import WIDTHS
from tests.browser.matchmaking.cast import MANAGE, Walk
from tests.browser.matchmaking.feeds import Seen, of_first, read_all

TIMETABLES = f"{MANAGE}/matchmaking/timetables/"
_MOST_TRIED = 12
_FETCHED = "(address) => fetch(address).then((answer) => answer.json())"


def make_a_draft(walk: Walk) -> None:
    """Ordered on the page, made by a worker; every accepted request has a place."""
    office, wanted = walk.office, len(walk.asked.requests)
    office.go(TIMETABLES)
    fill(office.page, {"seconds": "5"})
    office.press(office.page.locator("main .form [type=submit]").last)
    assert not office.page.locator("a[href$='/publish']").count()
    walk.house.work()
    with walk.inside() as event:
        states = db.session.scalars(select(TimetableDraft.state).where(TimetableDraft.event_id == event.id)).all()
        assert states == [DraftState.DONE]
    office.go(f"{TIMETABLES}1/")
    expect(office.page.locator(".kpis")).to_contain_text(f"{wanted} / {wanted}")
    expect(office.page.locator("main")).to_contain_text(
        office.says("已接受的申请已全部排入。", "Every accepted request has a place.")
    )


def move_by_keyboard(walk: Walk) -> None:
    """Tab to a meeting, Enter, along its row to a green cell, Enter: it stands there, also for its partner and after a reload."""
    office = walk.office
    office.go(f"{TIMETABLES}1/grid")
    page = office.page
    go_to(page, "a.m")
    for _ in range(_MOST_TRIED):
        page.keyboard.press("Enter")
        page.wait_for_selector("#grid td.taken, #grid td.free")
        if page.locator("#grid tr:has(a.chosen) td.free").count():
            break
        page.keyboard.press("Escape")
        page.keyboard.press("ArrowDown")
    meeting = page.locator("a.m.chosen").get_attribute("data-request")
    was = _slot_of(page, meeting)
    office.look()
    key = _to_the_free_one(page)
    for _ in range(_MOST_TRIED):
        page.keyboard.press(key)
        if page.evaluate("document.activeElement.matches('td.free')"):
            break
    aim = page.evaluate("document.activeElement.dataset.at")
    with page.expect_event("load"):
        page.keyboard.press("Enter")
    _stands(walk, meeting, was, aim)


def _to_the_free_one(page: Page) -> str:
    """On which side of the chosen meeting a green cell of its row is."""
    return page.evaluate(
        """() => {
          const cells = [...document.querySelector("a.chosen").closest("tr").children];
          const at = cells.findIndex((cell) => cell.querySelector("a.chosen"));
          return cells.slice(at).some((cell) => cell.matches(".free")) ? "ArrowRight" : "ArrowLeft";
        }"""
    )


def move_by_mouse(walk: Walk) -> None:
    """A meeting is dragged to a green cell of its row; dropped on a red one it stays, and the page says why. A mouse belongs to a screen."""
    page = walk.office.go(f"{TIMETABLES}1/grid")
    page.set_viewport_size({"width": 1280, "height": WIDTHS[1280]})
    meeting, aim, red, why = _movable(walk)
    was = _slot_of(page, meeting)
    row = page.locator(f"#grid tr:has(a[data-request='{meeting}'])").first
    _drag(page, meeting, row.locator(f"td[data-at='{red}']"))
    assert _slot_of(page, meeting) == was
    expect(page.locator("#grid-said")).to_have_text(why)
    with page.expect_event("load"):
        _drag(page, meeting, row.locator(f"td[data-at='{aim}']"))
    _stands(walk, meeting, was, aim)


def _movable(walk: Walk) -> tuple[str, str, str, str]:
    """A meeting of the grid, an instant of this day at which it could be, one at which it could not, and why not."""
    page = walk.office.page
    days = set(
        page.locator("#grid tbody tr")
        .first.locator("td[data-at]")
        .evaluate_all("all => all.map(one => one.dataset.at)")
    )
    for meeting in page.locator("#grid a.m").evaluate_all("all => all.map(one => one.dataset.request)"):
        told = page.evaluate(_FETCHED, f"{TIMETABLES}1/cells?request={meeting}")["cells"]
        was = _slot_of(page, meeting)
        free = [one["at"] for one in told if one["free"] and one["at"] in days - {was}]
        taken = [(one["at"], one["why"]) for one in told if not one["free"] and one["at"] in days]
        if free and taken:
            return meeting, free[0], *taken[0]
    raise AssertionError("no meeting can be moved on this day")


def _drag(page: Page, meeting: str, aim: Locator) -> None:
    link = page.locator(f"#grid a[data-request='{meeting}']").first
    link.scroll_into_view_if_needed()
    start, end = link.bounding_box(), aim.bounding_box()
    page.mouse.move(start["x"] + 8, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(start["x"] + 20, start["y"] + 12, steps=4)
    page.wait_for_selector("#grid td.taken, #grid td.free")
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] / 2, steps=6)
    page.mouse.up()


def _slot_of(page: Page, meeting: str) -> str:
    """When the meeting is, by the cell in which it stands."""
    return page.locator(f"#grid td:has(a[data-request='{meeting}'])").first.get_attribute("data-at")


def _stands(walk: Walk, meeting: str, was: str, aim: str) -> None:
    """It has moved, as the grid says after a reload, and the page of the meeting."""
    office = walk.office
    office.look()
    assert (was != aim, _slot_of(office.page, meeting)) == (True, aim)
    assert office.page.evaluate("document.activeElement.id").rpartition("-")[0] == f"m{meeting}"
    office.go(f"{TIMETABLES}1/grid")
    assert _slot_of(office.page, meeting) == aim


def publish(walk: Walk, party: int) -> dict[int, dict[str, Seen]]:
    """Provisionally, then finally: the company's page and all calendars say the same; what these say in the end."""
    assert of_first(walk, party) == {}
    for stage, state in (("provisional", "TENTATIVE"), ("final", "CONFIRMED")):
        office = walk.office
        office.go(f"{TIMETABLES}1/publish")
        fill(office.page, {"stage": stage})
        office.press(office.page.locator("main .form [type=submit]").last)
        office.press(office.page.locator("button[name=telling][value=now]"))
        walk.house.work()
        phone = walk.guest(f"{walk.home(party)}timetable/")
        assert phone.page.locator("main [role=note]").count() == (stage == "provisional")
        page_says(walk, party, state)
    _from_the_own_page(walk)
    return read_all(walk, by_both=False)


def _from_the_own_page(walk: Walk) -> None:
    """Whoever is registered finds the meetings from their own page."""
    with walk.inside() as event:
        seat = next(one for one in list_representatives(event.id) if one.registration_id)
        party, own = seat.party_id, f"/my/{my_token(db.session.get_one(Registration, seat.registration_id))}/"
    person = walk.guest(own, "participant")
    person.press(person.page.locator("main a[href*='/meetings/']").first)
    person.link("/timetable/")
    page_says(walk, party, "CONFIRMED")


def page_says(walk: Walk, party: int, state: str) -> None:
    """The timetable on the phone says what the calendar says: hours, tables, partners."""
    entries = [one for one in of_first(walk, party).values() if one.status != "CANCELLED"]
    rows = walk.guests[-1].page.locator("main tbody tr:not(.muted)").all_inner_texts()
    assert {one.status for one in entries} == {state}
    assert len(rows) == len(entries)
    for entry, row in zip(sorted(entries, key=lambda one: one.starts), rows, strict=True):
        partner = entry.summary.partition("：")[2] or entry.summary.partition(":")[2]
        assert partner.strip() in row
        assert re.findall(r"\d+", entry.location)[-1] in row
