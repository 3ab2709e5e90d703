"""Setting up an installation: one at a time in a folder, and with a copy of SQLite's file as it was before."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from contextvars import ContextVar
from pathlib import Path

import click
from flask import current_app

from eventmgr.ground.db import db
from eventmgr.ground.files import make_private_file, sync_folder

try:
    import fcntl
except ImportError:  # Windows has no flock; there one process sets up
    fcntl = None  # type: ignore[assignment]

COPY = "-before-upgrade"
"""What the copy is called after the file."""
_SPARE = 32 << 20
"""Bytes that stay free beside the copy and what the migration itself needs, which is the size of the file at most."""
_inside: ContextVar[bool] = ContextVar("inside", default=False)


@contextmanager
def alone() -> Iterator[None]:
    """One at a time in this instance folder: whoever comes second says so and waits. Inside itself it is nothing
    more."""
    if fcntl is None or _inside.get():
        yield
        return
    handle = os.open(current_app.instance_path, os.O_RDONLY)
    token = _inside.set(True)
    try:
        _wait_for_turn(handle)
        yield
    finally:
        _inside.reset(token)
        os.close(handle)


def _wait_for_turn(handle: int) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        click.echo(f"Another one is setting up {current_app.instance_path}; waiting for it.", err=True)
        fcntl.flock(handle, fcntl.LOCK_EX)
    except OSError:  # a file system without locks: as it was before there was one
        pass


def keep_copy() -> None:
    """Copy SQLite's file beside it, whole or not at all, over the copy of the last time; say where it is, or why there
    is none. Others may read and write meanwhile; what they write later is not in it."""
    database = db.engine.url.database
    if db.engine.dialect.name != "sqlite" or not database or not Path(database).is_file():
        return
    file = Path(database)
    needed = 2 * sum(path.stat().st_size for path in (file, Path(f"{file}-wal")) if path.exists()) + _SPARE
    free = shutil.disk_usage(file.parent).free
    if free < needed:
        click.echo(
            f"No copy of the database is kept: {free >> 20} MB are free, {needed >> 20} MB are needed.", err=True
        )
        return
    copy = Path(f"{file}{COPY}")
    try:
        copy_to(copy)
    except (OSError, sqlite3.Error) as error:
        click.echo(f"No copy of the database is kept: {error}", err=True)
        return
    click.echo(f"A copy of the database as it was is kept: {copy}")


def copy_to(copy: Path) -> None:
    """Copy SQLite's file at one instant, whole or not at all, in the place of what is there.

    Raises:
        OSError, sqlite3.Error: it cannot be written.
    """
    part = copy.with_name(f"{copy.name}.part")
    part.unlink(missing_ok=True)
    try:
        make_private_file(part)
        with db.engine.connect() as connection, closing(sqlite3.connect(part)) as target:
            source = connection.connection.driver_connection
            assert isinstance(source, sqlite3.Connection)
            source.backup(target)
        with part.open("rb") as written:
            os.fsync(written.fileno())
        part.replace(copy)
        sync_folder(copy.parent)
    finally:
        part.unlink(missing_ok=True)
