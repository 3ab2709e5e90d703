"""A worker whose database is away, full or without tables goes on; the log is told once, and letters leave afterwards."""

from __future__ import annotations

import errno
import logging
import sqlite3
import threading

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, InterfaceError, OperationalError, PendingRollbackError, ProgrammingError

from eventmgr.console.cli.worker import Worker
from eventmgr.ground import clock, faults
from eventmgr.ground.db import CommitInDoubt, TurnTimeout, db, is_sqlite, transaction
from eventmgr.ground.faults import Fault, fault_of
from eventmgr.tools.messages.models import LetterState
from tests.tools.messages.letters import write
from tests.tools.messages.worker import rows

pytestmark = pytest.mark.engines_differ


def of_sqlite(code, words="x"):
    error = sqlite3.OperationalError(words)
    error.sqlite_errorcode = code
    return error


def of_server(kind, code=None, words="x"):
    error = kind(words)
    error.sqlstate = code or kind.sqlstate
    return error


@pytest.fixture(autouse=True)
def first_of_its_kind():
    faults._lines.clear()
    yield
    faults._lines.clear()


FAULTS = [
    (of_sqlite(sqlite3.SQLITE_FULL), Fault.FULL),
    (of_sqlite(sqlite3.SQLITE_BUSY_SNAPSHOT), Fault.BUSY),
    (of_sqlite(sqlite3.SQLITE_READONLY), Fault.READ_ONLY),
    (of_sqlite(sqlite3.SQLITE_CANTOPEN), Fault.UNREADABLE),
    (of_sqlite(sqlite3.SQLITE_NOTADB), Fault.NO_DATABASE),
    (of_sqlite(1, "no such table: letter"), Fault.SCHEMA),
    (of_sqlite(1, "near SELECT: syntax error"), None),
    (of_server(psycopg.OperationalError), Fault.AWAY),
    (of_server(psycopg.InterfaceError), Fault.AWAY),
    (of_server(psycopg.errors.AdminShutdown), Fault.AWAY),
    (of_server(psycopg.errors.CannotConnectNow), Fault.AWAY),
    (of_server(psycopg.errors.TooManyConnections), Fault.BUSY),
    (of_server(psycopg.errors.DiskFull), Fault.FULL),
    (of_server(psycopg.errors.LockNotAvailable), Fault.BUSY),
    (of_server(psycopg.errors.DeadlockDetected), Fault.BUSY),
    (of_server(psycopg.errors.UndefinedTable), Fault.SCHEMA),
    (of_server(psycopg.errors.ReadOnlySqlTransaction), Fault.READ_ONLY),
    (of_server(psycopg.errors.UniqueViolation), None),
    (OSError(errno.ENOSPC, "No space left on device"), Fault.FULL),
    (FileNotFoundError(errno.ENOENT, "no"), None),
    (TimeoutError("a mail server"), None),
    (RuntimeError("a bug"), None),
]


@pytest.mark.parametrize(("error", "fault"), FAULTS, ids=lambda value: getattr(value, "name", None) or repr(value))
def test_what_an_error_says_of_the_house(error, fault):
    assert fault_of(error) is fault
    assert fault_of(OperationalError("SELECT 1", {}, error)) is (
        Fault.BUSY if isinstance(error, TimeoutError) else fault
    )


def test_errors_of_sqlalchemy_itself_are_known():
    assert fault_of(PendingRollbackError("Can't reconnect", code="8s2b")) is Fault.AWAY
    assert fault_of(PendingRollbackError("a flush has failed", code="7s2a")) is None
    assert fault_of(InterfaceError("SELECT 1", {}, Exception("gone"), connection_invalidated=True)) is Fault.AWAY
    assert fault_of(ProgrammingError("SELECT 1", {}, Exception("a bug"))) is None
    assert fault_of(IntegrityError("INSERT", {}, sqlite3.IntegrityError("UNIQUE"))) is None
    assert fault_of(TurnTimeout()) is Fault.BUSY
    assert fault_of(CommitInDoubt(OSError(errno.ENOSPC, "No space left on device"))) is Fault.FULL


def test_a_fault_has_one_line_and_then_one_a_minute_that_counts(caplog, monkeypatch):
    now = [100.0]
    monkeypatch.setattr(faults.time, "monotonic", lambda: now[0])
    log = logging.getLogger("eventmgr.test")

    for _number in range(40):
        faults.report(log, of_sqlite(sqlite3.SQLITE_FULL, "database or disk is full"), "error 1a2b")
    faults.report(log, of_sqlite(sqlite3.SQLITE_BUSY, "database is locked"), "error 3c4d")
    now[0] += 61
    faults.report(log, of_sqlite(sqlite3.SQLITE_FULL, "database or disk is full"), "error 5e6f")

    assert caplog.messages == [
        "error 1a2b: the disk is full: OperationalError: database or disk is full",
        "error 3c4d: the database is busy with others for too long: OperationalError: database is locked",
        "error 5e6f: the disk is full: OperationalError: database or disk is full (and 39 times more since the last such line)",
    ]
    assert not any(record.exc_info for record in caplog.records)


