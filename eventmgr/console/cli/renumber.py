"""`eventmgr renumber`: numbers of calendar entries after a backup was restored."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.output.calendars.services import lift_numbers


@click.command(
    "renumber",
    help="After restoring a backup: raise the number of every calendar entry above what may have been sent since it was made.",
)
@with_appcontext
def command() -> None:
    """Calendars overlook what bears a lower number than they know; may be run again."""
    n = write(lambda: lift_numbers(at=clock.now()))
    click.echo(f"the entries of {n} events have numbers above all that may have been sent")
