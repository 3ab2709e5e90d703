"""The database: one handle, one base class, one way to write.

SQLite runs in WAL mode with `synchronous=FULL`; a transaction that writes begins with `BEGIN IMMEDIATE`,
one that reads with `BEGIN`. PostgreSQL runs as it comes (READ COMMITTED). What `write` commits is on the disk when it
returns; the disk is waited for after the locks are given back (`eventmgr/ground/flushing.py`).
"""

from __future__ import annotations

import contextlib
import enum
import os
import select
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    JSON,
    ColumnElement,
    Connection,
    DateTime,
    Dialect,
    Engine,
    Enum,
    MetaData,
    String,
    TypeDecorator,
    event,
    exists,
    or_,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DisconnectionError, IntegrityError, OperationalError, SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, Session, registry

from eventmgr.ground.faults import Fault, fault_of
from eventmgr.ground.files import make_private_file
from eventmgr.ground.flushing import flush
from eventmgr.ground.indexes import tell_conditions
from eventmgr.ground.turns import CAN_LOCK, turn_of

if TYPE_CHECKING:
    import sqlite3

    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.pool import ConnectionPoolEntry

Result = TypeVar("Result")

_CLEARING_MS = 500
"""So long at most readers are waited for while the log is emptied, and writers with them."""
_BUSY_MS = 20_000
_TURN_SECONDS = 15.0
"""How long a writer waits for its turn before the answer is "try again later"."""
_CACHE_KIB = 512  # of pages, for each of dozens of connections; the system's own cache, which all share, is behind it
_CHECKPOINT_PAGES = 8000
"""The log is folded back into the file after so many pages (32 MB), not 1000: under load that halves a commit."""
_REST_SECONDS = 20.0
_FOREIGN_KEY_VIOLATION = "23503"
_NETWORK = {
    "connect_timeout": 10,
    "tcp_user_timeout": 30_000,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
}
"""libpq's bounds for a network that has gone silent: a minute, not the quarter of an hour of TCP. Each can be set in
the address of the database (`?connect_timeout=3`)."""
WRITE = "eventmgr_write"
"""Marks a session, and its connection, that is inside `write`."""
REHEARSAL = "rehearsal"
"""In `info` of a session: its transaction is undone in any case, so what nobody reads before that need not be
written."""
UNFLUSHED = "eventmgr_unflushed"
"""Marks a session, or SQLite's connection, whose commit does not wait for the disk."""
_FULL = 2
_one_writer = threading.RLock()
_refused: dict[tuple[int, Engine], Fault] = {}
"""This process and its database → the fault for which the last write was refused."""


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant, stored in UTC; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """What is stored: UTC, on SQLite without saying so."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive instant {value!r}: give it a timezone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The stored instant, aware of its time zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def sort_key_type(length: int) -> String:
    """Text that sorts by code point on both databases, whatever the database's collation."""
    return String(length).with_variant(String(length, collation="C"), "postgresql")


def _values(kind: type[enum.Enum]) -> list[str]:
    return [member.value for member in kind]


def enum_type(kind: type[enum.Enum], length: int = 32) -> Enum:
    """A column of members of `kind`, stored by value as a text of at most `length` characters."""
    return Enum(kind, values_callable=_values, native_enum=False, length=length)


class Model(DeclarativeBase):
    """Base of all tables: named constraints, enums stored by value, text as text."""

    registry = registry(
        metadata=MetaData(
            naming_convention={
                "ix": "ix_%(table_name)s_%(column_0_N_name)s",
                "uq": "uq_%(table_name)s_%(column_0_N_name)s",
                "ck": "ck_%(table_name)s_%(constraint_name)s",
                "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
                "pk": "pk_%(table_name)s",
            }
        ),
        type_annotation_map={
            datetime: UtcDateTime,
            enum.Enum: enum_type(enum.Enum),
            dict[str, Any]: JSON,
            dict[str, str]: JSON,
            list[Any]: JSON,
            list[str]: JSON,
            str: String,
        },
    )

    not_found: ClassVar[str]
    """What a reader is told where `get_of` finds no such row."""

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {getattr(self, 'id', '?')}>"


db = SQLAlchemy(model_class=Model, session_options={"expire_on_commit": False}, disable_autonaming=True)


def init_app(app: Flask) -> None:
    """Bind the engine to `app` with the settings of its dialect."""
    uri = app.config["SQLALCHEMY_DATABASE_URI"]
    options: dict[str, Any] = {"pool_pre_ping": False}
    if uri.startswith("sqlite"):
        options["connect_args"] = {"timeout": _BUSY_MS / 1000, "check_same_thread": False}
    else:
        # The one given back last first: what flushes a commit is most often what has made it, and idle ones rest.
        options |= {"pool_size": 10, "max_overflow": 10, "pool_use_lifo": True}
        given = make_url(uri).query
        options["connect_args"] = {name: value for name, value in _NETWORK.items() if name not in given}
    app.config.setdefault("SQLALCHEMY_ENGINE_OPTIONS", options)
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)


