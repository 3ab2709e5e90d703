"""Who walks through the matchmaking, on what, and what E2 is before anybody has offered or asked anything."""

from __future__ import annotations

import itertools
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Error, Locator, Page
from sqlalchemy import delete, select

from eventmgr.console.sample.meeting_requests import Body, Requests, requests
from eventmgr.console.sample.people.roster import MATCHMAKING
from eventmgr.event.events.models import Event
from eventmgr.ground import clock
from eventmgr.ground.db import db
from eventmgr.ground.text import folded
from eventmgr.identity.directory.models import Organization
from eventmgr.identity.directory.naming import organization_name
from eventmgr.matchmaking.listings.models import Listing
from eventmgr.matchmaking.meeting_parties.access import link_token
from eventmgr.matchmaking.meeting_parties.models import MeetingParty, PartyExclusion
from eventmgr.matchmaking.meeting_parties.queries import list_representatives_of
from eventmgr.matchmaking.meeting_requests.models import MeetingCall, MeetingRequest, NoThanks
from eventmgr.matchmaking.outcomes.models import Deal
from eventmgr.matchmaking.suggestions.models import SuggestionRun
from eventmgr.matchmaking.timetables.models import TimetableDraft
from eventmgr.tools.log.models import ActorKind
from eventmgr.tools.log.services import Act, Actor
from tests.browser.looking import faults_of
from tests.browser.matchmaking.house import House

MANAGE = f"/manage/events/{MATCHMAKING}"
PUBLIC = f"/events/{MATCHMAKING}"
PICTURES = os.environ.get("PICTURES", "")
"""A folder for pictures of all pages of the walk; empty: none are taken."""
_LATER = (
    SuggestionRun,
    Deal,
    TimetableDraft,
    MeetingRequest,
    MeetingCall,
    NoThanks,
    PartyExclusion,
    MeetingParty,
    Listing,
)


@dataclass
class Person:
    """Somebody with a device: pages are opened and looked at as they see them."""

    page: Page
    language: str
    width: int
    turns: Iterator[int]
    faults: list[str]
    """What is wrong with pages that this person and the others have seen."""
    name: str

    def look(self) -> Page:
        """The page that stands is whole: in its language, styled, no wider than any window; axe looks at every other one."""
        if PICTURES:
            self._picture()
        axe = bool(next(self.turns) % 2)
        found = faults_of(self.page, self.language, self.width, axe=axe)
        self.faults += [f"{self.page.url.removeprefix('http://')} ({self.language}) {fault}" for fault in found]
        return self.page

    def go(self, path: str) -> Page:
        """Open a page and look at it."""
        try:
            answer = self.page.goto(path)
        except Error as fault:
            # The page that stands has just been told that what it waits for is ready, and loads itself anew.
            if "ERR_ABORTED" not in str(fault) and "interrupted by another navigation" not in str(fault):
                raise
            answer = self.page.goto(path)
        assert answer is not None
        assert answer.status == 200, path
        return self.look()

    def press(self, button: Locator) -> Page:
        """Press a button or a link and look at the page that answers; nothing may be refused."""
        with self.page.expect_navigation() as answered:
            button.click()
        assert answered.value.status == 200, self.page.url
        assert self.page.locator("#errors, .alert-danger:visible").all_inner_texts() == [], self.page.url
        return self.look()

    def link(self, end: str) -> Page:
        """Follow the first link that is seen and ends so."""
        return self.press(self.page.locator(f"a[href$='{end}']:visible").first)

    def says(self, zh: str, en: str) -> str:
        """The one of the two that this person reads."""
        return zh if self.language == "zh" else en

    def button(self, zh: str, en: str, *, within: Locator | None = None) -> Locator:
        """The button that is called so, in the reader's language."""
        return (within or self.page).get_by_role("button", name=self.says(zh, en)).first

    def figure(self, key: str, **about: str) -> int:
        """The number that the page shows under this key."""
        of = f"[data-of*='{next(iter(about))}={next(iter(about.values()))}']" if about else ""
        return int(re.search(r"\d[\d,]*", self.page.locator(f"[data-figure='{key}']{of}").first.inner_text())[0])

    def _picture(self) -> None:
        number = len(list(Path(PICTURES).glob("*.png")))
        for width in (self.width, *({1280, 360} - {self.width})):
            self.page.set_viewport_size({"width": width, "height": 900 if width == 1280 else 740})
            path = re.sub(r"[^\w-]+", "-", re.sub(r"https?://[^/]+|[\w~-]{30,}", "", self.page.url)).strip("-")
            self.page.screenshot(
                path=f"{PICTURES}/{number:03}-{self.name}-{self.language}-{width}-{path[-70:]}.png", full_page=True
            )
        self.page.set_viewport_size({"width": self.width, "height": 900 if self.width == 1280 else 740})


@dataclass
class Walk:
    """The organizer, whoever holds a company's phone at the moment, and E2."""

    house: House
    office: Person
    new_person: Callable[..., Person]
    enter: Callable[[], object]
    """The organizer signs in (again)."""
    asked: Requests = field(default_factory=requests)
    parties: list[int] = field(default_factory=list)
    """Numbers of the organizations that take part, in the order of the bodies."""
    guests: list[Person] = field(default_factory=list)

    @contextmanager
    def inside(self) -> Iterator[Event]:
        """The event as the database has it; what the block has read is forgotten after it."""
        with self.house.inside().app_context():
            try:
                yield db.session.scalars(select(Event).where(Event.slug == MATCHMAKING)).one()
            finally:
                db.session.remove()

    def guest(self, path: str, name: str = "company") -> Person:
        """Somebody else takes the phone and opens that page."""
        person = self.new_person(name, instead_of=self.guests.pop() if self.guests else None)
        self.guests.append(person)
        person.go(path)
        return person

    def home(self, party: int) -> str:
        """Where the pages of an organization begin, by the link of its first representative."""
        with self.inside():
            return f"/meetings/{link_token(list_representatives_of(party)[0])}/"

    def name(self, party: int, reader: Person) -> str:
        """What the organization is called on the pages of that person."""
        with self.inside():
            return organization_name(db.session.get_one(MeetingParty, party).organization, reader.language)

    def body(self, party: int) -> Body:
        """What is planned of the organization."""
        return self.asked.bodies[self.parties.index(party)]


def as_before(walk: Walk) -> None:
    """E2 with its registrations, times and tables, and nothing offered, asked or agreed yet."""
    with walk.inside() as event:
        for model in _LATER:
            db.session.execute(delete(model).where(model.event_id == event.id))
        db.session.commit()


def find_parties(walk: Walk) -> dict[str, int]:
    """Name of an organization that takes part, as it is looked for → its number."""
    with walk.inside() as event:
        query = select(Organization.name_key, MeetingParty.id).join(MeetingParty.organization)
        return {key: number for key, number in db.session.execute(query.where(MeetingParty.event_id == event.id))}  # noqa: C416 -- rows are pairs


def key_of(body: Body) -> str:
    """As which the organization is looked for."""
    return folded(body.name)


def acting(name: str = "王敏") -> Act:
    """Done by the office, now."""
    return Act(Actor(ActorKind.USER, None, name), clock.now())


def alternating(first: int) -> Iterator[int]:
    """0, 1, 2 … or 1, 2, 3 …: at which pages axe looks."""
    return itertools.count(first)
