"""Bulk for measuring."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from eventmgr.console.cli.sample import command
from eventmgr.console.sample import queries, scale
from eventmgr.console.sample.people.roster import SEMINAR
from eventmgr.console.upkeep.laws import breaches
from eventmgr.event.agenda.queries import list_items
from eventmgr.event.events.models import Event, EventStatus
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db, transaction
from tests.console.sample.build import DATES
from tests.console.sample.content import digest

ANCHOR = ["--anchor", "2026-05-13"]


def bulk() -> int:
    event = queries.find_event(scale.BIG)
    assert event is not None
    return db.session.scalar(select(func.count()).where(Registration.event_id == event.id)) or 0


def test_bulk_is_added_up_to_the_wanted_number_and_lawful(database, monkeypatch):
    monkeypatch.setattr(scale, "CHUNK", 300)
    with transaction():
        event = scale.big_event(DATES)
    for _ in range(4):
        with transaction():
            done = scale.add_registrations(event, 700, dates=DATES, seed=1)

    assert (done, bulk()) == (700, 700)
    assert [(law, found) for law, found in breaches() if found] == []


def test_the_big_event_has_120_items_and_no_limit(database):
    with transaction():
        event = scale.big_event(DATES)

    assert (len(list_items(event.id)), event.capacity, event.status) == (120, None, EventStatus.PUBLISHED)


def test_the_command_builds_everything_once(app, tmp_path, monkeypatch):
    monkeypatch.setattr(app, "instance_path", str(tmp_path))
    runner = app.test_cli_runner()
    words = [*ANCHOR, "--scale", "50", "--events", "7"]

    first = runner.invoke(command, words)
    before = digest()
    second = runner.invoke(command, words)

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert digest() == before
    assert bulk() == 50
    small = select(func.count()).where(Event.slug.like("bench-small-%"))
    assert db.session.scalar(small) == 7
    assert queries.find_event(SEMINAR) is not None
    assert (
        (tmp_path / "sample-key.json").read_text("utf-8").startswith('{\n "seed": 20250811,\n "anchor": "2026-05-13"')
    )
    assert [(law, found) for law, found in breaches() if found] == []


@pytest.mark.one_engine
def test_more_can_be_added_later(app, tmp_path, monkeypatch):
    monkeypatch.setattr(app, "instance_path", str(tmp_path))
    runner = app.test_cli_runner()
    for wanted in ("20", "35"):
        assert runner.invoke(command, [*ANCHOR, "--scale", wanted]).exit_code == 0

    assert bulk() == 35
