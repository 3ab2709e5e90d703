"""Whether the disk that holds a SQLite database has room."""

from __future__ import annotations

import shutil
from pathlib import Path

from flask import current_app

from eventmgr.ground.db import db, is_sqlite, last_refusal
from eventmgr.ground.faults import Fault


def free_bytes() -> int | None:
    """Free space of the disk of the database; None where it is a server's, or in memory."""
    database = db.engine.url.database if is_sqlite() else None
    if not database or database == ":memory:":
        return None
    try:
        return shutil.disk_usage(Path(database).parent).free
    except OSError:
        return None


def is_full() -> bool:
    """Whether this process could not write at last because a disk was full, or there is too little room."""
    free, least = free_bytes(), int(current_app.config["FREE_DISK_MEGABYTES"]) << 20
    return last_refusal() is Fault.FULL or (free is not None and free < least)


def explained() -> str:
    """The sentence for whoever runs the installation."""
    free = free_bytes()
    where = f"the disk of {db.engine.url.database} has {free >> 20} MB left" if free is not None else "the disk is full"
    return f"{where}: make room, or nothing can be saved (EVENTMGR_FREE_DISK_MEGABYTES is the bound)"
