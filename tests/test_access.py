"""Who may do what: one table of every route and method, held against the running application.

A route that is not in the table fails the test, so nobody can add a page without saying here whom it is for. The
letters are roles: V viewer, C check-in staff, R registrar, E editor, D deputy, O owner of the event's team; A administrator.
Everybody else is refused: a visitor is sent to the sign-in page, a stranger with an account and every foreign object
get a 404, a team member whose role does not reach that far a 403.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from eventmgr.event.events.models import Event, EventStatus
from eventmgr.event.events.services.locking import touch
from eventmgr.ground.db import db
from eventmgr.identity.accounts.models import Level, OneTimeLink, Purpose, User
from eventmgr.tools.web.tokens import sign, token_hash
from tests.access_table import ADMINISTRATORS, BY_LIAISON, BY_LINK, CREATORS, EDITORS, EVERYBODY, SIGNED_IN, TEAM
from tests.access_table.things import (
    make_letter_row,
)
from tests.access_table.world import make_world, numbers
from tests.conftest import client_of
from tests.factories import (
    NOON,
    keep,
    make_user,
)
from tests.soak import cut, drawn

SKIPPED = {"OPTIONS", "HEAD"}


def routes(app: Flask) -> set[tuple[str, str]]:
    """(method, rule) of everything that the application answers."""
    return {(method, rule.rule) for rule in app.url_map.iter_rules() for method in rule.methods - SKIPPED}


@pytest.fixture
def visit(app, sign_in):
    """`visit(user or None, method, path)`: the status of one request, and where it leads."""

    def go(user, method, path):
        browser = client_of(app)
        if user is not None:
            sign_in(user, browser)
        answer = browser.open(path, method=method, data={} if method == "POST" else None)
        return answer.status_code, answer.location or ""

    return go


def test_every_route_stands_in_the_table_once_and_the_table_names_no_other(app):
    tables = (EVERYBODY, BY_LINK, BY_LIAISON, SIGNED_IN, CREATORS, EDITORS, ADMINISTRATORS, set(TEAM))
    named = [route for table in tables for route in table]
    assert sorted(named) == sorted(set(named))
    assert routes(app) - set(named) == set()
    assert set(named) - routes(app) == set()


class Visitors:
    """A browser for each account that was asked for, signed in once."""

    def __init__(self, app: Flask, sign_in: Callable[..., Any]) -> None:
        self._app, self._sign_in = app, sign_in
        self._browsers: dict[int, Any] = {}

    def status(self, user: User, method: str, path: str) -> int:
        """The status of one request."""
        if user.id not in self._browsers:
            self._browsers[user.id] = self._sign_in(user, client_of(self._app))
        data = {} if method == "POST" else None
        return int(self._browsers[user.id].open(path, method=method, data=data).status_code)


@pytest.mark.one_engine
def test_only_the_named_roles_reach_a_page_of_an_event(app, remember, sign_in, visit):
    """One world for all: who is refused changes nothing, and what others do in it is taken back before the next route.
    Each page is asked by somebody of the team, by a visitor and by a stranger; everybody at every page in a soak, and
    every page by its readers in the crawl."""
    world, stranger, visitors, wrong = make_world(), make_user(), Visitors(app, sign_in), {}
    for one in (stranger, *world.people.values()):
        visitors.status(one, "GET", "/manage/")
    take_back = remember()
    asked = {*cut(((route, letter) for route in sorted(TEAM) for letter in world.people), 8)}
    for method, rule in sorted(TEAM):
        path = world.address(rule)
        status, location = visit(None, method, path)
        if (status, location.startswith("/sign-in")) not in ((303, True), (401, False)):
            wrong[method, rule, "a visitor"] = status
        if (status := visitors.status(stranger, method, path)) != 404:
            wrong[method, rule, "a stranger"] = status
        letters = [letter for letter in world.people if ((method, rule), letter) in asked]
        for letter in (letter for letter in letters if letter not in TEAM[method, rule]):
            if (status := visitors.status(world.people[letter], method, path)) != 403:
                wrong[method, rule, letter] = status
        for letter in (letter for letter in letters if letter in TEAM[method, rule]):
            status = visitors.status(world.people[letter], method, path)
            if status in (403, 404) and method != "GET":
                take_back()
                status = visitors.status(world.people[letter], method, path)
            if status not in (200, 303, 304, 400, 409, 422):
                wrong[method, rule, letter] = status
        if method != "GET":
            take_back()

    assert wrong == {}


def test_foreign_objects_are_not_found_by_any_address(app, sign_in):
    """Two worlds for all routes (a third of them in `make test`), since what is not found is not changed."""
    mine, foreign, visitors = make_world(), make_world(), Visitors(app, sign_in)
    found = {}
    for method, rule in drawn(sorted(TEAM), 3):
        paths = {"event": foreign.address(rule)}
        for name in (name for name in mine.values if name.endswith("_id") and f":{name}>" in rule):
            paths[name] = mine.address(rule, **{name: foreign.values[name]})
            paths[f"{name} of no row"] = mine.address(rule, **{name: 2**63})
        found |= {(method, rule, what): visitors.status(mine.people["O"], method, path) for what, path in paths.items()}

    assert {what: status for what, status in found.items() if status != 404} == {}
    assert len(found) > len(TEAM) / 3


@pytest.mark.parametrize("route", sorted(SIGNED_IN | CREATORS | EDITORS | ADMINISTRATORS), ids=" ".join)
def test_pages_of_accounts_want_a_signed_in_user_and_some_an_administrator(fresh_world, visit, route):
    method, rule = route
    world = fresh_world()
    world.values["letter_id"] = make_letter_row(None, next(numbers)).id
    path = world.address(rule, token=f"i{next(numbers)}")
    status, location = visit(None, method, path)
    assert (status, location.startswith("/sign-in")) in ((303, True), (401, False)), "a visitor"
    status, _location = visit(make_user(), method, path)
    assert (status == 403) == (route in ADMINISTRATORS | CREATORS | EDITORS)
    status, _location = visit(world.people["A"], method, path)
    assert status in (200, 303, 400, 404, 409, 422)


@pytest.mark.parametrize("route", drawn(sorted(BY_LINK), 2), ids=" ".join)
def test_a_wrong_token_opens_nothing_and_a_right_one_needs_no_account(fresh_world, visit, route):
    method, rule = route
    world = fresh_world()
    user = world.people["V"]
    keep(
        OneTimeLink(
            user_id=user.id, purpose=BY_LINK[route] if isinstance(BY_LINK[route], Purpose) else Purpose.SIGN_IN,
            token_hash=token_hash("right"), created_at=NOON, expires_at=NOON.replace(year=2099),
        )
    )  # fmt: skip
    kind = BY_LINK[route]
    signed = kind in (
        "my",
        "feed",
        "invited",
        "opt-out",
        "company",
        "meetings",
        "desk",
        "desk_expert",
        "entry",
        "expert",
        "enquiry",
        "policy_news",
        "case_submission",
        "case_review",
    )
    numbers = {
        "invited": "invited_id",
        "opt-out": "invited_id",
        "company": "profile_keeper_id",
        "meetings": "representative_id",
        "desk": "desk_request_id",
        "desk_expert": "desk_request_id",
        "entry": "organization_entry_id",
        "expert": "expert_id",
        "enquiry": "investment_enquiry_id",
        "policy_news": "policy_subscription_id",
        "case_submission": "case_submission_id",
        "case_review": "case_reviewer_id",
    }
    number = world.values[numbers.get(str(kind), "registration_id")]
    token = sign(kind, number, 1) if signed else world.values.get(str(kind), "right")
    assert visit(None, method, world.address(rule, token="x" * 38))[0] == 404
    if signed:
        other = "feed" if kind in ("my", "company") else "my"
        assert visit(None, method, world.address(rule, token=sign(other, number, 1)))[0] == 404, "another kind"
        assert visit(None, method, world.address(rule, token=sign(kind, number, 2)))[0] == 404, "version"
    assert visit(None, method, world.address(rule, token=token))[0] in (200, 303, 409, 422)


@pytest.mark.parametrize("route", sorted(EVERYBODY), ids=" ".join)
def test_public_pages_need_no_account_and_never_show_a_draft(fresh_world, visit, route):
    method, rule = route
    world = fresh_world()
    path = world.address(rule.replace("<path:name>", "public.css"))
    assert visit(None, method, path)[0] in (200, 303, 400, 409, 422)
    if "<slug>" in rule:
        world.event = db.session.get(Event, world.event.id)
        touch(world.event, programme=True)
        world.event.status = EventStatus.DRAFT
        db.session.commit()
        assert visit(None, method, path)[0] == 404


def test_levels_see_their_own_scope(app, visit):
    world = make_world()
    page = f"/manage/events/{world.event.slug}/registrations/"
    national = make_user(level=Level.NATIONAL)
    here = make_user(level=Level.PROVINCIAL, unit_code="310000")
    elsewhere = make_user(level=Level.PROVINCIAL, unit_code="420000")
    assert [visit(user, "GET", page)[0] for user in (national, here, elsewhere)] == [200, 200, 404]
    assert [visit(user, "POST", f"{page}decide")[0] for user in (national, here, elsewhere)] == [403, 403, 404]
