"""The attacker wants pages whose address is their key: he tries addresses, and reads those that logs and referrers tell.

Tried on every route with a token: wrong ones are counted for each client and kind, and after thirty in a quarter of an
hour the answer is when to come back. True links open all the same, without a write, so whoever shares an address with
the attacker, or has a calendar program that goes on asking for a revoked feed, is not shut out.
"""

from __future__ import annotations

import re

import pytest
from sqlalchemy import delete, func, select

from eventmgr.ground.db import db
from eventmgr.identity.accounts.passwords import hash_password
from eventmgr.tools.web.models import RateHit
from tests.access_table import BY_LINK
from tests.attacks.links_at_once import invite
from tests.conftest import client_of, count_statements
from tests.factories import make_user
from tests.safety.worlds import address, lawful_world

MOST, PASSWORD = 30, "correct horse 1"


@pytest.fixture
def strict(make_app, frozen):
    """The application with its limits on, at one instant."""
    return make_app(RATELIMIT_ENABLED=True)


def counted():
    db.session.rollback()
    return db.session.scalar(select(func.coalesce(func.sum(RateHit.n), 0)))


ROUTES = sorted(BY_LINK)


@pytest.mark.one_engine
def test_each_wrong_link_is_counted_once_wherever_it_is_tried(strict, fresh_world):
    world, browser, rises = fresh_world(), client_of(strict), {}
    for number, (method, rule) in enumerate(ROUTES):
        db.session.execute(delete(RateHit))
        db.session.commit()
        status = browser.open(world.address(rule, token=f"guess{number:033d}"), method=method).status_code
        rises[method, rule] = status, counted()

    assert {route: seen for route, seen in rises.items() if seen != (404, 1)} == {}


@pytest.mark.one_engine
@pytest.mark.parametrize("kind", sorted({str(kind) for kind in BY_LINK.values()}))
def test_who_has_guessed_too_often_is_told_when_to_come_back_and_true_links_open(strict, fresh_world, kind):
    """The guesses are dealt out among the addresses of the kind; then all of them are shut."""
    world, browser = fresh_world(), client_of(strict)
    routes = [(method, rule) for method, rule in ROUTES if str(BY_LINK[method, rule]) == kind]

    def ask(number):
        method, rule = routes[number % len(routes)]
        return browser.open(world.address(rule, token=f"guess{number:033d}"), method=method)

    statuses = [ask(number).status_code for number in range(MOST)]
    late = [ask(MOST + number) for number in range(len(routes))]

    assert statuses == [404] * MOST
    assert [(one.status_code, one.headers["Retry-After"]) for one in late] == [(429, "900")] * len(routes)
    assert counted() == MOST
    for method, rule in routes:
        if method == "POST":
            world = fresh_world()  # what was posted before may have ended the link
        assert browser.open(address(world, rule), method=method).status_code in (200, 303, 409, 422), rule


def test_a_true_link_costs_no_write(strict):
    world, browser = lawful_world(), client_of(strict)
    pages = [address(world, rule) for method, rule in sorted(BY_LINK) if method == "GET"]

    for page in pages:
        if page.endswith(".ics"):  # what a calendar is told for the first time is kept
            browser.get(page)
    with strict.app_context(), count_statements() as statements:
        answers = {page: browser.get(page).status_code for page in pages}
    closed = [
        page for page in pages if re.search(r"/visits/\d+/", page)
    ]  # nothing is written of a stop before it was seen
    assert {page: status for page, status in answers.items() if status != 200} == dict.fromkeys(closed, 303)

    assert {statement.split()[0] for statement in statements} == {"SELECT"}
    assert counted() == 0


def test_a_calendar_that_asks_for_a_revoked_feed_is_shut_out_of_nothing(strict, frozen):
    browser = client_of(strict)
    for _ in range(3):
        frozen.shift(3600)
        assert browser.get("/feeds/revoked.ics").status_code == 404
    for number in range(MOST + 1):
        browser.get(f"/feeds/guess{number}.ics")

    assert browser.get("/my/mistyped/").status_code == 404
    assert browser.get("/sign-in").status_code == 200


def test_an_invitation_opened_before_signing_in_is_in_no_address_and_is_found_again(app, client):
    token = invite(1)
    user = make_user("new1@example.com", password_hash=hash_password(PASSWORD))

    asked = client.get(f"/manage/invitations/{token}")
    entered = client.post("/sign-in", data={"email": user.email, "password": PASSWORD})

    assert (asked.status_code, asked.location) == (303, "/sign-in")
    assert (entered.status_code, entered.location) == (303, f"/manage/invitations/{token}")
    assert client.post(entered.location).status_code == 303
