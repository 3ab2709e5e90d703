"""The database: one handle, one base class, one way to write.

SQLite runs in WAL mode with `synchronous=FULL`; a transaction that writes begins with `BEGIN IMMEDIATE`,
one that reads with `BEGIN`. PostgreSQL runs as it comes (READ COMMITTED).
"""

from __future__ import annotations

import enum
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from typing import IO, Any, TypeVar

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, DateTime, Engine, Enum, MetaData, String, TypeDecorator, event
from sqlalchemy.exc import DisconnectionError, OperationalError
from sqlalchemy.orm import DeclarativeBase, registry

try:
    import fcntl
except ImportError:  # Windows has no flock; there one process serves
    fcntl = None  # type: ignore[assignment]

Result = TypeVar("Result")

_BUSY_MS = 20_000
_CHECKPOINT_PAGES = 8000
"""The log is folded back into the file after so many pages (32 MB), not 1000: under load that halves a commit."""
_REST_SECONDS = 20.0
_WRITE = "eventmgr_write"
_one_writer = threading.RLock()
_turn_files: dict[tuple[int, str], IO[bytes]] = {}


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant, stored in UTC; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive instant {value!r}: give it a timezone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def sort_key_type(length: int) -> String:
    """Text that sorts by code point on both databases, whatever the database's collation."""
    return String(length).with_variant(String(length, collation="C"), "postgresql")


def _values(kind: type[enum.Enum]) -> list[str]:
    return [member.value for member in kind]


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
            enum.Enum: Enum(enum.Enum, values_callable=_values, native_enum=False, length=32),
            dict[str, Any]: JSON,
            dict[str, str]: JSON,
            list[Any]: JSON,
            list[str]: JSON,
            str: String,
        },
    )

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
        options |= {"pool_size": 10, "max_overflow": 10}
    app.config.setdefault("SQLALCHEMY_ENGINE_OPTIONS", options)
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)


def prepare_engine(engine: Engine) -> None:
    """Make a SQLite engine keep our transaction rules; of a server, ask connections that rested whether they live."""
    if engine.dialect.name != "sqlite":
        event.listen(engine, "checkin", lambda _connection, record: record.info.update(seen=time.monotonic()))
        event.listen(engine, "checkout", partial(_on_checkout, engine))
        return
    event.listen(engine, "connect", _on_sqlite_connect)
    event.listen(engine, "begin", _on_sqlite_begin)


def _on_checkout(engine: Engine, connection: Any, record: Any, _proxy: Any) -> None:
    """A connection that rested long is asked whether it lives; asking each time would cost a round trip each time."""
    if time.monotonic() - record.info.get("seen", time.monotonic()) <= _REST_SECONDS:
        return
    try:
        alive = engine.dialect.do_ping(connection)
    except engine.dialect.loaded_dbapi.Error:
        alive = False
    if not alive:
        raise DisconnectionError


def _on_sqlite_connect(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    pragmas = ("journal_mode=WAL", "synchronous=FULL", f"busy_timeout={_BUSY_MS}", "foreign_keys=ON")
    for pragma in (*pragmas, f"wal_autocheckpoint={_CHECKPOINT_PAGES}"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _on_sqlite_begin(connection: Any) -> None:
    writes = connection.get_execution_options().get(_WRITE)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def transaction() -> Iterator[None]:
    """One unit of work: everything inside is kept, or nothing.

    Ends a reading transaction that may be open, so objects loaded before are read again inside; begins a
    writing one; commits at the end. Not to be nested: services compose inside one block instead.
    """
    session = db.session()
    if session.in_transaction():
        session.rollback()
    with _writers_turn(db.engine):
        session.connection(execution_options={_WRITE: True})
        try:
            yield
            session.commit()
        except BaseException:
            session.rollback()
            raise


@contextmanager
def _writers_turn(engine: Engine) -> Iterator[None]:
    """On SQLite one writer at a time, in the order of asking: SQLite's own waiting is sleeping and trying again, which
    leaves the database idle and lets the unlucky wait for seconds. Correctness rests on `BEGIN IMMEDIATE` alone."""
    if engine.dialect.name != "sqlite":
        yield
        return
    with _one_writer:
        file = _turn_file(engine.url.database) if fcntl else None
        if file is None:
            yield
            return
        fcntl.flock(file, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(file, fcntl.LOCK_UN)


def _turn_file(database: str | None) -> IO[bytes] | None:
    """This process's handle of the file beside the database that writers queue at; none for one in memory."""
    if not database or database == ":memory:":
        return None
    key = (os.getpid(), database)
    if key not in _turn_files:
        try:
            _turn_files[key] = open(f"{database}-turn", "ab")  # noqa: SIM115 -- held as long as the process
        except OSError:
            return None
    return _turn_files[key]


def in_transaction(work: Callable[[], Result], *, tries: int = 3) -> Result:
    """`work()` inside one transaction; a lost race (deadlock, serialization, busy) is tried again, at most `tries` times."""
    for attempt in range(1, tries + 1):
        try:
            with transaction():
                return work()
        except OperationalError:
            if attempt == tries:
                raise
    raise AssertionError("unreachable")


def is_sqlite() -> bool:
    """Whether the bound database is SQLite."""
    return db.engine.dialect.name == "sqlite"
