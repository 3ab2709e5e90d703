"""Somebody who is not of the team wants to know what an event will be before it is published.

Tried: every address of a draft, public and of the organizers, with an account of each level (nobody, a stranger, one of
the same province, a national one); the list of my events, its search and its counts; calendars, documents and files.
"""

from __future__ import annotations

from itertools import product

import pytest

from eventmgr.event.events.models import Attachment, Event, EventStatus
from eventmgr.ground.db import db
from eventmgr.identity.accounts.models import Level
from tests.access_table import EVERYBODY, TEAM
from tests.access_table.world import make_world
from tests.conftest import client_of
from tests.factories import NOON, keep, make_user
from tests.soak import cut

pytestmark = pytest.mark.usefixtures("frozen")

LEVELS = {
    "national": {"level": Level.NATIONAL},
    "provincial": {"level": Level.PROVINCIAL, "unit_code": "310000"},
    "organization": {"level": Level.ORGANIZATION},
}
OF_THE_EVENT = sorted({(method, rule) for method, rule in EVERYBODY if "<slug>" in rule} | set(TEAM))


@pytest.fixture
def world(app):
    """A draft held in Shanghai, with one of everything."""
    made = make_world()
    event = db.session.get(Event, made.event.id)
    event.status, event.published_on = EventStatus.DRAFT, None
    event.title, event.search_text = {"zh": "秘密筹备会"}, "秘密筹备会"
    db.session.commit()
    made.event = event
    return made


@pytest.mark.one_engine
def test_no_level_opens_any_page_of_a_draft(app, world, sign_in):
    browsers = {level: sign_in(make_user(**LEVELS[level]), client_of(app)) for level in LEVELS}

    answers = {
        (method, rule, level): browsers[level].open(
            world.address(rule), method=method, data={} if method == "POST" else None
        )
        for (method, rule), level in cut(product(OF_THE_EVENT, LEVELS), 48)
    }

    assert {route: answer.status_code for route, answer in answers.items() if answer.status_code != 404} == {}
    assert [route for route, answer in answers.items() if "秘密筹备会" in answer.get_data(as_text=True)] == []


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("query", ["", "?q=秘密", "?status=draft"])
def test_no_level_finds_a_draft_among_its_events(app, world, sign_in, level, query):
    page = sign_in(make_user(**LEVELS[level]), client_of(app)).get(f"/manage/{query}")

    assert (page.status_code, world.event.slug in page.get_data(as_text=True)) == (200, False)


@pytest.mark.parametrize("level", LEVELS)
def test_no_level_finds_a_draft_on_a_public_page(app, world, sign_in, level):
    browser = sign_in(make_user(**LEVELS[level]), client_of(app))
    month = world.event.starts_at.strftime("%Y-%m")

    for path in (
        "/",
        "/?q=秘密",
        f"/?view=month&month={month}",
        "/past/",
        "/calendar.ics",
        f"/subscribe/?event={world.event.slug}",
    ):
        answer = browser.get(path)
        assert "秘密筹备会" not in answer.get_data(as_text=True), path


@pytest.mark.parametrize("letter", "VCREOA")
def test_the_team_and_administrators_work_on_their_draft(app, world, sign_in, letter):
    browser = sign_in(world.people[letter], client_of(app))

    assert browser.get(world.address("/manage/events/<slug>/preview/")).status_code == 200
    assert "秘密筹备会" in browser.get("/manage/?q=秘密").get_data(as_text=True)


@pytest.mark.parametrize("level", ["national", "provincial"])
def test_a_file_that_is_not_public_is_shown_to_a_level_from_the_publication_on(app, world, sign_in, level):
    file = keep(
        Attachment(
            event_id=world.event.id, filename="b.txt", content_type="text/plain", size=1, sha256="1" * 64, content=b"b",
            is_public=False, created_at=NOON,
        )
    )  # fmt: skip
    browser = sign_in(make_user(**LEVELS[level]), client_of(app))
    path = f"/events/{world.event.slug}/files/{file.id}/b.txt"
    before = browser.get(path).status_code
    db.session.get(Event, world.event.id).status = EventStatus.PUBLISHED
    db.session.commit()

    assert (before, browser.get(path).status_code) == (404, 200)
