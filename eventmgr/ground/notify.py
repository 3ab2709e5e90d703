"""What a writer tells other processes with its commit: a word each, such as `event:12`, `site` or `work`.

On PostgreSQL the words go out as NOTIFY in the writer's own transaction, and one thread per process listens. A listener
is sure of what it knows only while its heartbeat comes back; whoever relies on it reads the database else. On SQLite
`work` touches a file beside the database; the rest is not told, for a stamp is read there in some microseconds. The
writer's own process hears every word at once.
"""

from __future__ import annotations

import contextlib
import logging
import os
import selectors
import threading
import time
import weakref
from pathlib import Path
from typing import Any, Protocol, cast

from sqlalchemy import Engine, event, text
from sqlalchemy.exc import SQLAlchemyError

from eventmgr.ground.db import UNFLUSHED, db
from eventmgr.ground.files import make_private_file

log = logging.getLogger(__name__)

WORK = "work"
"""A letter or a job was written."""
BEAT, SURE = 1.0, 3.0
"""Seconds between two heartbeats, and for how long after the beginning of one that came back a listener is sure."""
_PENDING, _SAID = "eventmgr_told", "eventmgr_said"
TELL = (
    "SELECT set_config('synchronous_commit', 'off', true), pg_notify('eventmgr', word)"
    " FROM unnest(CAST(:words AS text[])) AS word"
)
_TELL = text(TELL)
"""The server ends one such transaction after the other: none of them is to wait for the disk meanwhile (`flushing`)."""
_LISTEN = b"LISTEN eventmgr"
_STILL_LISTENING = b"SELECT 1 FROM pg_listening_channels() AS channel WHERE channel = 'eventmgr'"
"""The heartbeat; asked of another connection than the one that listens (a pool between), it has no row."""


class Ear(Protocol):
    """Somebody in this process who wants to know."""

    def hear(self, word: str) -> None:
        """What `word` names has changed."""

    def forget(self) -> None:
        """Words may have been missed: nothing that is known counts any more."""


_ears: weakref.WeakSet[Ear] = weakref.WeakSet()
_listeners: dict[tuple[int, str], Listener] = {}
_lock = threading.Lock()


def close_own(connections: list[Any], process: int) -> None:
    """Close connections that `process` has opened, if this is it: a process forked from it shares their sockets."""
    if process == os.getpid():
        while connections:
            connections.pop().close()


def tell(word: str) -> None:
    """Say `word` to every process once the present transaction is committed; nothing if it is rolled back."""
    db.session().info.setdefault(_PENDING, set()).add(word)


def say_now() -> list[str]:
    """The words that wait, for whoever says them (`TELL`, on PostgreSQL) with another statement of the same
    transaction; its commit does not say them once more. Not inside a savepoint: what is said there is lost with it."""
    session = db.session()
    words = set(session.info.get(_PENDING, ())) - session.info.setdefault(_SAID, set())
    session.info[_SAID] |= words
    session.info[UNFLUSHED] = True
    return sorted(words)


def lend(ear: Ear) -> None:
    """Let `ear` hear what this process and, where there is a listener, others tell, as long as it lives."""
    with _lock:
        _ears.add(ear)


def listener(engine: Engine) -> Listener | None:
    """The listener of this process at that database, begun at first use; None on SQLite."""
    if engine.dialect.name == "sqlite":
        return None
    key = (os.getpid(), engine.url.render_as_string(hide_password=False))
    with _lock:
        if key not in _listeners:
            _listeners[key] = Listener(engine)
        return _listeners[key]


class Listener:
    """A thread with a connection of its own that hears what others tell, and begins anew when it breaks."""

    def __init__(self, engine: Engine) -> None:
        self._engine, self._sure_until = engine, 0.0
        self._stopped = threading.Event()
        self._open: list[Any] = []
        weakref.finalize(self, close_own, self._open, os.getpid())
        threading.Thread(target=self._run, name="listener", daemon=True).start()

    @property
    def is_sure(self) -> bool:
        """Whether everything that was told until now, but for milliseconds, has been heard."""
        return time.monotonic() < self._sure_until

    def stop(self) -> None:
        """Listen no longer; the connection is closed within a heartbeat."""
        self._stopped.set()

    def _run(self) -> None:
        broken = (OSError, SQLAlchemyError, self._engine.dialect.loaded_dbapi.Error)
        pause, warned = BEAT, False
        while not self._stopped.is_set():
            try:
                for _beat in self._listen():
                    pause, warned = BEAT, False
                    if self._stopped.is_set():
                        return
            except broken as error:
                self._sure_until = 0.0
                if not warned:
                    log.warning(
                        "nobody tells what changes (%s); stamps are read from the database", type(error).__name__
                    )
                warned = True
            self._stopped.wait(pause)
            pause = min(pause * 2, 10 * BEAT)

    def _listen(self) -> Any:
        """Listen until the connection breaks; yields with each heartbeat."""
        fairy = self._engine.raw_connection()
        connection = cast(Any, fairy.driver_connection)
        fairy.detach()
        self._open[:] = [connection]
        with contextlib.closing(connection):
            connection.autocommit = True
            _ask(connection.pgconn, _LISTEN)
            for ear in _all_ears():
                ear.forget()
            while True:
                began = time.monotonic()
                if not _ask(connection.pgconn, _STILL_LISTENING):
                    raise ConnectionError("another connection than the one that listens")
                self._sure_until = began + SURE
                yield
                while _receive(connection.pgconn, until=began + BEAT):
                    pass


