"""While the database is away, or is none, every page is "come back later": 503 with `Retry-After`, never a fault of ours."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from flask import Flask
from sqlalchemy import select

from eventmgr.event.registration.models import Registration
from eventmgr.ground import notify
from eventmgr.ground.db import db
from eventmgr.tools.web.responses import cache
from tests.conftest import client_of, new_app, run_folder
from tests.databases import once_in
from tests.event.registration.kinds_of_questions import PERSON
from tests.factories import make_admin, make_event, make_session
from tests.safety.database_away import folder, garbage, half, nothing
from tests.soak import drawn

pytestmark = pytest.mark.engines_differ

KEY_PAGES = ("/", "/past/", "/events/<slug>/", "/events/<slug>/register/", "/calendar.ics", "/readyz")


def filled(rule: str) -> str:
    """An address that the rule takes; whether there is such a thing only the database knows."""
    rule = re.sub(r"<any\((\w+)[^)]*\):\w+>", r"\1", rule)
    rule = re.sub(r"<int:\w+>", "1", rule)
    return re.sub(r"<(?:\w+:)?\w+>", "x", rule)


@pytest.fixture
def site(tmp_path: Path, engine: str, migrated: Path) -> Callable[[Callable[[Path, Path], None]], Flask]:
    """An application whose file of the database is no database."""
    if engine != "sqlite":
        pytest.skip("PostgreSQL is no file of ours")

    def make(breaking: Callable[[Path, Path], None]) -> Flask:
        breaking(tmp_path / "broken.sqlite", Path(migrated))
        made = new_app(
            SQLALCHEMY_DATABASE_URI=f"sqlite:///{tmp_path / 'broken.sqlite'}",
            INSTANCE_PATH=str(tmp_path),
            DATA_KEY="k" * 40,
        )
        made.config["PROPAGATE_EXCEPTIONS"] = False
        return made

    return make


@pytest.mark.one_engine
@pytest.mark.parametrize("breaking", [garbage, nothing, half, folder])
def test_no_page_is_a_fault_of_ours_without_a_database(site, breaking):
    made = site(breaking)
    visitor, organizer = client_of(made), client_of(made)
    with organizer.session_transaction() as session:
        session.update(_user_id="somebody", _fresh=True)

    rules = sorted(made.url_map.iter_rules(), key=lambda rule: rule.rule)
    some = {*drawn([rule.rule for rule in rules], 6)} if breaking is garbage else set()
    few = [rule for rule in rules if rule.rule in some or rule.rule in KEY_PAGES]

    answers = [
        (method, rule.rule, one.open(filled(rule.rule), method=method))
        for rule in few
        for method in rule.methods & {"GET", "POST"}
        for one in (visitor, organizer)
    ]

    assert {
        (method, rule) for method, rule, one in answers if one.status_code >= 500 and one.status_code != 503
    } == set()
    assert {
        rule for _method, rule, one in answers if one.status_code == 503 and "Retry-After" not in one.headers
    } == set()
    for path in ("/", "/past/", "/events/x/", "/events/x/register/", "/calendar.ics", "/readyz"):
        assert {one.status_code for method, rule, one in answers if method == "GET" and filled(rule) == path} == {
            503
        }, path
    assert {one.status_code for _method, rule, one in answers[1::2] if rule.startswith("/manage/")} <= {503}


@dataclass
class Own:
    """An application on a database of its own, which can be taken away and given back."""

    app: Flask
    cut: Callable[[], None]
    """Every connection breaks; new ones are made."""
    take: Callable[[], None]
    give: Callable[[], None]
    is_file: bool


@pytest.fixture
def own(request: pytest.FixtureRequest, engine: str, new_database: Any, migrated: Any, tmp_path: Path) -> Iterator[Own]:
    name = f"away_{os.getpid()}"
    with once_in(run_folder(), f"copying {name}"):
        made = new_database(tmp_path, name, migrated)
    app = new_app(
        SQLALCHEMY_DATABASE_URI=made.uri, INSTANCE_PATH=str(tmp_path / "instance"), PROPAGATE_EXCEPTIONS=False
    )

    def close() -> None:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
        stamps = app.extensions["page_cache"].stamps()
        notify.close_own(stamps._idle, stamps.process)

    if engine == "sqlite":
        file, away = Path(made.path), tmp_path / "away.sqlite"
        own = Own(app, close, lambda: (close(), file.rename(away)), lambda: (close(), away.rename(file)), is_file=True)
    else:
        server = request.getfixturevalue("postgres_server").address

        def say(*statements: str) -> None:
            with psycopg.connect(server, autocommit=True) as connection:
                for statement in statements:
                    connection.execute(statement)

        cut = f"SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = '{name}'"
        allow = f"ALTER DATABASE {name} ALLOW_CONNECTIONS"
        own = Own(
            app, lambda: say(cut), lambda: say(f"{allow} false", cut), lambda: say(f"{allow} true"), is_file=False
        )
    yield own
    if not own.is_file:
        own.give()
    close()
    made.remove()


@pytest.mark.parametrize("again", range(3))
def test_after_all_connections_broke_the_first_post_is_saved_once_and_the_first_page_is_shown(own, frozen, again):
    if own.is_file:
        pytest.skip("SQLite has no connections that others cut")
    with own.app.app_context():
        slug, token = make_event().slug, make_session(make_admin())
        db.session.remove()
        with contextlib.ExitStack() as stack:
            for _number in range(5):  # so many in the pool
                stack.enter_context(db.engine.connect())
    visitor, organizer = client_of(own.app), client_of(own.app)
    with organizer.session_transaction() as session:
        session.update(_user_id=token, _fresh=True)

    own.cut()
    answer = visitor.post(f"/events/{slug}/register/", data=PERSON)
    own.cut()
    page = organizer.get(f"/manage/events/{slug}/")

    with own.app.app_context():
        kept = db.session.scalars(select(Registration.id)).all()
        db.session.remove()
    assert (answer.status_code, len(kept), page.status_code) == (303, 1, 200)


def test_what_is_kept_is_shown_while_the_database_is_away_and_all_else_waits(own, frozen):
    with own.app.app_context():
        slug = make_event().slug
    browser = client_of(own.app)
    page = browser.get(f"/events/{slug}/")

    own.take()
    kept, unknown, form = (
        browser.get(f"/events/{slug}/"),
        browser.get("/past/"),
        browser.post(f"/events/{slug}/register/"),
    )
    frozen.shift(cache.MINUTE + cache.AWAY)
    late = browser.get(f"/events/{slug}/")
    own.give()
    frozen.shift(2)
    again = browser.get(f"/events/{slug}/")

    assert (page.status_code, kept.status_code, kept.data) == (200, 200, page.data)
    assert [one.status_code for one in (unknown, form, late)] == [503, 503, 503]
    assert again.status_code == 200
