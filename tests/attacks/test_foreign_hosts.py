"""A reader who is sent to another port, or another host, by a redirect.

The attacker controls the Host header (a cache in between, a link to another port of the same machine where something
else listens). Werkzeug puts that header into the address of its own redirects, `/past` to `/past/`. Tried here: every
address without its last slash or with two, and every redirect of a form, asked at `localhost:9999`.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest

from tests.attacks.asked import PAGES
from tests.conftest import client_of
from tests.factories import make_admin, make_event
from tests.safety.hostile import post
from tests.safety.worlds import PUBLIC, address, form_at, lawful_world
from tests.soak import cut, drawn

pytestmark = pytest.mark.usefixtures("frozen")
ELSEWHERE = {"Host": "localhost:9999"}
FORMS: dict[str, Callable[[str], str]] = {
    "without its slash": lambda path: path.rstrip("/"),
    "two slashes": lambda path: f"/{path}",
    "whole": str,
    "with a query": lambda path: f"{path}?q=a&lang=en",
}
"""How an address is written; the first two are the ones that Werkzeug itself leads on."""


@pytest.mark.one_engine
def test_no_redirect_of_an_address_names_the_host_that_was_asked(app, sign_in):
    world = lawful_world()
    readers = {"admin": sign_in(make_admin(), client_of(app)), "visitor": client_of(app)}
    found = {}
    for rule, form, reader in cut(product(drawn(PAGES, 2), FORMS, ("admin", "visitor")), 60):
        path = FORMS[form](address(world, rule)) or "/"
        answer = readers[reader].open(
            path=path.partition("?")[0], query_string=path.partition("?")[2], headers=ELSEWHERE
        )
        if 300 <= answer.status_code < 400:
            found[path] = answer.location

    wrong = {path: to for path, to in found.items() if not to.startswith("/") or to.startswith("//") or "9999" in to}
    assert wrong == {}
    assert len(found) > 20


def test_a_path_keeps_its_query_when_its_slash_is_added(client):
    event = make_event()

    answer = client.get(f"/events/{event.slug}?lang=en&q=a%20b", headers=ELSEWHERE)

    assert (answer.status_code, answer.location) == (308, f"/events/{event.slug}/?lang=en&q=a%20b")


def test_a_path_of_two_slashes_leads_to_no_other_host(client):
    for path in ("//evil.example/past", "//evil.example//past/", "/past//", "//past"):
        location = client.get("http://localhost" + path, headers=ELSEWHERE).headers.get("Location", "/")
        assert (location.startswith("/"), location.startswith("//")) == (True, False), path


def test_no_redirect_of_a_form_names_the_host_that_was_asked(app):
    world, browser = lawful_world(), client_of(app)
    browser.environ_base["HTTP_HOST"] = "localhost:9999"
    answers = {
        rule: post(browser, form, form.with_values({}))
        for rule in PUBLIC
        if (form := form_at(browser, world, rule).complete())
    }

    led = {rule: answer.location for rule, answer in answers.items() if answer.status_code == 303}
    assert {rule: to for rule, to in led.items() if "9999" in to or not to.startswith("/")} == {}
    assert len(led) > 3


@pytest.mark.parametrize("path", ["/", "/past/", "/subscribe/", "/sign-in", "/calendar.ics", "/robots.txt"])
def test_no_page_repeats_the_host_that_was_asked(client, path):
    assert "9999" not in client.get(path, headers=ELSEWHERE).text