def prepare_engine(engine: Engine) -> None:
    """Make a SQLite engine keep our transaction rules; of a server, ask connections that rested whether they live."""
    tell_conditions(engine.dialect, Model.metadata)
    if engine.dialect.name != "sqlite":
        event.listen(engine, "connect", _on_server_connect)
        event.listen(engine, "checkin", lambda _connection, record: record.info.update(seen=time.monotonic()))
        event.listen(engine, "checkout", partial(_on_checkout, engine))
        return
    event.listen(engine, "do_connect", lambda *_: _make_private(engine.url.database))
    event.listen(engine, "connect", _on_sqlite_connect)
    event.listen(engine, "begin", _on_sqlite_begin)
    event.listen(engine, "checkin", _on_sqlite_checkin)


def _on_server_connect(connection: Any, _record: object) -> None:
    """Nobody waits for a row's lock without end; whoever does gives up as on SQLite."""
    connection.execute(f"SET lock_timeout = {_BUSY_MS}")
    connection.commit()


def _on_checkout(engine: Engine, connection: DBAPIConnection, record: ConnectionPoolEntry, _proxy: object) -> None:
    """A connection that rested long, or on which the server has said something that nobody asked, as it does when it
    ends one, is asked whether it lives. Asking each time would cost a round trip each time; looking costs nothing."""
    has_rested = time.monotonic() - record.info.get("seen", time.monotonic()) > _REST_SECONDS
    if not has_rested and not _has_spoken(connection):
        return
    try:
        alive = engine.dialect.do_ping(connection)
    except engine.dialect.loaded_dbapi.Error:
        alive = False
    if not alive:
        raise DisconnectionError


def _has_spoken(connection: Any) -> bool:
    """Whether there is something to read: an end, or words before it."""
    if not hasattr(select, "poll"):  # Windows
        return False
    looking = select.poll()
    looking.register(connection.fileno(), select.POLLIN)
    return bool(looking.poll(0))


def _make_private(database: str | None) -> None:
    """SQLite would make the file for everybody; its log and its index get the mode of the file."""
    if database and database != ":memory:" and not database.startswith("file:"):
        with contextlib.suppress(OSError):  # what stands in the way is said better by SQLite
            make_private_file(Path(database))


