"""What a commit tells: to other processes, to this one at once, and that nobody trusts a listener whose connection broke."""

import multiprocessing
import threading
import time

import pytest
from sqlalchemy import text

from eventmgr import clock, notify
from eventmgr.cli.worker import Worker
from eventmgr.db import db, is_sqlite, transaction
from eventmgr.events.models import Event
from eventmgr.events.services import edit
from eventmgr.log.services import SYSTEM, Act
from eventmgr.messages.models import LetterState, OutboxLetter
from eventmgr.web.responses import stamps
from tests.conftest import settle
from tests.factories import make_event
from tests.messages.letters import write

PATIENCE = 20.0
"""Seconds until a test gives up; machines are slow for hours."""


class Listening:
    """An ear that keeps what it hears."""

    def __init__(self):
        self.words = []
        notify.lend(self)

    def hear(self, word):
        self.words.append(word)

    def forget(self):
        pass


@pytest.fixture
def asked(monkeypatch):
    """Grows by one whenever a stamp is read from the database."""
    found, read = [], stamps.Stamps._read
    monkeypatch.setattr(stamps.Stamps, "_read", lambda self, *args: found.append(args) or read(self, *args))
    return found


@pytest.fixture
def only_postgresql(database):
    if is_sqlite():
        pytest.skip("on SQLite every stamp is read: it costs some microseconds and no round trip")


def until(condition):
    """Wait until `condition()` is true, which it must become."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.02)


def rename(event_id, title):
    with transaction():
        edit(db.session.get(Event, event_id), {"title": {"zh": title}}, act=Act(SYSTEM, clock.now()))


def in_another_process(app, work, *args):
    def run():
        with app.app_context():
            db.engine.dispose(close=False)
            work(*args)

    settle()
    db.session.remove()
    process = multiprocessing.get_context("fork").Process(target=run)
    process.start()
    process.join()
    assert process.exitcode == 0


def sure_listener():
    found = notify.listener(db.engine)
    until(lambda: found.is_sure)
    return found


def test_what_is_rolled_back_is_told_to_nobody_and_what_is_kept_once(database):
    ear, event_id = Listening(), make_event().id

    with pytest.raises(ZeroDivisionError), transaction():
        edit(db.session.get(Event, event_id), {"city": {"zh": "武汉"}}, act=Act(SYSTEM, clock.now()))
        raise ZeroDivisionError
    nothing = list(ear.words)
    rename(event_id, "新题目")

    assert nothing == []
    assert {f"event:{event_id}", "site"} <= set(ear.words)


def test_a_kept_page_costs_no_question_and_the_writers_process_knows_at_once(app, client, asked, only_postgresql):
    event_id = make_event(slug="sample").id
    sure_listener()
    for _visit in range(2):
        client.get("/events/sample/")
    before = len(asked)

    kept = client.get("/events/sample/").text
    after = len(asked)
    rename(event_id, "新题目")
    changed = client.get("/events/sample/").text

    assert ("新题目" in kept, "新题目" in changed) == (False, True)
    assert after == before


def test_what_another_process_changes_is_seen_soon(app, client, only_postgresql):
    event_id = make_event(slug="sample").id
    sure_listener()
    client.get("/events/sample/")

    in_another_process(app, rename, event_id, "新题目")

    until(lambda: "新题目" in client.get("/events/sample/").text)


def test_a_listener_whose_connection_is_cut_is_not_trusted_and_listens_again(app, client, only_postgresql):
    event_id = make_event(slug="sample").id
    listener = sure_listener()
    client.get("/events/sample/")

    for number in range(3):
        cut = text("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE query LIKE '%pg_listening_channels%'"
                   " AND datname = current_database() AND pid <> pg_backend_pid()")  # fmt: skip
        assert db.session.scalar(cut) >= 1
        in_another_process(app, rename, event_id, f"题目{number}")
        committed = time.monotonic()
        until(lambda at=committed: not listener.is_sure or time.monotonic() - at > notify.SURE)
        assert f"题目{number}" in client.get("/events/sample/").text
        until(lambda: listener.is_sure)


def test_a_silent_connection_is_trusted_for_some_seconds_only(app, client, asked, only_postgresql):
    make_event(slug="sample")
    listener = sure_listener()
    for _visit in range(2):
        client.get("/events/sample/")
    before = len(asked)

    listener._sure_until = time.monotonic() - 1
    client.get("/events/sample/")

    assert len(asked) > before


def test_a_sleeping_worker_asks_nothing_and_sends_soon_after_a_letter_was_written(app, count_statements):
    stop = threading.Event()

    def work():
        with app.app_context():
            Worker(app, lease=60, batch=10, stop=stop).run()

    def states():
        db.session.rollback()
        return [letter.state for letter in db.session.query(OutboxLetter)]

    if not is_sqlite():
        sure_listener()
    with count_statements() as statements:
        worker = threading.Thread(target=work)
        worker.start()
        until(lambda: any("min(" in statement for statement in list(statements)))
        stop.wait(1)
        asleep = len(statements)
        stop.wait(2)
        asked = len(statements) - asleep
    with transaction():
        write(at=clock.now())
    until(lambda: states() == [LetterState.SENT])
    in_another_process(app, write_letter)
    until(lambda: states() == [LetterState.SENT] * 2)
    stop.set()
    worker.join()

    assert asked == 0


def write_letter():
    with transaction():
        write(at=clock.now())
