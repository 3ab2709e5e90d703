"""The attacker wants something done by a request that only reads.

Mail scanners, chat previews, proxies and browsers send HEAD and GET to every address that they see, nobody asks for a
token on them, and a picture on a foreign page can cause them with the reader's cookies. So each address of the product
is asked with HEAD and GET, by whoever may use it and with true objects, plain and with everything in the query that its
form would post; then all tables must hold what they held before.
"""

from __future__ import annotations

import contextlib
import sqlite3
from itertools import product
from typing import Any

import pytest

from eventmgr.event.events.manage.sections import SECTIONS
from eventmgr.ground.db import db
from tests.access_table import ADMINISTRATORS, BY_LINK, CREATORS, EDITORS, EVERYBODY, SIGNED_IN, TEAM
from tests.access_table.world import World
from tests.conftest import client_of
from tests.safety.hostile import HtmlForm, encoded
from tests.safety.worlds import address, form_at, lawful_world
from tests.soak import drawn, either

ROUTES = {*EVERYBODY, *BY_LINK, *SIGNED_IN, *ADMINISTRATORS, *CREATORS, *EDITORS, *TEAM}
READABLE = sorted(
    {rule for method, rule in ROUTES if method == "GET"}
    - {"/manage/events/<slug>/settings/<name>/"}
    | {f"/manage/events/<slug>/settings/{name}/" for name in SECTIONS}
)  # fmt: skip
BOOKKEEPING = {"rate_hit": "counts tries of addresses, a wrong link among them"}
"""Tables that reading may write to, and why."""
_TAKEN = {"audit_entry": "a list that leaves the house is written down"}
NOTED = {
    "/manage/events/<slug>/registrations/export.<any(csv, xlsx):kind>": _TAKEN,
    "/manage/events/<slug>/history/export.<any(csv, xlsx):suffix>": _TAKEN,
    "/manage/changes/export.<any(csv, xlsx):suffix>": _TAKEN,
    "/manage/organizations/export.<any(csv, xlsx):suffix>": _TAKEN,
    "/manage/events/<slug>/reports/roster.xlsx": _TAKEN,
    "/manage/events/<slug>/delegations/export.xlsx": _TAKEN,
    "/manage/events/<slug>/delegations/export.pdf": _TAKEN,
    "/manage/events/<slug>/listings/export.pdf": _TAKEN,
    "/manage/events/<slug>/listings/export.xlsx": _TAKEN,
    "/manage/events/<slug>/outcomes/export.xlsx": _TAKEN,
    "/manage/events/<slug>/surveys/<int:survey_id>/results.xlsx": _TAKEN,
    "/manage/events/<slug>/outcomes/figures.xlsx": _TAKEN,
    "/manage/events/<slug>/seating/<int:plan_id>/plan.xlsx": _TAKEN,
    "/manage/events/<slug>/lodging/rooms.xlsx": _TAKEN,
    "/manage/events/<slug>/transport/rides.xlsx": _TAKEN,
    "/manage/events/<slug>/reports/orders/<int:order_id>/file.pdf": _TAKEN,
    "/manage/training-hours/export.xlsx": _TAKEN,
    "/manage/events/<slug>/outcomes/<int:deal_id>/evidence/<int:evidence_id>": {
        "audit_entry": "a paper that leaves the house is written down"
    },
}
"""The same for one page alone."""


def snapshot() -> dict[str, list[Any]]:
    """Every row of every table."""
    db.session.rollback()
    connection = db.session.connection()
    return {
        table.name: sorted(map(repr, connection.exec_driver_sql(f'SELECT * FROM "{table.name}"')))
        for table in db.metadata.sorted_tables
    }


def path_of(world: World, rule: str) -> str:
    """The address of `rule` with the objects of `world`."""
    return address(world, rule.replace("<path:name>", "public.css"))


@pytest.fixture
def browser_for(app, sign_in):
    """`browser_for(world, rule)`: whoever may use the page, the owner of the event where it is one's."""

    browsers = {}

    def find(world, rule):
        who = ("O" if "<slug>" in rule else "A") if rule.startswith("/manage/") and ("GET", rule) not in BY_LINK else ""
        if who not in browsers:
            browsers[who] = sign_in(world.people[who], client_of(app)) if who else client_of(app)
        return browsers[who]

    return find


@pytest.fixture
def has_changed(app):
    """`has_changed()`: whether somebody has written to the file of the database since it was last asked."""
    with contextlib.closing(sqlite3.connect(db.engine.url.database)) as connection:
        seen = [None]

        def look() -> bool:
            (version,) = connection.execute("PRAGMA data_version").fetchone()
            seen.append(version)
            return seen[-1] != seen[-2]

        yield look


@pytest.mark.one_engine
def test_asking_changes_nothing(browser_for, has_changed):
    """One world for all of them: what no page changes, the next one finds."""
    world, changed, statuses = lawful_world(), {}, {}
    paths = {rule: path_of(world, rule) for rule in drawn(READABLE, 3)}  # some need links of their own, made here
    held = snapshot()
    for rule, path in paths.items():
        browser = browser_for(world, rule)
        form = form_at(browser, world, rule).complete() if "." not in rule else HtmlForm(path, "post", "")
        query = encoded(form.with_values({"consent": "1"}))
        if has_changed():
            held = snapshot()

        plain, posing = "", "_method=POST&csrf_token=1"
        ways = either(
            [("GET", query), ("HEAD", posing)],
            [*product(("HEAD", "GET"), (plain, query, posing))],
        )
        statuses[rule] = max(
            browser.open(path if not asked else f"{path}?{asked}", method=method).status_code for method, asked in ways
        )
        if has_changed():
            before, held = held, snapshot()
            excepted = BOOKKEEPING | NOTED.get(rule, {})
            changed[rule] = [name for name, rows in held.items() if name not in excepted and rows != before[name]]

    assert {rule: names for rule, names in changed.items() if names} == {}
    assert {rule: status for rule, status in statuses.items() if status >= 500} == {}


@pytest.mark.one_engine
def test_the_same_addresses_do_act_when_posted_to(browser_for, has_changed):
    world = lawful_world()
    rule = "/my/<token>/withdraw"
    before = snapshot()
    assert (has_changed(), has_changed()) == (True, False)

    browser_for(world, rule).post(path_of(world, rule), data={"consent": "1"})

    assert has_changed()
    changed = [name for name, rows in snapshot().items() if rows != before[name]]
    assert {"registration", "consent"} & set(changed) != set()
