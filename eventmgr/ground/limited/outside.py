"""What takes long is done before anything is written."""

from __future__ import annotations

from flask import has_app_context

from eventmgr.ground.db import WRITE, db


def refuse_inside_write(what: str) -> None:
    """Ask before what takes long: inside the work of `write` every other writer would wait for it.

    Raises:
        RuntimeError: it is asked for inside.
    """
    if has_app_context() and db.session().info.get(WRITE):
        raise RuntimeError(f"{what} inside a transaction, for which every writer waits")
