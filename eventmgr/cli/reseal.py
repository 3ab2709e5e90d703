"""`eventmgr reseal`: sealed answers under the present data key."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from eventmgr.accounts.services import reseal_second_steps
from eventmgr.answer_files.services import reseal_some as reseal_files
from eventmgr.db import write
from eventmgr.grouprobots.services import reseal_robots
from eventmgr.registration.services.sealing import COLUMNS, reseal_some

_CALLED = {"sensitive": "registrations", "requested_change": "requests for changes"}


@click.command(
    "reseal", help="Encrypt sensitive answers again with the present data key, after EVENTMGR_DATA_KEY has changed."
)
@with_appcontext
def command() -> None:
    """Five hundred rows a transaction; may be stopped and run again. Ends with 1 if a row could not be read."""
    lost = 0
    for column in COLUMNS:
        done, lost_here = _reseal(column)
        lost += lost_here
        if done or column == COLUMNS[0]:
            click.echo(f"{done} {_CALLED[column]} encrypted with the present data key")
    files, lost_files = _reseal_files()
    if files:
        click.echo(f"{files} files uploaded by participants encrypted with the present data key")
    keys, lost_keys = write(reseal_second_steps)
    if keys or lost_keys:
        click.echo(f"{keys} keys of authenticator apps encrypted with the present data key")
    robots, lost_robots = write(reseal_robots)
    if robots or lost_robots:
        click.echo(f"{robots} keys of group robots encrypted with the present data key, {lost_robots} cannot be read")
    if lost_keys:
        raise click.ClickException(
            f"{lost_keys} keys of authenticator apps can be read with none of the data keys; these accounts need a recovery"
            " code, or `eventmgr user second-step-off`"
        )
    if lost_files:
        raise click.ClickException(f"{lost_files} files can be read with none of the data keys; they stay as they are")
    if lost:
        raise click.ClickException(
            f"{lost} registrations can be read with none of the data keys; they stay as they are"
        )


def _reseal(column: str) -> tuple[int, int]:
    done = lost = last = 0
    while True:
        some = write(lambda after=last: reseal_some(after, column))  # type: ignore[misc]
        done, lost = done + some.done, lost + some.lost
        if some.last is None:
            return done, lost
        last = some.last


def _reseal_files() -> tuple[int, int]:
    done = lost = last = 0
    while True:
        renewed, unreadable, after = write(lambda after=last: reseal_files(after))  # type: ignore[misc]
        done, lost = done + renewed, lost + unreadable
        if after is None:
            return done, lost
        last = after