def _on_sqlite_connect(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    pragmas = ("journal_mode=WAL", "synchronous=FULL", f"busy_timeout={_BUSY_MS}", "foreign_keys=ON")
    for pragma in (
        *pragmas,
        "secure_delete=ON",
        f"wal_autocheckpoint={_CHECKPOINT_PAGES}",
        f"cache_size=-{_CACHE_KIB}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def clear_log() -> bool:
    """Empty the log of SQLite, in which former versions of pages lie until others are written over them, deleted data
    too; whether it is empty. Not inside a transaction. A server keeps its log itself."""
    if not is_sqlite():
        return True
    with _writers_turn(db.engine), db.engine.connect() as connection:
        raw: Any = connection.connection.dbapi_connection
        raw.execute(f"PRAGMA busy_timeout={_CLEARING_MS}")
        try:
            is_busy, *_pages = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            raw.execute(f"PRAGMA busy_timeout={_BUSY_MS}")
    return not is_busy


def _on_sqlite_begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITE)
    raw: Any = connection.connection.dbapi_connection
    if writes and CAN_LOCK and raw.execute("PRAGMA synchronous").fetchone() == (_FULL,):
        raw.execute("PRAGMA synchronous=NORMAL")
        connection.info[UNFLUSHED] = True
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def write(work: Callable[[], Result], *, tries: int = 3) -> Result:
    """What `work()` returns, done in one transaction: all of it is kept, or nothing. The one way to write.

    A lost race (deadlock, serialization failure, a busy database, a row that somebody deleted before this one could
    refer to it) is run again, at most `tries` times: `work` changes rows and nothing else. Files, cookies, words for
    the next page and letters that leave come after it, or would be there twice. Objects loaded before are read again
    inside. Not to be nested: services compose inside one `work`.

    Raises:
        CommitInDoubt: the connection broke at the end, and nobody knows whether it was kept; so it is not run again.
    """
    for attempt in range(1, tries + 1):
        try:
            with transaction():
                return work()
        except (OperationalError, IntegrityError) as error:
            if attempt == tries or not _is_lost_race(error):
                raise
    raise AssertionError("unreachable")


def _is_lost_race(error: OperationalError | IntegrityError) -> bool:
    if isinstance(error, IntegrityError):
        return getattr(error.orig, "sqlstate", None) == _FOREIGN_KEY_VIOLATION
    return not isinstance(error, (TurnTimeout, CommitInDoubt))


def _on_sqlite_checkin(connection: sqlite3.Connection, record: ConnectionPoolEntry) -> None:
    """A commit that failed leaves SQLite's transaction open, and its lock taken: nobody else gets it like this."""
    if connection is not None and connection.in_transaction:
        connection.rollback()
    if connection is not None and record.info.pop(UNFLUSHED, False):
        connection.execute("PRAGMA synchronous=FULL")


@contextmanager
def transaction() -> Iterator[None]:
    """The transaction of `write`, without its second try: for tests, and for nothing else.

    Ends a reading transaction that may be open; begins a writing one; commits at the end.
    """
    session = db.session()
    if session.info.get(WRITE):
        raise RuntimeError("a transaction inside another: its work would end with the inner one")
    if session.in_transaction():
        session.rollback()
    with _writers_turn(db.engine):
        session.connection(execution_options={WRITE: True})
        session.info[WRITE] = True
        is_unflushed = bool(session.connection().info.get(UNFLUSHED))
        try:
            yield
            is_unflushed |= _commit(session)
            _refused.pop((os.getpid(), db.engine), None)
        except BaseException as error:
            if (fault := fault_of(error)) is not None:
                _refused[os.getpid(), db.engine] = fault
            session.rollback()
            raise
        finally:
            session.info.pop(WRITE, None)
    if is_unflushed:
        _flush()


def last_refusal() -> Fault | None:
    """Why this process could not write at last; None since it could."""
    return _refused.get((os.getpid(), db.engine))


def _commit(session: Session) -> bool:
    """Whether the commit itself has left the log unflushed, beside what the connection does from the start."""
    try:
        session.commit()
    except OperationalError as error:
        if error.connection_invalidated:
            raise CommitInDoubt(error) from error
        raise
    return bool(session.info.pop(UNFLUSHED, False))


def _flush() -> None:
    try:
        flush(db.engine)
    except (OSError, SQLAlchemyError) as error:
        raise CommitInDoubt(error) from error


@contextmanager
def _writers_turn(engine: Engine) -> Iterator[None]:
    """On SQLite one writer at a time: SQLite's own waiting is sleeping and trying again, which leaves the database idle
    and lets the unlucky wait for seconds. Correctness rests on `BEGIN IMMEDIATE` alone.

    Raises:
        TurnTimeout: others had the turn for too long.
    """
    if engine.dialect.name != "sqlite":
        yield
        return
    deadline = time.monotonic() + _TURN_SECONDS
    if not _one_writer.acquire(timeout=_TURN_SECONDS):
        raise TurnTimeout
    try:
        turn = turn_of(engine.url.database)
        if turn and not turn.take(deadline):
            raise TurnTimeout
        try:
            yield
        finally:
            if turn:
                turn.give_back()
    finally:
        _one_writer.release()


class TurnTimeout(OperationalError):
    """Other writers had their turn for too long; trying again at once would only wait as long again."""

    def __init__(self) -> None:
        super().__init__("BEGIN IMMEDIATE", None, TimeoutError("other writers take too long"))


class CommitInDoubt(OperationalError):
    """The connection broke, or the disk failed, while a transaction was ending: it was kept, or it was not."""

    def __init__(self, error: Exception) -> None:
        super().__init__("COMMIT", None, getattr(error, "orig", None) or error, connection_invalidated=True)


def change_rows(statement: Any) -> int:
    """Run a set-based UPDATE or DELETE, which the rows at hand follow; how many it changed."""
    done: Any = db.session.execute(statement.execution_options(synchronize_session="fetch"))
    return int(done.rowcount)


def insert_into(model: type[Any]) -> Any:
    """`INSERT` into the table of `model` in the dialect of the bound database, which knows `on_conflict_do_…`."""
    if is_sqlite():
        return sqlite.insert(model)
    from sqlalchemy.dialects import postgresql  # noqa: PLC0415  # see `indexes.py`

    return postgresql.insert(model)


def is_sqlite() -> bool:
    """Whether the bound database is SQLite."""
    return db.engine.dialect.name == "sqlite"


def read_once(name: str, about: tuple[object, ...], read: Callable[[], Result]) -> Result:
    """What `read()` returns, read once by this session for one thing after the other: an act that changes many rows
    asks once.

    Args:
        about: what is asked for, the act among it; something else is read anew.
    """
    known = db.session().info.get(name)
    if known is None or known[0] != about:
        known = db.session().info[name] = (about, read())
    result: Result = known[1]
    return result


def has_rows(*models: type[Model]) -> Callable[[Any], ColumnElement[bool]]:
    """What makes, of an event, the condition that one of these tables has rows of it."""
    tables: tuple[Any, ...] = models
    return lambda event: or_(*(exists().where(model.event_id == event.id) for model in tables))


def are_true(conditions: Sequence[ColumnElement[bool]]) -> list[bool]:
    """Which of these are true, asked in one statement."""
    return [bool(value) for value in db.session.query(*conditions).one()] if conditions else []
