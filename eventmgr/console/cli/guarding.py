"""Before any command works: is the installation fit for it; and what is wrong with a database, in one sentence."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import click
from flask import Flask
from flask.cli import with_appcontext
from sqlalchemy import make_url

from eventmgr.ground import clock
from eventmgr.ground.faults import Fault, fault_of, first_line_of
from eventmgr.tools.web.installation.condition import Unfit, refuse_wrong_schema, take_keys

FREE = ("db", "demo", "taxonomy list")
"""Commands that bring the schema about, or ask no database."""
KEYLESS = ("check", "reseal", "taxonomy")
"""They say themselves what another key cannot read, or need none."""
_WAYS_OUT = {
    Fault.AWAY: "is the server running, and is EVENTMGR_SQLALCHEMY_DATABASE_URI its address?",
    Fault.BUSY: "others use it; try again in a minute",
    Fault.FULL: "nothing was saved; make room and run it again",
    Fault.READ_ONLY: "it can be read but not written: make file, folder and disk writable for the account that runs eventmgr",
    Fault.UNREADABLE: "file or folder are missing, on a read-only disk, or not for the account that runs eventmgr",
    Fault.NO_DATABASE: "the file is something else: move it away, and put back your copy of the database",
    Fault.DAMAGED: "move the file away, and put back your copy of the database",
}


def guard(words: str, command: click.Command) -> click.Command:
    """`command`, which is called `words`, begins with a look at the installation; so do the commands in it."""
    if isinstance(command, click.Group):
        for name, inner in command.commands.items():
            guard(f"{words} {name}", inner)
    elif command.callback is not None and not _is_any(words, FREE):
        command.callback = _guarded(command.callback, needs_keys=not _is_any(words, KEYLESS))
    return command


def explained(error: Exception, app: Flask | None = None) -> str | None:
    """One sentence for what is wrong with the database or the installation; None for a mistake of ours."""
    if isinstance(error, Unfit):
        return str(error)
    fault = fault_of(error)
    if fault is None:
        return None
    if fault is Fault.SCHEMA:
        return "the database lacks tables of this release: run `eventmgr db upgrade` first"
    place = f" [{_place(app)}]" if app else ""
    return f"{fault.value}{place} ({first_line_of(error)}): {_WAYS_OUT[fault]}"


def _guarded(callback: Callable[..., Any], *, needs_keys: bool) -> Callable[..., Any]:
    if getattr(callback, "is_guarded", False):
        return callback

    @with_appcontext
    @wraps(callback)
    def guarded(*arguments: Any, **options: Any) -> Any:
        refuse_wrong_schema()
        if needs_keys:
            take_keys(at=clock.now())
        return callback(*arguments, **options)

    guarded.is_guarded = True  # type: ignore[attr-defined]
    return guarded


def _is_any(words: str, names: tuple[str, ...]) -> bool:
    return any(words == name or words.startswith(f"{name} ") for name in names)


def _place(app: Flask) -> str:
    """Its file, or its address without the password."""
    url = make_url(app.config["SQLALCHEMY_DATABASE_URI"])
    return f"{url.database if url.get_backend_name() == 'sqlite' else url.render_as_string()}"
