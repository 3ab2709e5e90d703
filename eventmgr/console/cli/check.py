"""`eventmgr check`: the installation and the data's own laws."""

from __future__ import annotations

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from eventmgr.console.upkeep import queries
from eventmgr.console.upkeep.laws import breaches
from eventmgr.ground.db import db, is_sqlite
from eventmgr.ground.files import FILE_MODE, FOLDER_MODE, open_to_others
from eventmgr.ground.i18n import speaking


@click.command("check", help="Verify the data's own laws; exits with 1 where one is broken.")
@with_appcontext
def command() -> None:
    """Print one line a law, and what breaks it."""
    broken = 0
    for law, faults in [*breaches(), ("feeds", _feeds()), ("files", _files())]:
        click.echo(f"{'broken' if faults else 'holds ':7} {law}")
        for line in faults:
            click.echo(f"        {line}")
        broken += bool(faults)
    if broken:
        raise SystemExit(1)


def _files() -> list[str]:
    """The files of the installation are for its own account; the page that explains the folder may be read."""
    folder = Path(current_app.instance_path)
    paths = {folder, *(path for path in folder.rglob("*") if path.is_dir() or path != folder / "README.md")}
    database = db.engine.url.database if is_sqlite() else None
    paths |= {Path(f"{database}{end}") for end in ("", "-wal", "-shm", "-turn") if database and database != ":memory:"}
    return [
        f"{path}: mode {mode:03o}, other accounts may read it; chmod {FOLDER_MODE if path.is_dir() else FILE_MODE:03o}"
        for path, mode in sorted(open_to_others(paths))
    ]


def _feeds() -> list[str]:
    """Every public feed is answered and parses."""
    from icalendar import Calendar  # noqa: PLC0415  # slow, and only this command reads calendars

    client = current_app.test_client()
    wrong = []
    with speaking("zh"):
        for path in ("/calendar.ics", *(f"/events/{slug}/calendar.ics" for slug in queries.list_event_slugs())):
            answer = client.get(path, base_url=current_app.config["BASE_URL"])
            try:
                Calendar.from_ical(answer.data)
            except ValueError as error:
                wrong.append(f"{path}: {answer.status}, {error}")
    return wrong
