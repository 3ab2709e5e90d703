"""Faults of the house itself: the database is away, full, busy, damaged, without tables. They are read from what the
driver raised, SQLite's own code or PostgreSQL's SQLSTATE; what is none of them is a mistake of ours.

One page and one sentence of a command belong to each (`web/handlers.py`, `cli/guarding.py`). Most pass, so whoever
meets one tries again later; and they come a hundred times a minute, so the log has one line of each, then one a minute.
"""

from __future__ import annotations

import enum
import errno
import logging
import threading
import time

from sqlalchemy.exc import DBAPIError, PendingRollbackError
from sqlalchemy.exc import TimeoutError as NoneFree

_EVERY = 60.0
"""Seconds between two lines about the same fault."""
_LONGEST = 200


class Fault(enum.Enum):
    """A state of the house in which nothing can be read, or nothing be written; its words are for log and console."""

    AWAY = "the database is out of reach"
    BUSY = "the database is busy with others for too long"
    FULL = "the disk is full"
    READ_ONLY = "the database can only be read"
    UNREADABLE = "the file of the database cannot be opened"
    NO_DATABASE = "the file of the database is none"
    DAMAGED = "the database is damaged"
    SCHEMA = "the database lacks tables of this release"


_OF_SQLITE = {
    5: Fault.BUSY,
    6: Fault.BUSY,  # LOCKED
    8: Fault.READ_ONLY,
    10: Fault.DAMAGED,  # IOERR: of the disk's own reading and writing
    11: Fault.DAMAGED,
    13: Fault.FULL,
    14: Fault.UNREADABLE,
    26: Fault.NO_DATABASE,
}
"""SQLite's primary result code → what it means."""
_OF_SERVER = {
    "08": Fault.AWAY,
    "28": Fault.AWAY,
    "3D000": Fault.AWAY,
    "57P": Fault.AWAY,
    "53100": Fault.FULL,
    "53": Fault.BUSY,
    "55P03": Fault.BUSY,
    "40": Fault.BUSY,
    "25006": Fault.READ_ONLY,
    "42P01": Fault.SCHEMA,
    "42703": Fault.SCHEMA,
    "XX001": Fault.DAMAGED,
    "XX002": Fault.DAMAGED,
}
"""Beginning of a SQLSTATE → what it means; the first that fits counts."""
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
_BROKEN_BEFORE = "8s2b"
"""SQLAlchemy's own code: the connection broke, and the session that had it was not ended."""
_lines: dict[tuple[str, str], tuple[float, int]] = {}
"""(logger, what) → when its last line was written, and how often it has come since."""
_lock = threading.Lock()


def fault_of(error: BaseException) -> Fault | None:
    """What is wrong with the house if that is what the error says, SQLAlchemy's or the driver's own; None for any
    other."""
    if isinstance(error, PendingRollbackError):
        return Fault.AWAY if error.code == _BROKEN_BEFORE else None
    if isinstance(error, NoneFree):
        return Fault.BUSY
    if isinstance(error, DBAPIError):
        if isinstance(error.orig, TimeoutError):
            return Fault.BUSY  # the turn of a writer never came
        said = None if error.orig is None else fault_of(error.orig)
        return Fault.AWAY if said is None and error.connection_invalidated else said
    if isinstance(error, OSError):
        return Fault.FULL if error.errno in _NO_ROOM else None
    driver = type(error).__module__.partition(".")[0]
    return _of_sqlite(error) if driver == "sqlite3" else _of_server(error) if driver == "psycopg" else None


def _of_sqlite(error: BaseException) -> Fault | None:
    words = str(error)
    if words.startswith(("no such table", "no such column")) or ("table " in words and "has no column" in words):
        return Fault.SCHEMA
    if "closed database" in words:
        return Fault.AWAY
    return _OF_SQLITE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)


def _of_server(error: BaseException) -> Fault | None:
    code = getattr(error, "sqlstate", None)
    if code is None:  # the driver itself speaks: the server did not answer
        return Fault.AWAY if type(error).__name__ in ("OperationalError", "InterfaceError") else None
    return next((fault for start, fault in _OF_SERVER.items() if code.startswith(start)), None)


def report(log: logging.Logger, error: BaseException, words: str) -> bool:
    """Write `words` and the error into the log: a fault of the house as one line, then once a minute with how often it
    came; anything else with its traceback each time. Whether they were written."""
    fault = fault_of(error)
    if fault is None:
        log.error("%s: %s", words, type(error).__name__, exc_info=error)
        return True
    return sparingly(log, fault.name, f"{words}: {fault.value}: {first_line_of(error)}")


def sparingly(log: logging.Logger, what: str, line: str) -> bool:
    """Write the line unless there was one about the same `what` within the last minute; the next one tells how many
    were left out. Whether it was written."""
    now = time.monotonic()
    with _lock:
        written, more = _lines.get((log.name, what), (-_EVERY, 0))
        is_due = now - written >= _EVERY
        _lines[log.name, what] = (now, 0) if is_due else (written, more + 1)
    if is_due:
        log.error("%s%s", line, f" (and {more} times more since the last such line)" if more else "")
    return is_due


def first_line_of(error: BaseException) -> str:
    """The first line of what the driver said."""
    origin = getattr(error, "orig", None) or error
    lines = str(origin).strip().splitlines() or [""]
    return f"{type(origin).__name__}: {lines[0]}"[:_LONGEST]
