"""Faults of the house itself: the database is away, full, locked, without tables. They pass, so whoever meets one tries again
later; and they come a hundred times a minute, so the log has one line of each, then one a minute.
"""

from __future__ import annotations

import enum
import errno
import logging
import threading
import time

from sqlalchemy.exc import DBAPIError, PendingRollbackError

_EVERY = 60.0
"""Seconds between two lines about the same fault."""
_LONGEST = 200


class Fault(enum.Enum):
    """What is wrong, for the log and the console."""

    GONE = "the database is out of reach"
    FULL = "the disk is full"
    LOCKED = "the database is locked by others for too long"
    READ_ONLY = "the database can only be read"
    BROKEN = "the file of the database cannot be read"
    NO_TABLES = "the database lacks tables of this release"


_OF_SQLITE = {
    5: Fault.LOCKED,  # BUSY
    6: Fault.LOCKED,
    8: Fault.READ_ONLY,
    10: Fault.BROKEN,  # IOERR
    11: Fault.BROKEN,  # CORRUPT
    13: Fault.FULL,
    14: Fault.GONE,  # CANTOPEN
    26: Fault.BROKEN,  # NOTADB
}
"""SQLite's primary result codes."""
_OF_SERVER = {
    "08": Fault.GONE,
    "57P01": Fault.GONE,
    "57P02": Fault.GONE,
    "57P03": Fault.GONE,
    "53300": Fault.GONE,
    "53100": Fault.FULL,
    "55P03": Fault.LOCKED,
    "40": Fault.LOCKED,
    "25006": Fault.READ_ONLY,
    "42P01": Fault.NO_TABLES,
    "42703": Fault.NO_TABLES,
}
"""PostgreSQL's SQLSTATE, or its class."""
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
_BROKEN_BEFORE = "8s2b"
"""SQLAlchemy's own code: the connection broke, and the session that had it was not ended."""
_lines: dict[tuple[str, str], tuple[float, int]] = {}
"""(logger, what) → when its last line was written, and how often it has come since."""
_lock = threading.Lock()


def fault_of(error: BaseException) -> Fault | None:
    """What is wrong with the house if that is what the error says, SQLAlchemy's or the driver's own; None for any other."""
    if isinstance(error, PendingRollbackError):
        return Fault.GONE if error.code == _BROKEN_BEFORE else None
    if isinstance(error, DBAPIError):
        if isinstance(error.orig, TimeoutError):
            return Fault.LOCKED  # the turn of a writer never came
        said = None if error.orig is None else fault_of(error.orig)
        return Fault.GONE if said is None and error.connection_invalidated else said
    if isinstance(error, OSError):
        return Fault.FULL if error.errno in _NO_ROOM else None
    driver = type(error).__module__.partition(".")[0]
    return _of_sqlite(error) if driver == "sqlite3" else _of_server(error) if driver == "psycopg" else None


def _of_sqlite(error: BaseException) -> Fault | None:
    words = str(error)
    if words.startswith(("no such table", "no such column")):
        return Fault.NO_TABLES
    if "closed database" in words:
        return Fault.GONE
    return _OF_SQLITE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)


def _of_server(error: BaseException) -> Fault | None:
    code = getattr(error, "sqlstate", None)
    if code is None:  # the driver itself speaks: the server did not answer
        return Fault.GONE if type(error).__name__ in ("OperationalError", "InterfaceError") else None
    return _OF_SERVER.get(code) or _OF_SERVER.get(code[:2])


def report(log: logging.Logger, error: BaseException, words: str) -> None:
    """Write `words` and the error into the log: a fault of the house as one line, then once a minute with how often it came;
    anything else with its traceback each time."""
    fault = fault_of(error)
    if fault is None:
        log.error("%s", words, exc_info=error)
    else:
        sparingly(log, fault.name, f"{words}: {fault.value}: {said_by(error)}")


def sparingly(log: logging.Logger, what: str, line: str) -> None:
    """Write the line unless there was one about the same `what` within the last minute; the next one tells how many were
    left out."""
    now = time.monotonic()
    with _lock:
        written, more = _lines.get((log.name, what), (-_EVERY, 0))
        is_due = now - written >= _EVERY
        _lines[log.name, what] = (now, 0) if is_due else (written, more + 1)
    if is_due:
        log.error("%s%s", line, f" (and {more} times more since the last such line)" if more else "")


def said_by(error: BaseException) -> str:
    """The first line of what the driver said."""
    origin = getattr(error, "orig", None) or error
    lines = str(origin).strip().splitlines() or [""]
    return f"{type(origin).__name__}: {lines[0]}"[:_LONGEST]
