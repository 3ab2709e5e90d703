"""Somebody who holds the database should not hold the site.

Attack: one writer (a stuck process, a stopped command, a slow disk) keeps the writers' turn of SQLite, or a row of
PostgreSQL, and every form that is sent waits behind it until no thread is left. Tried with a process and with a thread
that take the lock and keep it: the answer is a 503 that says when to come back, and work goes on once the lock is free.
"""

from __future__ import annotations

import fcntl
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import text

from eventmgr.ground import db as database_module
from eventmgr.ground.db import db, is_sqlite, transaction
from tests.factories import make_event

pytestmark = pytest.mark.engines_differ

_HOLD = """
import fcntl, sys
file = open(sys.argv[1], "ab")
fcntl.flock(file, fcntl.LOCK_EX)
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def impatient(app, monkeypatch):
    """A writer gives up after a moment; needs SQLite, whose writers queue."""
    if not is_sqlite():
        pytest.skip("PostgreSQL has no one turn for all")
    monkeypatch.setattr(database_module, "_TURN_SECONDS", 0.3)


def send_form(client):
    """A form that writes."""
    return client.post("/forgot", data={"email": "nobody@example.com"})


@pytest.mark.slow
def test_a_process_that_keeps_the_turn_is_answered_with_come_back_later(impatient, client):
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, f"{db.engine.url.database}-turn"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout.readline() == b"held\n"
        answers = [send_form(client) for _ in range(3)]
        holder.stdin.close()
    after = send_form(client)

    assert [(answer.status_code, answer.headers["Retry-After"]) for answer in answers] == [(503, "10")] * 3
    assert after.status_code == 200


def test_a_turn_that_nobody_waits_for_any_more_is_given_back(impatient, client):
    with Path(f"{db.engine.url.database}-turn").open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        refused = send_form(client)
        fcntl.flock(file, fcntl.LOCK_UN)
        for waiting in [one for one in threading.enumerate() if one.name.endswith("(_wait)")]:
            waiting.join(5)
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    assert refused.status_code == 503


def test_a_thread_that_keeps_the_turn_is_answered_with_come_back_later(impatient, client):
    held, done = threading.Event(), threading.Event()

    def hold():
        with database_module._one_writer:
            held.set()
            done.wait(20)

    holder = threading.Thread(target=hold)
    holder.start()
    held.wait(20)
    refused = send_form(client)
    done.set()
    holder.join()

    assert (refused.status_code, send_form(client).status_code) == (503, 200)


def test_nobody_waits_for_a_row_of_postgresql_without_end(app):
    if is_sqlite():
        pytest.skip("SQLite has no locks of rows")
    make_event()
    with transaction():
        assert db.session.scalar(text("SHOW lock_timeout")) == "20s"
