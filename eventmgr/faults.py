"""What is wrong with the database, read from what its driver raised: SQLite's own code, PostgreSQL's SQLSTATE.

One page and one sentence of a command belong to each fault (`web/handlers.py`, `cli/guarding.py`); what is none of them is
a mistake of ours.
"""

from __future__ import annotations

import enum
import errno


class Fault(enum.Enum):
    """A state of the database in which nothing can be read, or nothing be written."""

    AWAY = "out of reach"
    BUSY = "too busy"
    FULL = "disk full"
    READ_ONLY = "read-only"
    UNREADABLE = "not to be opened"
    NO_DATABASE = "not a database"
    DAMAGED = "damaged"
    SCHEMA = "tables missing"


_OF_SQLITE = {
    5: Fault.BUSY,
    6: Fault.BUSY,
    8: Fault.READ_ONLY,
    10: Fault.DAMAGED,  # of the disk's own reading and writing
    11: Fault.DAMAGED,
    13: Fault.FULL,
    14: Fault.UNREADABLE,
    26: Fault.NO_DATABASE,
}
"""Primary result code → what it means."""
_MISSING = ("no such table", "no such column", "table ")
_OF_A_SERVER = {
    "08": Fault.AWAY,
    "57P": Fault.AWAY,
    "3D000": Fault.AWAY,
    "28": Fault.AWAY,
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


def fault_of(error: BaseException) -> Fault | None:
    """Which fault this error tells of, whether it is the driver's or wraps it; None for everything else."""
    said = getattr(error, "orig", None) or error
    code = getattr(said, "sqlite_errorcode", None)
    if code is not None:
        return _of_sqlite(code & 0xFF, str(said))
    if isinstance(said, OSError) and said.errno in (errno.ENOSPC, errno.EDQUOT):
        return Fault.FULL
    state = getattr(said, "sqlstate", None)
    if state:
        return next((fault for start, fault in _OF_A_SERVER.items() if state.startswith(start)), None)
    if getattr(error, "connection_invalidated", False) or _is_of_a_connection(said):
        return Fault.AWAY
    names = {base.__name__ for base in type(error).__mro__}
    if "PendingRollbackError" in names:
        return Fault.AWAY
    return Fault.BUSY if isinstance(said, TimeoutError) or "TimeoutError" in names else None


def _of_sqlite(code: int, words: str) -> Fault | None:
    if code == 1:  # whatever is wrong with a statement
        return Fault.SCHEMA if words.startswith(_MISSING) and ("no such" in words or "no column" in words) else None
    return _OF_SQLITE.get(code)


def _is_of_a_connection(said: BaseException) -> bool:
    """Whether psycopg says that a connection was not made, or is gone: that has no SQLSTATE."""
    bases = type(said).__mro__
    is_theirs = any(base.__module__.startswith("psycopg") for base in bases)
    return is_theirs and any(base.__name__ in ("OperationalError", "InterfaceError") for base in bases)