def test_a_mistake_of_ours_has_its_traceback_each_time(caplog):
    log = logging.getLogger("eventmgr.test")

    for _number in range(2):
        faults.report(log, RuntimeError("a bug"), "error 1a2b")

    assert [record.exc_info[1].args for record in caplog.records] == [("a bug",)] * 2


class Rounds:
    """A worker that ends after some rests, and does something at each moment at which a test may want it."""

    def __init__(self, app, *, at_round=lambda _number: None):
        self.stop, self.number = threading.Event(), 0
        self.worker = Worker(app, lease=60, batch=10, stop=self.stop)
        self.pauses = []
        self.stop.wait = self.pauses.append  # a pause takes no time
        inner = self.worker.round

        def round_of_test():
            self.number += 1
            if self.number > 12:
                self.stop.set()
                return False
            at_round(self.number)
            return inner()

        self.worker.round = round_of_test
        self.worker._rest = self._rest_of_test

    def _rest_of_test(self):
        Worker._rest(self.worker)
        return 0.0


def raising(error, *, rounds):
    def at_round(number):
        if number in rounds:
            raise error

    return at_round


@pytest.mark.parametrize(
    "error",
    [
        OperationalError("UPDATE", {}, of_sqlite(sqlite3.SQLITE_FULL)),
        OperationalError("UPDATE", {}, of_server(psycopg.errors.DiskFull)),
        ProgrammingError("SELECT", {}, of_server(psycopg.errors.UndefinedTable)),
        OperationalError("SELECT", {}, of_sqlite(1, "no such table: letter")),
        OperationalError("SELECT", {}, of_sqlite(sqlite3.SQLITE_BUSY)),
        of_server(psycopg.OperationalError),
        PendingRollbackError("Can't reconnect", code="8s2b"),
        TurnTimeout(),
    ],
    ids=lambda error: f"{type(error).__name__} {getattr(error, 'orig', '')!r}",
)
def test_a_worker_goes_on_after_any_fault_of_the_house_pauses_longer_each_time_and_says_it_once(app, caplog, error):
    with transaction():
        write(at=clock.now())
    rounds = Rounds(app, at_round=raising(error, rounds=(1, 2, 3, 4, 5, 6)))

    rounds.worker.run()

    assert [row.state for row in rows()] == [LetterState.SENT]
    assert rounds.pauses[:6] == [1, 2, 4, 8, 10, 10]
    assert len([line for line in caplog.messages if "the worker waits and tries again" in line]) == 1


def test_a_mistake_of_ours_ends_the_worker_for_whoever_watches_it(app):
    with pytest.raises(RuntimeError, match="a bug"):
        Rounds(app, at_round=raising(RuntimeError("a bug"), rounds=(1,))).worker.run()


def cut_own(*, rests=False):
    """End the connection that this thread's session has, or has given back, from the side of the server, as a restart does."""
    number = db.session.scalar(text("SELECT pg_backend_pid()"))
    if rests:
        db.session.remove()
    address = db.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("SELECT pg_terminate_backend(%s, 10000)", (number,))


@pytest.fixture
def only_postgresql(database):
    if is_sqlite():
        pytest.skip("there is no connection to lose")


def test_a_connection_cut_between_two_rounds_ends_no_worker_and_letters_leave_afterwards(app, only_postgresql):
    with transaction():
        write(at=clock.now())

    def cut_and_write(number):
        if number == 3:
            with transaction():
                write(at=clock.now())
            cut_own(rests=True)

    Rounds(app, at_round=cut_and_write).worker.run()

    assert [row.state for row in rows()] == [LetterState.SENT] * 2


@pytest.mark.parametrize("where", ["is_anything_due", "lease", "find_next_due"])
def test_a_connection_cut_inside_a_round_ends_no_worker_and_letters_leave_afterwards(
    app, only_postgresql, monkeypatch, where
):
    with transaction():
        write(at=clock.now())
    cut = []

    def cutting(original):
        def question(*args, **values):
            if not cut:
                cut.append(cut_own())
            return original(*args, **values)

        return question

    for module in (
        "eventmgr.console.cli.working.settling",
        "eventmgr.tools.messages.services",
        "eventmgr.console.cli.worker",
    ):
        found = vars(__import__(module, fromlist=[where])).get(where)
        if found is not None:
            monkeypatch.setattr(f"{module}.{where}", cutting(found))

    Rounds(app).worker.run()

    assert cut
    assert [row.state for row in rows()] == [LetterState.SENT]
