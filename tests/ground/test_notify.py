"""What a commit tells: to other processes, to this one at once, and that nobody trusts a listener whose connection broke."""

import multiprocessing
import os
import resource
import threading
import time

import pytest
from flask import Flask
from sqlalchemy import NullPool, create_engine, text

from eventmgr.console.cli.worker import Worker
from eventmgr.event.events.models import Event
from eventmgr.event.events.services import edit
from eventmgr.ground import clock, notify
from eventmgr.ground import db as database_module
from eventmgr.ground.db import db, is_sqlite, transaction
from eventmgr.tools.log.services import SYSTEM, Act
from eventmgr.tools.messages.models import LetterState, OutboxLetter
from eventmgr.tools.web.responses import stamps
from tests.conftest import settle
from tests.factories import make_event
from tests.swallowing import SwallowingProxy
from tests.tools.messages.letters import write

pytestmark = pytest.mark.engines_differ

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
    for _try in range(
        3
    ):  # a thread of ours may hold a lock at the moment of the fork, for which the child then waits for ever
        process = multiprocessing.get_context("fork").Process(target=run, daemon=True)
        process.start()
        process.join(PATIENCE)
        if process.exitcode is not None:
            break
        process.kill()
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


def test_a_network_that_swallows_everything_is_left_after_seconds_and_another_connection_listens(
    app, only_postgresql, monkeypatch
):
    monkeypatch.setattr(notify, "BEAT", 0.1)
    monkeypatch.setattr(notify, "SURE", 0.5)
    info = db.session.connection().connection.driver_connection.info
    with SwallowingProxy(db.engine.url, (info.host, info.port)) as proxy:
        engine = create_engine(proxy.url, poolclass=NullPool)
        listener, ear = notify.Listener(engine), Listening()
        until(lambda: listener.is_sure)
        proxy.swallow()
        until(lambda: not listener.is_sure)
        until(lambda: listener.is_sure)
        with transaction():
            db.session.execute(text("NOTIFY eventmgr, 'from afar'"))
        until(lambda: "from afar" in ear.words)
        listener.stop()

    assert proxy.taken >= 2


def test_a_listener_hears_although_its_file_has_a_high_number(app, only_postgresql):
    """`select()` refuses file numbers from 1,024, which a process has that serves thousands of connections."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 4096) if hard > 0 else 4096, hard))
    files = [os.open(os.devnull, os.O_RDONLY) for _ in range(1100)]
    try:
        listener = notify.Listener(db.engine)
        until(lambda: listener.is_sure)
        listener.stop()
    finally:
        for file in files:
            os.close(file)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.mark.parametrize(("query", "seconds"), [("", 10), ("?connect_timeout=3", None)])
def test_a_connection_waits_for_the_network_as_long_as_the_address_says_else_ten_seconds(query, seconds):
    app = Flask("bounds")
    app.config["SQLALCHEMY_DATABASE_URI"] = f"postgresql+psycopg://nobody@127.0.0.1:1/nothing{query}"
    database_module.init_app(app)

    assert app.config["SQLALCHEMY_ENGINE_OPTIONS"]["connect_args"].get("connect_timeout") == seconds


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
