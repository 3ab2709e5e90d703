"""A whole matchmaking, E2, as its people go through it: from "we need" to what came of it, and all calendars on the way.

The organizers on a screen (1280 px) in Chinese and the companies on phones (360 px) in English; in a soak then the organizers on a phone
in English and the companies on a screen in Chinese. What everybody does in the same way is pressed a few times: of the 420 requests one is asked from a suggestion, one accepted by the organization
and one by its liaison, one more declined. A fourth of the others is asked and answered by the services, the rest stands as rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Visitors
from tests.browser.matchmaking import day, following, planning, timetable
from tests.browser.matchmaking.cast import Person, Walk, alternating, as_before
from tests.browser.matchmaking.house import House
from tests.tools.messages.peer import Peer, listening

WAYS = [("zh", 1280, "en", 360), ("en", 360, "zh", 1280)]


@pytest.fixture
def site(sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    """An installation of its own whose clock is moved."""
    peer = Peer()
    with listening(peer) as address:
        house = House(tmp_path / "house", peer, address, monkeypatch)
        house.start(sample)
        yield house
        house.stop()


@pytest.fixture
def visitors(chromium: Browser, site: House) -> Visitors:
    """The visitors of that one."""
    return Visitors(chromium, site.address)


@pytest.fixture(params=WAYS, ids=lambda way: f"office-{way[0]}-{way[1]}")
def walk(
    request: pytest.FixtureRequest, site: House, new_page: Callable[..., Page], sign_in: Callable[[Page], Page]
) -> Walk:
    """An organizer who has signed in, and E2 before anything is offered or asked."""
    language, width, other_language, other_width = request.param
    turns, faults = alternating(WAYS.index(request.param)), list[str]()
    office = Person(sign_in(new_page(width=width, language=language)), language, width, turns, faults, "office")

    def new_person(name: str, instead_of: Person | None) -> Person:
        page = new_page(width=other_width, language=other_language, instead_of=instead_of and instead_of.page)
        return Person(page, other_language, other_width, turns, faults, name)

    made = Walk(site, office, new_person, lambda: sign_in(office.page))
    as_before(made)
    return made


def test_a_matchmaking_from_listings_to_outcomes(walk: Walk):
    planning.import_listings(walk)
    planning.take_over(walk)
    tapped = planning.read_suggestions(walk)
    planning.ask_and_answer(walk, tapped)
    timetable.make_a_draft(walk)
    timetable.move_by_keyboard(walk)
    timetable.move_by_mouse(walk)
    calendars = timetable.publish(walk, tapped[1])
    day.repair(walk, tapped, calendars)
    following.tap_results(walk, tapped)
    following.tell_after_a_month(walk, tapped)
    assert walk.office.faults == []