def _ask(pgconn: Any, statement: bytes) -> bool:
    """Whether `statement` has a row. The driver's own way to ask would wait without end for a network that swallows.

    Raises:
        ConnectionError: no answer within `SURE` seconds, or a refusal.
    """
    until, has_row = time.monotonic() + SURE, False
    pgconn.send_query(statement)
    while True:
        while pgconn.is_busy():
            if not _receive(pgconn, until=until):
                raise ConnectionError("the server does not answer")
        result = pgconn.get_result()
        if result is None:
            return has_row
        if result.error_message:
            raise ConnectionError(result.error_message.decode("utf-8", "replace"))
        has_row = has_row or result.ntuples > 0


def _receive(pgconn: Any, *, until: float) -> bool:
    """Take in what comes next and spread the words in it; False if nothing comes before `until` (monotonic)."""
    with selectors.DefaultSelector() as selector:  # select() knows no file beyond the thousandth
        selector.register(pgconn.socket, selectors.EVENT_READ)
        if not selector.select(max(0.0, until - time.monotonic())):
            return False
    pgconn.consume_input()
    while (notice := pgconn.notifies()) is not None:
        _spread(notice.extra.decode())
    return True


class Waker:
    """Lets a worker sleep until there is work: `note()` before looking for some, `wait()` if there was none."""

    def __init__(self, engine: Engine) -> None:
        self._listener, self._notified = listener(engine), threading.Event()
        self._file, self._seen = _file_of(engine), 0
        lend(self)

    def hear(self, word: str) -> None:
        """The listener's thread, or a writer in this process, says `word`."""
        if word == WORK:
            self._notified.set()

    def forget(self) -> None:
        """Work may have been told of while nobody listened."""
        self._notified.set()

    def note(self) -> None:
        """Whatever is told from now on ends the next wait."""
        self._notified.clear()
        self._seen = self._touched()

    def wait(self, seconds: float, stop: threading.Event, *, unsure: float) -> None:
        """Until there is work, `stop` is set, or so many seconds are over; at most `unsure` where nobody would tell."""
        until = time.monotonic() + (seconds if self._is_notified else min(seconds, unsure))
        while (left := until - time.monotonic()) > 0 and not stop.is_set():
            if self._notified.is_set() or self._touched() != self._seen:
                return
            (stop if self._listener is None else self._notified).wait(min(left, BEAT / 2))

    @property
    def _is_notified(self) -> bool:
        return self._file is not None if self._listener is None else self._listener.is_sure

    def _touched(self) -> int:
        try:
            return self._file.stat().st_mtime_ns if self._file else 0
        except OSError:
            return 0


def _all_ears() -> list[Ear]:
    with _lock:
        return list(_ears)


def _spread(word: str) -> None:
    for ear in _all_ears():
        ear.hear(word)


def _before_commit(session: Any) -> None:
    words = session.info.get(_PENDING, set()) - session.info.get(_SAID, set())
    if words and not session.in_nested_transaction() and session.get_bind().dialect.name != "sqlite":
        session.execute(_TELL, {"words": sorted(words)})
        session.info[UNFLUSHED] = True


def _after_commit(session: Any) -> None:
    if session.in_nested_transaction():
        return
    words = session.info.pop(_PENDING, None)
    session.info.pop(_SAID, None)
    if not words:
        return
    file = _file_of(session.get_bind().engine) if WORK in words else None
    if file is not None:
        _touch(file)
    for word in words:
        _spread(word)


def _after_rollback(session: Any) -> None:
    """What was told inside a savepoint that is gone is told all the same: a word too many does no harm."""
    if not session.in_nested_transaction():
        for name in (_PENDING, _SAID, UNFLUSHED):
            session.info.pop(name, None)


def _file_of(engine: Engine) -> Path | None:
    """What is touched when there is work; None where the database is no file."""
    database = engine.url.database
    if engine.dialect.name != "sqlite" or not database or database == ":memory:":
        return None
    return Path(f"{database}-work")


def _touch(file: Path) -> None:
    """A worker that misses it looks of itself before long, so nothing is said where it fails."""
    with contextlib.suppress(OSError):
        now = time.time_ns()
        try:
            os.utime(file, ns=(now, now))
        except FileNotFoundError:
            make_private_file(file)


event.listen(db.session, "before_commit", _before_commit)
event.listen(db.session, "after_commit", _after_commit)
event.listen(db.session, "after_rollback", _after_rollback)
