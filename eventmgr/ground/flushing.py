"""What was committed is brought to the disk after the lock is given back, and before anybody is told that it is done.

A commit that waits for the disk keeps everybody else waiting behind its lock. So the commit of `db.write` leaves the
log unflushed, the lock goes, and then the log is flushed: once for all who have committed meanwhile. A power cut in
between loses what nobody was told of; what builds on it stands later in the same log and is lost with it, never without
it.
"""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable
from functools import partial

from sqlalchemy import Engine, text

_FLUSH = text("SELECT pg_logical_emit_message(true, 'eventmgr', '')")
"""A commit of its own that waits for the disk, as the server is set, and with it for all before it in the log."""
_groups: dict[tuple[int, str], _Group] = {}
_lock = threading.Lock()


def flush(engine: Engine) -> None:
    """Return when what is committed until now stands on the disk.

    Raises:
        OSError, SQLAlchemyError: nobody knows whether it does.
    """
    key = (os.getpid(), engine.url.render_as_string(hide_password=False))
    with _lock:
        group = _groups.setdefault(key, _Group())
    if engine.dialect.name == "sqlite":
        group.wait(partial(_flush_file, f"{engine.url.database}-wal"))
    else:
        group.wait(partial(_flush_server, engine))


class _Group:
    """Those of this process who wait for the disk: one of them flushes for all who came before it began."""

    def __init__(self) -> None:
        self._state = threading.Condition()
        self._asked = self._done = 0
        self._is_flushing = False

    def wait(self, flush_now: Callable[[], None]) -> None:
        """Until a flush that began after this call has ended; whoever finds nobody flushing does it."""
        with self._state:
            self._asked += 1
            mine = self._asked
            self._state.wait_for(lambda: self._done >= mine or not self._is_flushing)
            if self._done >= mine:
                return
            self._is_flushing, covers = True, self._asked
        is_done = False
        try:
            flush_now()
            is_done = True
        finally:
            with self._state:
                self._is_flushing = False
                if is_done:
                    self._done = max(self._done, covers)
                self._state.notify_all()


def _flush_file(path: str) -> None:
    """SQLite takes no lock on its log, so the file may be opened and closed beside it. A log that is gone was flushed
    before it was folded into the database."""
    with contextlib.suppress(FileNotFoundError):
        number = os.open(path, os.O_RDONLY)
        try:
            getattr(os, "fdatasync", os.fsync)(number)
        finally:
            os.close(number)


def _flush_server(engine: Engine) -> None:
    with engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").execute(_FLUSH)
