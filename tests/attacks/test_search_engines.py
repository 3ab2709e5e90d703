"""Somebody's own page in a search engine.

A link to `/my/…` that was put on some page is walked by search engines and found by its name. `robots.txt` asks them
not to come, `X-Robots-Tag` keeps what they have found out of the index.
"""

from __future__ import annotations

import pytest

from tests.access_table import ADMINISTRATORS, BY_LINK, CREATORS, SIGNED_IN, TEAM
from tests.conftest import client_of
from tests.factories import make_admin, make_event
from tests.safety.worlds import address, lawful_world
from tests.soak import drawn

pytestmark = pytest.mark.usefixtures("frozen")
PRIVATE = sorted(rule for method, rule in {*BY_LINK, *SIGNED_IN, *ADMINISTRATORS, *CREATORS, *TEAM} if method == "GET")


@pytest.mark.one_engine
def test_pages_of_a_link_and_of_the_office_are_marked(app, sign_in):
    world, browser = lawful_world(), sign_in(make_admin(), client_of(app))
    for rule in [*drawn(PRIVATE, 6, turn=2), "/sign-in", "/forgot"]:
        answer = browser.get(address(world, rule))
        assert answer.headers.get("X-Robots-Tag") == "noindex", rule
        assert client_of(app).get(address(world, rule)).headers.get("X-Robots-Tag") == "noindex", rule


def test_public_pages_are_not(client):
    event = make_event(agenda_published=True)
    for path in (
        "/",
        "/past/",
        f"/events/{event.slug}/",
        f"/events/{event.slug}/agenda/",
        f"/events/{event.slug}/register/",
    ):
        answer = client.get(path)
        assert (answer.status_code, answer.headers.get("X-Robots-Tag")) == (200, None), path


def test_robots_are_told_where_not_to_go(client):
    answer = client.get("/robots.txt")
    lines = answer.text.splitlines()

    assert (answer.status_code, answer.mimetype, lines[0]) == (200, "text/plain", "User-agent: *")
    assert {f"Disallow: {start}" for start in ("/my/", "/manage/", "/feeds/", "/sign-in", "/reset/")} <= set(lines)
    assert client.get("/").headers.getlist("Set-Cookie") == []


def test_what_robots_are_told_covers_every_private_address(app, client):
    world = lawful_world()
    refused = [
        line.removeprefix("Disallow: ")
        for line in client.get("/robots.txt").text.splitlines()
        if line.startswith("Disallow: ")
    ]

    assert [rule for rule in PRIVATE if not address(world, rule).startswith(tuple(refused))] == []
