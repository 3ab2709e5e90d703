"""The disk is waited for after the lock, before anybody is told, and once for all who wait."""

from __future__ import annotations

import threading

import pytest

from eventmgr.ground import db as database_module
from eventmgr.ground import flushing, notify, turns
from eventmgr.ground.db import CommitInDoubt, db, is_sqlite, write

pytestmark = pytest.mark.engines_differ


def test_whoever_comes_while_the_disk_works_waits_for_the_next_time_and_not_alone():
    group, first_begins, go_on, began = flushing._Group(), threading.Event(), threading.Event(), []

    def flush_now():
        began.append(len(began))
        first_begins.set()
        assert go_on.wait(10)

    first = threading.Thread(target=group.wait, args=(flush_now,))
    first.start()
    assert first_begins.wait(10)
    others = [threading.Thread(target=group.wait, args=(flush_now,)) for _ in range(5)]
    for thread in others:
        thread.start()
    while group._asked < 6:
        pass
    go_on.set()
    for thread in (first, *others):
        thread.join(10)

    assert len(began) == 2


def test_a_flush_that_fails_counts_for_nobody():
    group, done = flushing._Group(), []

    def fail():
        raise OSError

    with pytest.raises(OSError):
        group.wait(fail)
    group.wait(lambda: done.append(1))

    assert done == [1]


def test_a_log_that_was_folded_into_the_database_is_no_fault(tmp_path):
    gone = tmp_path / "gone-wal"

    flushing._flush_file(str(gone))

    assert not gone.exists()


def wait_for_the_disk():
    """Commits of this connection wait for the disk, which tests do not."""
    db.session.rollback()
    if is_sqlite():
        db.engine.dispose()  # of several that lie ready another one might be taken next
        fairy = db.engine.raw_connection()
        fairy.driver_connection.execute("PRAGMA synchronous=FULL")
        fairy.close()


def test_the_disk_is_waited_for_after_the_turn_is_given_back(app, monkeypatch):
    order = []
    give_back = turns.Turn.give_back
    monkeypatch.setattr(turns.Turn, "give_back", lambda turn: (order.append("turn"), give_back(turn)))
    monkeypatch.setattr(database_module, "flush", lambda _engine: order.append("disk"))
    wait_for_the_disk()

    write(lambda: notify.tell(notify.WORK))

    assert order == (["turn", "disk"] if is_sqlite() else ["disk"])


def test_what_is_not_told_to_others_waits_for_the_disk_in_its_commit_on_postgresql(app, monkeypatch):
    if is_sqlite():
        pytest.skip("SQLite keeps everybody waiting, whatever is written")
    flushed = []
    monkeypatch.setattr(database_module, "flush", flushed.append)

    write(lambda: None)

    assert flushed == []


def test_a_disk_that_fails_leaves_the_commit_in_doubt_and_it_is_not_run_again(app, monkeypatch):
    done = []

    def fail(_engine):
        raise OSError("no space left on device")

    monkeypatch.setattr(database_module, "flush", fail)
    wait_for_the_disk()

    def work():
        done.append(1)
        notify.tell(notify.WORK)

    with pytest.raises(CommitInDoubt):
        write(work)

    assert done == [1]


def test_a_flush_asks_the_database_for_nothing_but_that(app, count_statements):
    with count_statements() as statements:
        flushing.flush(db.engine)

    assert len(statements) == (0 if is_sqlite() else 1)
